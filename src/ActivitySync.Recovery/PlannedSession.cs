namespace ActivitySync.Recovery;

/// <summary>Training the runner plans on a date.</summary>
public sealed record PlannedSession(DateOnly Date, PlannedKind Kind);
