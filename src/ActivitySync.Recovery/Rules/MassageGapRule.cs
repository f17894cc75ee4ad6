namespace ActivitySync.Recovery.Rules;

/// <summary>
/// Least days between two massages (rules.md 6), as far as R23's "weekly or monthly" goes. Source: choice. Grade D.
/// </summary>
internal static class MassageGapRule
{
    /// <summary>Days from the last massage to the first day that counts as far enough; 0 forbids nothing.</summary>
    internal static int ComputeDays(
        Budget budget,
        MassageRhythm rhythm,
        MassageTrigger trigger,
        RuleParameters parameters
    ) =>
        budget switch
        {
            _ when rhythm.LastDay is null || trigger == MassageTrigger.Pain => 0,
            Budget.None => 0,
            Budget.Occasional => parameters.OccasionalGapDays,
            // A massage before the race must not forbid the one after it.
            _ when trigger == MassageTrigger.RacePost => Math.Min(
                parameters.GetGapDays(rhythm.History),
                parameters.RacePostGapDays
            ),
            _ => parameters.GetGapDays(rhythm.History),
        };
}
