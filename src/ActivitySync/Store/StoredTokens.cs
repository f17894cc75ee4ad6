namespace ActivitySync.Store;

/// <summary>A runner's tokens of one service, opened. They go into a request's header or body and nowhere else.</summary>
internal sealed record StoredTokens
{
    /// <summary>The runner's id at the service.</summary>
    public required string SourceAthleteId { get; init; }

    public required string AccessToken { get; init; }

    public required string RefreshToken { get; init; }

    /// <summary>When the access token ends, by our own clock.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What the runner granted, as the service wrote it; empty if it did not say.</summary>
    public required string Scope { get; init; }

    /// <summary>Why the service no longer takes them, as a line for the user; null while they live.</summary>
    public string? DeadReason { get; init; }

    /// <summary>When a renewal was begun whose answer never reached the disk; null if there is none such.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Names no token: a record's own text would end in a log some day.</summary>
    public override string ToString() => $"tokens of {SourceAthleteId}";
}
