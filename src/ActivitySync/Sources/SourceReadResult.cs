using ActivitySync.Configuration;

namespace ActivitySync.Sources;

/// <summary>The result of reading a source.</summary>
internal sealed record SourceReadResult
{
    public required SourceOutcome Outcome { get; init; }

    /// <summary>All recordings of the window if the outcome is complete; else empty.</summary>
    public IReadOnlyList<SourceRecording> Recordings { get; init; } = [];

    /// <summary>
    /// Ids of recordings that the source lists but that are unreadable. They count as neither new nor deleted.
    /// </summary>
    public IReadOnlyList<string> UnreadableIds { get; init; } = [];

    /// <summary>
    /// Rows of another athlete were in the list and are left out. The list may lack recordings in their place, so none
    /// counts as deleted.
    /// </summary>
    public bool HasForeignRows { get; init; }

    /// <summary>What the source's calendar says; null if it has none or wasn't read.</summary>
    public SourceCalendar? Calendar { get; init; }

    /// <summary>The number of calls, including those to the token endpoint.</summary>
    public int RequestCount { get; init; }

    /// <summary>One line for the user: what happened and how to fix it. Null if there is nothing to report.</summary>
    public string? Message { get; init; }

    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The service reported that the athlete revoked the access, so all of its data must be deleted.</summary>
    public bool IsAccessRevoked { get; init; }

    /// <summary>The message about rows of another athlete.</summary>
    public static string FormatForeignRows(SourceName source, string athlete, int count) =>
        $"{source}: the list of {athlete} has activities of another account ({count}), which are left out, and nothing "
        + $"is deleted here. Check the account that {athlete} is connected to, or wait and retry.";
}

/// <summary>The outcome of reading a source.</summary>
internal enum SourceOutcome
{
    /// <summary>The window was read completely.</summary>
    Complete,

    /// <summary>The rate limit is reached; no call before <see cref="SourceReadResult.RetryAt"/>.</summary>
    LimitReached,

    /// <summary>The source is unavailable or its response is unreadable; a retry may help.</summary>
    Away,

    /// <summary>The user has to act: authorize, pay or renew.</summary>
    ActionNeeded,

    /// <summary>A setting is invalid: the client id, the secret or the address.</summary>
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
