namespace ActivitySync.Store;

/// <summary>A row of <c>job_runs</c>.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="TriedAt">The last run that was written down.</param>
/// <param name="SucceededAt">The last that ended well; null if none did.</param>
/// <param name="Failures">Failures since.</param>
/// <param name="Line">What the last failure said; null if all is well.</param>
internal sealed record JobRunRow(string Job, long TriedAt, long? SucceededAt, long Failures, string? Line);
