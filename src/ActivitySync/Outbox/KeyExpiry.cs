namespace ActivitySync.Outbox;

/// <summary>When the coming end of a key is told: once at each of some distances.</summary>
internal static class KeyExpiry
{
    /// <summary>Days before the end; a key is made by hand, and a holiday lies between two of them at most.</summary>
    private static readonly int[] TellAt = [30, 14, 7, 1];

    /// <summary>Whether the operator has to be told today.</summary>
    /// <param name="endsOn">The last day the key works.</param>
    /// <param name="today">Today.</param>
    /// <param name="toldOn">When the end of a key was last told; null if never.</param>
    public static bool IsDue(DateOnly endsOn, DateOnly today, DateOnly? toldOn) =>
        Stage(endsOn, today) is { } stage && (toldOn is not { } told || Stage(endsOn, told) is not { } before || before > stage);

    /// <summary>The nearest of the distances that is reached; null while the end is far.</summary>
    public static int? Stage(DateOnly endsOn, DateOnly day)
    {
        var reached = TellAt.Where(days => endsOn.DayNumber - day.DayNumber <= days).ToList();
        return reached.Count == 0 ? null : reached.Min();
    }
}
