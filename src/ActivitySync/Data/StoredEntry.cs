namespace ActivitySync.Data;

/// <summary>An entry in the athlete's log or calendar with its id.</summary>
/// <param name="Id">The id, by which the entry can be removed.</param>
/// <param name="Value">The entry.</param>
/// <param name="Title">The title it comes from; null if the athlete entered it by hand.</param>
internal sealed record StoredEntry<T>(long Id, T Value, TitleOrigin? Title = null);

/// <summary>A row of a table with a date and a kind.</summary>
internal sealed record DatedRow(long Id, string Date, string Kind);
