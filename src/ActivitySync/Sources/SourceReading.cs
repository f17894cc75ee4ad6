namespace ActivitySync.Sources;

/// <summary>What a source answered.</summary>
internal sealed record SourceReading
{
    public required SourceOutcome Outcome { get; init; }

    /// <summary>All of the window if complete; empty otherwise.</summary>
    public IReadOnlyList<SourceActivity> Activities { get; init; } = [];

    /// <summary>Ids of recordings the source lists but that could not be read; they are neither new nor gone.</summary>
    public IReadOnlyList<string> SetAside { get; init; } = [];

    /// <summary>Calls made, those to the token endpoint too.</summary>
    public int Requests { get; init; }

    /// <summary>One line for the user: what happened and how to mend it. Null if all is well.</summary>
    public string? Line { get; init; }

    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The service has just said that the runner withdrew the access: nothing of it may be kept.</summary>
    public bool IsWithdrawn { get; init; }
}
