namespace ActivitySync.Data;

/// <summary>The title that a row comes from.</summary>
/// <param name="Key">The recording as source and source id, for example <c>strava:1</c>.</param>
/// <param name="ActivityId">The activity of the recording.</param>
internal sealed record TitleOrigin(string Key, long ActivityId)
{
    /// <summary>The value of the column <c>origin</c> for such rows.</summary>
    public const string ColumnValue = "title";

    /// <summary>Titles in files cannot be edited at their source.</summary>
    private const string FileSource = "file";

    private const char SourceSeparator = ':';

    /// <summary>A LIKE pattern for the keys of recordings from files.</summary>
    public static readonly string FileKeyPattern = $"{GetKeyPrefix(FileSource)}%";

    public string Source => Key[..Key.IndexOf(SourceSeparator, StringComparison.Ordinal)];

    public bool IsFile => Source == FileSource;

    public static string CreateKey(string source, string sourceId) => $"{source}{SourceSeparator}{sourceId}";

    /// <summary>The prefix of the keys of a source's recordings.</summary>
    public static string GetKeyPrefix(string source) => $"{source}{SourceSeparator}";

    /// <summary>Null for a row entered by hand.</summary>
    public static TitleOrigin? FromColumns(string? key, long? activityId) =>
        key is null ? null : new TitleOrigin(key, activityId ?? 0);
}

/// <summary>A recording with a hashtag in its title, and the date of the entry.</summary>
internal sealed record TitleKeyRow(string Key, string Date);
