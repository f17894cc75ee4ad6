namespace ActivitySync.Data;

/// <summary>The title that a row came from.</summary>
/// <param name="Key">The recording: its source and the source's id, <c>strava:1</c>.</param>
/// <param name="ActivityId">Its activity.</param>
internal sealed record TitleOrigin(string Key, long ActivityId)
{
    /// <summary>What the column <c>origin</c> holds for such rows.</summary>
    public const string ColumnValue = "title";

    /// <summary>Titles in files cannot be edited where they came from.</summary>
    private const string FileSource = "file";

    private const char SourceSeparator = ':';

    /// <summary>A pattern for the keys of recordings from files.</summary>
    public static readonly string FileKeyPattern = $"{GetKeyPrefix(FileSource)}%";

    public string Source => Key[..Key.IndexOf(SourceSeparator, StringComparison.Ordinal)];

    public bool IsFile => Source == FileSource;

    public static string CreateKey(string source, string sourceId) => $"{source}{SourceSeparator}{sourceId}";

    /// <summary>What the keys of a source's recordings begin with.</summary>
    public static string GetKeyPrefix(string source) => $"{source}{SourceSeparator}";

    /// <summary>Null for a row told of by hand.</summary>
    public static TitleOrigin? FromColumns(string? key, long? activityId) =>
        key is null ? null : new TitleOrigin(key, activityId ?? 0);
}

/// <summary>A recording whose title said something on a date.</summary>
internal sealed record TitleKeyRow(string Key, string Date);
