namespace ActivitySync.Recovery;

/// <summary>Training that the athlete plans for a date.</summary>
public sealed record PlannedSession(DateOnly Date, PlannedSessionKind Kind);

/// <summary>What a planned session is. Easy and rest mean that there is no habitual long run that day.</summary>
public enum PlannedSessionKind
{
    Hard,
    LongRun,
    Easy,
    Rest,
}
