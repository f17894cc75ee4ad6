namespace ActivitySync.Recovery.Rules;

/// <summary>
/// R12 to R15, R17, R18: the after-effects need time before a race, more if the last massage was long ago, less with a habit.
/// Source: post, numbers rules.md 4. Grade C.
/// </summary>
internal static class BeforeRaceRule
{
    /// <summary>The code with which the race forbids this day; null if it does not.</summary>
    internal static ReasonCode? FindBlockingReason(
        RecoveryEvent recoveryEvent,
        int day,
        bool deep,
        MassageHistory history,
        RuleParameters parameters
    )
    {
        var before = recoveryEvent.Day - day;
        return
            !recoveryEvent.IsPast
            && recoveryEvent.IsRace
            && before > 0
            && before < parameters.GetDaysBefore(history).GetMinDays(deep)
            ? ReasonCode.RaceTooClose
            : null;
    }
}
