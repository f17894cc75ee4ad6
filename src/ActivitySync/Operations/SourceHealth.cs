namespace ActivitySync.Operations;

/// <summary>How one source of one runner is.</summary>
/// <param name="Athlete">The runner.</param>
/// <param name="Source">The source.</param>
/// <param name="Outcome">How the last try ended; null if there was none.</param>
/// <param name="LastTry">When it was.</param>
/// <param name="LastSuccess">Up to when the source is known; null if it never answered.</param>
/// <param name="RetryAt">It is not asked before; null is any time.</param>
/// <param name="Line">What to do; null if all is well.</param>
internal sealed record SourceHealth(
    string Athlete, string Source, string? Outcome, DateTimeOffset? LastTry, DateTimeOffset? LastSuccess, DateTimeOffset? RetryAt, string? Line);
