namespace ActivitySync.Store;

/// <summary>The title that a row came from.</summary>
/// <param name="Key">The recording: its source and the source's id, <c>strava:1</c>.</param>
/// <param name="ActivityId">Its activity.</param>
internal sealed record TitleOrigin(string Key, long ActivityId)
{
    /// <summary>What the column <c>origin</c> holds for such rows.</summary>
    public const string Column = "title";

    /// <summary>Titles in files cannot be edited where they came from.</summary>
    private const string FileSource = "file";

    private const char AfterSource = ':';

    public string Source => Key[..Key.IndexOf(AfterSource, StringComparison.Ordinal)];

    public bool IsFile => Source == FileSource;

    public static string KeyOf(string source, string sourceId) => $"{source}{AfterSource}{sourceId}";

    /// <summary>What the keys of a source's recordings begin with.</summary>
    public static string PrefixOf(string source) => $"{source}{AfterSource}";

    /// <summary>Null for a row told of by hand.</summary>
    public static TitleOrigin? Of(string? key, long? activityId) => key is null ? null : new TitleOrigin(key, activityId ?? 0);
}
