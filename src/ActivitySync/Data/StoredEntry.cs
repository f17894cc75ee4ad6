namespace ActivitySync.Data;

/// <summary>A row kept for the runner, with the number by which it can be removed.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Value">What is kept.</param>
/// <param name="Title">The title that says it; null if the runner told of it by hand.</param>
internal sealed record StoredEntry<T>(long Id, T Value, TitleOrigin? Title = null);

/// <summary>A row of a table of dates and kinds, as its columns are.</summary>
internal sealed record DatedRow(long Id, string Date, string Kind);
