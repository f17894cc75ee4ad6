namespace ActivitySync.Recovery;

/// <summary>Fever or feeling ill, told on a date; any kind postpones massage (rules.md 3).</summary>
public sealed record Illness(DateOnly Date, string Kind = "");
