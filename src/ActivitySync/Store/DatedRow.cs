namespace ActivitySync.Store;

/// <summary>A row of a table of dates and kinds, as its columns are.</summary>
internal sealed record DatedRow(long Id, string Date, string Kind);
