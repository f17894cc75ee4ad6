namespace ActivitySync.Recovery;

/// <summary>A massage had or booked on a local date of the runner.</summary>
public sealed record Massage(DateOnly Date, MassageKind Kind = MassageKind.Other);
