namespace ActivitySync.Recovery.Rules;

/// <summary>
/// R9, R10, R12: the day after a massage is easy, so nothing hard or long is planned for it.
/// Source: post. Grade C (Cambron 2007: minor discomfort, most of it gone in 36 h).
/// </summary>
internal static class EasyNextDayRule
{
    /// <summary>The code with which the event forbids the day before it; null if it does not.</summary>
    internal static ReasonCode? FindBlockingReason(RecoveryEvent recoveryEvent, int day) =>
        !recoveryEvent.IsPast && !recoveryEvent.IsRace && recoveryEvent.Day - day == 1
            ? ReasonCode.NextDayNotEasy
            : null;
}
