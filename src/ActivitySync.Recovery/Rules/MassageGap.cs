namespace ActivitySync.Recovery.Rules;

/// <summary>
/// Least days between two massages (rules.md 6), as far as R23's "weekly or monthly" goes. Source: choice. Grade D.
/// </summary>
internal static class MassageGap
{
    /// <summary>Days from the last massage to the first day that counts as far enough; 0 forbids nothing.</summary>
    internal static int Days(Budget budget, MassageRhythm rhythm, Trigger trigger, RuleParameters parameters) => budget switch
    {
        _ when rhythm.LastDay is null || trigger == Trigger.Pain => 0,
        Budget.None => 0,
        Budget.Occasional => parameters.OccasionalGapDays,
        // A massage before the race must not forbid the one after it.
        _ when trigger == Trigger.RacePost => Math.Min(parameters.GapDays(rhythm.History), parameters.RacePostGapDays),
        _ => parameters.GapDays(rhythm.History),
    };
}
