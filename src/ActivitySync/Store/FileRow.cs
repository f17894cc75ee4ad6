namespace ActivitySync.Store;

/// <summary>A row of <c>files</c>.</summary>
internal sealed record FileRow(string ContentHash, string FileName, string Result, string? Reason, long SeenAt);
