namespace ActivitySync.Recovery;

/// <summary>Something only the runner knows: "race?" of an activity, or "started?" of a race day. One of the two is set.</summary>
public sealed record Question(string? ActivityId, DateOnly? Race);
