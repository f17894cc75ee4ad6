namespace ActivitySync.Configuration;

/// <summary>
/// Identifies where a recording came from. Each source defines its own name in its folder under <c>Sources</c>.
/// </summary>
/// <param name="Text">The text in the database, in JSON and on the command line: <c>strava</c>.</param>
/// <param name="DisplayName">The name in messages and emails: <c>Strava</c>.</param>
internal sealed record SourceName(string Text, string DisplayName)
{
    /// <summary>Recordings that were imported from files; no service is behind them.</summary>
    public static SourceName File { get; } = new("file", "File");

    public string ToColumn() => Text;

    public override string ToString() => DisplayName;
}
