using ActivitySync.Configuration;

namespace ActivitySync.Sources;

/// <summary>What a source answered.</summary>
internal sealed record SourceReadResult
{
    public required SourceOutcome Outcome { get; init; }

    /// <summary>All of the window if complete; empty otherwise.</summary>
    public IReadOnlyList<SourceRecording> Recordings { get; init; } = [];

    /// <summary>Ids of recordings the source lists but that could not be read; they are neither new nor gone.</summary>
    public IReadOnlyList<string> UnreadableIds { get; init; } = [];

    /// <summary>Calls made, those to the token endpoint too.</summary>
    public int RequestCount { get; init; }

    /// <summary>One line for the user: what happened and how to mend it. Null if all is well.</summary>
    public string? Message { get; init; }

    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The service has just said that the runner withdrew the access: nothing of it may be kept.</summary>
    public bool IsAccessRevoked { get; init; }
}

/// <summary>How asking a source ended.</summary>
internal enum SourceOutcome
{
    /// <summary>The window was enumerated to its end.</summary>
    Complete,

    /// <summary>The source's limit is reached; no call before <see cref="SourceReadResult.RetryAt"/>.</summary>
    LimitReached,

    /// <summary>The source is away or answered nonsense; later may help.</summary>
    Away,

    /// <summary>A person has to act: authorise, pay, renew.</summary>
    ActionNeeded,

    /// <summary>A setting is wrong: client id, secret, address.</summary>
    Misconfigured,
}

internal static class SourceOutcomeExtensions
{
    /// <summary>The error behind an outcome; null if the source was read completely.</summary>
    public static ErrorKind? ToErrorKind(this SourceOutcome outcome) =>
        outcome switch
        {
            SourceOutcome.Complete => null,
            SourceOutcome.LimitReached or SourceOutcome.Away => ErrorKind.RemoteUnavailable,
            SourceOutcome.ActionNeeded => ErrorKind.ActionRequired,
            SourceOutcome.Misconfigured => ErrorKind.InvalidInput,
            _ => ErrorKind.Failed,
        };
}
