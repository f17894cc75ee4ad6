namespace ActivitySync.Operations;

/// <summary>How a job last went in this process.</summary>
/// <param name="SucceededAt">The last good end; null if there was none.</param>
/// <param name="Failures">Failures since.</param>
/// <param name="Line">What the last failure said; null if all is well.</param>
/// <param name="IsOfStore">Whether that is trouble with the disk or the database, which is over for all jobs at once.</param>
/// <param name="WrittenAt">When a good end was last written to the store.</param>
internal sealed record JobPulse(DateTimeOffset? SucceededAt, int Failures, string? Line, bool IsOfStore, DateTimeOffset? WrittenAt);
