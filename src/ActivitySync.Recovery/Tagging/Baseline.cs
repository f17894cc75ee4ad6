namespace ActivitySync.Recovery.Tagging;

/// <summary>What is usual for a runner on one day (tagging.md 3). 0 is unknown.</summary>
/// <param name="Cold">Too little history to compare with.</param>
/// <param name="UsualMinutes">M: median minutes.</param>
/// <param name="WeekMinutes">W: mean minutes of the weeks with a run.</param>
/// <param name="RunsAWeek">Their mean count.</param>
/// <param name="LongestMeters">The longest distance of 30 days, races too.</param>
/// <param name="LongestMinutes">The most minutes of 30 days, races too.</param>
/// <param name="LongestMinutesOfWeek">The most minutes of seven days, races too.</param>
internal readonly record struct Baseline(
    bool Cold,
    double UsualMinutes,
    double WeekMinutes,
    double RunsAWeek,
    double LongestMeters,
    double LongestMinutes,
    double LongestMinutesOfWeek)
{
    private const double SpikeRatio = 1.10;

    /// <summary>A run shorter than this is no leap, whatever came before.</summary>
    internal const double SpikeLeastMinutes = 45;

    /// <summary>The leap that raised overuse injuries in Frandsen 2025: a tenth above the longest of 30 days.</summary>
    internal bool IsSpike(Measured run) =>
        !Cold
        && run.Minutes >= SpikeLeastMinutes
        && (run.Meters > 0 && LongestMeters > 0
            ? run.Meters > SpikeRatio * LongestMeters
            : LongestMinutes > 0 && run.Minutes > SpikeRatio * LongestMinutes);
}
