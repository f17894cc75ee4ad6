namespace ActivitySync.Recovery.Rules;

/// <summary>
/// R5, R7, R18: not right after something hard; after a race first a couple of days; deep waits longer than gentle.
/// Source: post (R5, R7), numbers rules.md 4. Grade C: a default, not physiology.
/// </summary>
internal static class AfterEventRule
{
    /// <summary>The code with which the event forbids this day; null if it does not.</summary>
    internal static ReasonCode? FindBlockingReason(
        RecoveryEvent recoveryEvent,
        int day,
        bool deep,
        RuleParameters parameters
    )
    {
        var after = day - recoveryEvent.Day;
        return
            after < parameters.GetDaysAfter(recoveryEvent.Class).GetMinDays(deep)
            && (recoveryEvent.IsPast || after >= 0)
            ? GetReason(recoveryEvent)
            : null;
    }

    private static ReasonCode GetReason(RecoveryEvent recoveryEvent) =>
        recoveryEvent.Class switch
        {
            EventClass.VeryLong => ReasonCode.VeryLong,
            EventClass.Long => recoveryEvent.IsLoad ? ReasonCode.LongLoad : ReasonCode.LongRun,
            EventClass.Hard => ReasonCode.AfterHard,
            _ => ReasonCode.RacePost,
        };
}
