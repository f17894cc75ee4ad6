namespace ActivitySync.Recovery;

/// <summary>Training the runner plans on a date.</summary>
public sealed record PlannedSession(DateOnly Date, PlannedSessionKind Kind);

/// <summary>What a planned session is. Easy and rest say that the habit does not hold that day.</summary>
public enum PlannedSessionKind
{
    Hard,
    LongRun,
    Easy,
    Rest,
}
