namespace ActivitySync.Store;

/// <summary>A recording whose title said something on a date.</summary>
internal sealed record TitleKeyRow(string Key, string Date);
