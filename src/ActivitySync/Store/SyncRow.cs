namespace ActivitySync.Store;

/// <summary>A row of <c>syncs</c>: how the last try at a source went, and when one last succeeded.</summary>
/// <param name="AthleteId">The runner's number.</param>
/// <param name="Source">The source's name.</param>
/// <param name="TriedAt">The last try; one that a limit ended before its first call is none.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Line">One line for the user; null if all is well.</param>
/// <param name="SucceededAt">The last try that read its window to the end; null if none did.</param>
/// <param name="FullAt">The last of those that read the full window.</param>
/// <param name="RetryAt">No schedule asks the source before; null is any time.</param>
/// <param name="Failures">Tries since the last success.</param>
internal sealed record SyncRow(
    long AthleteId,
    string Source,
    long TriedAt,
    string Outcome,
    string? Line,
    long? SucceededAt,
    long? FullAt,
    long? RetryAt,
    long Failures);
