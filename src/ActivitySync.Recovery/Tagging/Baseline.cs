namespace ActivitySync.Recovery.Tagging;

/// <summary>What is usual for a runner on one day (tagging.md 3). 0 is unknown.</summary>
/// <param name="IsCold">Too little history to compare with.</param>
/// <param name="UsualMinutes">M: median minutes.</param>
/// <param name="UsualWeekMinutes">W: mean minutes of the weeks with a run.</param>
/// <param name="RunsPerWeek">Their mean count.</param>
/// <param name="LongestMeters">The longest distance of 30 days, races too.</param>
/// <param name="LongestMinutes">The most minutes of 30 days, races too.</param>
/// <param name="LongestMinutesInWeek">The most minutes of seven days, races too.</param>
internal readonly record struct Baseline(
    bool IsCold,
    double UsualMinutes,
    double UsualWeekMinutes,
    double RunsPerWeek,
    double LongestMeters,
    double LongestMinutes,
    double LongestMinutesInWeek
)
{
    private const double SpikeRatio = 1.10;

    /// <summary>A run shorter than this is no leap, whatever came before.</summary>
    internal const double MinSpikeMinutes = 45;

    /// <summary>The leap that raised overuse injuries in Frandsen 2025: a tenth above the longest of 30 days.</summary>
    internal bool IsSpike(Measurements run) =>
        !IsCold
        && run.Minutes >= MinSpikeMinutes
        && (
            run.Meters > 0 && LongestMeters > 0
                ? run.Meters > SpikeRatio * LongestMeters
                : LongestMinutes > 0 && run.Minutes > SpikeRatio * LongestMinutes
        );
}
