namespace ActivitySync.Store;

/// <summary>A row of <c>tokens</c> as it is read, both tokens sealed.</summary>
internal sealed record TokenRow(
    string SourceAthleteId, byte[] AccessToken, byte[] RefreshToken, long ExpiresAt, string Scope, string? DeadReason, long? AskedAt);
