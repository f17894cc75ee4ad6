namespace ActivitySync.Planning;

/// <summary>A document that cannot be read: one line with the place in it and what is wrong there.</summary>
internal sealed class DocumentException(string path, string problem) : Exception(path.Length == 0 ? problem : $"{path}: {problem}")
{
    /// <summary>The place, <c>activities[3].start</c>; empty for the document as a whole.</summary>
    public string Path => path;
}
