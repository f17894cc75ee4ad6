namespace ActivitySync.Store;

/// <summary>A row of <c>inbox_files</c>: a file as it was when it was read, and what became of it.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="ModifiedAt">Its time of change in ticks, to be compared and nothing else.</param>
/// <param name="Result">What became of it, of an archive the gravest of its members; or that it is being read.</param>
/// <param name="Reason">Why it gave no activity; null if it did.</param>
/// <param name="Settled">0 if its bytes could not be read, so that it is worth another try.</param>
/// <param name="ReadAt">When it was read.</param>
internal sealed record InboxFileRow(string Path, long Bytes, long ModifiedAt, string Result, string? Reason, long Settled, long ReadAt);
