namespace ActivitySync.Recovery.Tagging;

/// <summary>Computes effort minutes: minutes x a factor for how hard they were (rules.md 5).</summary>
internal static class EffortCalculator
{
    internal static double ComputeMinutes(Recording recording, AthleteProfile athlete, IReadOnlyList<Label> labels)
    {
        var factor =
            recording.Measurements.PerceivedExertion > 0 ? recording.Measurements.PerceivedExertion
            : FindHeartRateFactor(
                recording.Measurements.AverageHeartRate,
                athlete.RestingHeartRate ?? 0,
                athlete.MaxHeartRate ?? 0
            )
                is { } known
                ? known
            : labels.Contains(Label.Race) ? 10
            : labels.Contains(Label.Hard) ? 7
            : labels.Contains(Label.LongRun) ? 5
            : recording.Title.IsWarmUp ? 2
            : recording.Family == SportFamily.Foot ? 3
            : 4;
        return recording.Minutes * factor;
    }

    /// <summary>
    /// The factor by heart rate reserve, (average - resting) / (max - resting); null if a rate is unknown (0).
    /// </summary>
    private static double? FindHeartRateFactor(double average, double resting, double max)
    {
        if (average == 0 || resting == 0 || !(max > resting))
        {
            return null;
        }

        return ((average - resting) / (max - resting)) switch
        {
            < 0.50 => 2,
            < 0.60 => 3,
            < 0.70 => 4,
            < 0.80 => 6,
            < 0.88 => 7,
            _ => 9,
        };
    }
}
