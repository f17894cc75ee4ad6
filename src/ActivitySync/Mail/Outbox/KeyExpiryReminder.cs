namespace ActivitySync.Mail.Outbox;

/// <summary>When the coming end of a key is told: once at each of some distances.</summary>
internal static class KeyExpiryReminder
{
    /// <summary>Days before the end; a key is made by hand, and a holiday lies between two of them at most.</summary>
    private static readonly int[] ReminderDays = [30, 14, 7, 1];

    /// <summary>Whether the operator has to be told today.</summary>
    /// <param name="endsOn">The last day the key works.</param>
    /// <param name="today">Today.</param>
    /// <param name="lastReminderOn">When the end of a key was last told; null if never.</param>
    public static bool IsDue(DateOnly endsOn, DateOnly today, DateOnly? lastReminderOn) =>
        FindStage(endsOn, today) is { } stage
        && (lastReminderOn is not { } told || FindStage(endsOn, told) is not { } before || before > stage);

    /// <summary>The nearest of the distances that is reached; null while the end is far.</summary>
    public static int? FindStage(DateOnly endsOn, DateOnly day)
    {
        var reached = ReminderDays.Where(days => endsOn.DayNumber - day.DayNumber <= days).ToList();
        return reached.Count == 0 ? null : reached.Min();
    }
}
