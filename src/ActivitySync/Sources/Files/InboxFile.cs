namespace ActivitySync.Sources.Files;

/// <summary>A file as the file system shows it; two looks that show the same mean that nobody writes to it.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="ModifiedAt">Its time of change in ticks, to be compared and nothing else: clocks go wrong.</param>
internal readonly record struct InboxFile(long Bytes, long ModifiedAt);
