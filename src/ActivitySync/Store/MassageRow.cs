namespace ActivitySync.Store;

/// <summary>A row of <c>massages</c>; key and activity are null if it was told of by hand.</summary>
internal sealed record MassageRow(long Id, string Date, string Kind, string? TitleKey, long? ActivityId);
