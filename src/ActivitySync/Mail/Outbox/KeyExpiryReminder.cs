namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Decides when the operator is reminded that an API key expires: once at each of a few intervals before.
/// </summary>
internal static class KeyExpiryReminder
{
    /// <summary>Days before the expiry. A new key is created by hand, so there are several reminders.</summary>
    private static readonly int[] ReminderDays = [30, 14, 7, 1];

    /// <summary>Checks whether a reminder is due.</summary>
    /// <param name="expiresOn">The last day on which the key works.</param>
    /// <param name="today">Today.</param>
    /// <param name="lastReminderOn">The day of the last reminder; null if there was none.</param>
    public static bool IsDue(DateOnly expiresOn, DateOnly today, DateOnly? lastReminderOn) =>
        FindStage(expiresOn, today) is { } stage
        && (lastReminderOn is not { } last || FindStage(expiresOn, last) is not { } before || before > stage);

    /// <summary>Finds the day of the next reminder after a day; null if there is none.</summary>
    public static DateOnly? FindNext(DateOnly expiresOn, DateOnly day) =>
        ReminderDays
            .Select(days => expiresOn.DayNumber - days)
            .Where(number => number > day.DayNumber)
            .Select(number => (DateOnly?)DateOnly.FromDayNumber(number))
            .Min();

    /// <summary>Finds the smallest of the intervals that is reached on a day; null if none is.</summary>
    public static int? FindStage(DateOnly expiresOn, DateOnly day)
    {
        var reached = ReminderDays.Where(days => expiresOn.DayNumber - day.DayNumber <= days).ToList();
        return reached.Count == 0 ? null : reached.Min();
    }
}
