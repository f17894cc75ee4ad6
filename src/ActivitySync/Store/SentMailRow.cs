namespace ActivitySync.Store;

/// <summary>A mail that went out, or may have, as another database is told of it.</summary>
internal sealed record SentMailRow(
    string? Athlete, string Kind, string Period, string State, string? Reason, long DueAt, string? MessageId, long QuotesStrava, long ChangedAt);
