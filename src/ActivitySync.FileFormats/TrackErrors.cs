namespace ActivitySync.FileFormats;

/// <summary>Collects what was wrong with the tracks of a file, for its warnings.</summary>
internal sealed class TrackErrors
{
    /// <summary>Points that were left out.</summary>
    public int WrongPoints { get; set; }

    /// <summary>How often the clock of the device jumped.</summary>
    public int ClockJumps { get; set; }

    public bool HasWrongStart { get; set; }

    /// <summary>Laps without time or distance, although their points have them.</summary>
    public bool HasIncompleteLaps { get; set; }

    /// <summary>One clause for each kind of error.</summary>
    public IEnumerable<string> Describe()
    {
        if (WrongPoints > 0)
        {
            yield return WrongPoints == 1
                ? "one point with a wrong time was left out"
                : $"{WrongPoints} points with wrong times were left out";
        }

        if (ClockJumps > 0)
        {
            yield return "its clock jumped on the way; the times of the shorter part were moved next to the others";
        }

        if (HasWrongStart)
        {
            yield return "the start of its first lap is wrong; the time of its first point was taken";
        }

        if (HasIncompleteLaps)
        {
            yield return "it has laps without time or distance; those of their points were taken";
        }
    }
}
