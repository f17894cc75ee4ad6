namespace ActivitySync.FileFormats;

/// <summary>The format of a recording. It decides whose numbers win among copies of one activity.</summary>
/// <param name="Text">The text in the database: <c>fit</c>.</param>
/// <param name="Rank">The lowest rank wins.</param>
internal sealed record RecordingFormat(string Text, int Rank) : IComparable<RecordingFormat>
{
    public static RecordingFormat Fit { get; } = new("fit", 10);

    public static RecordingFormat Tcx { get; } = new("tcx", 20);

    public static RecordingFormat Garmin { get; } = new("garmin", 30);

    public static RecordingFormat Strava { get; } = new("strava", 40);

    public static RecordingFormat Gpx { get; } = new("gpx", 50);

    /// <summary>The formats of files and of account exports. A source may define another one.</summary>
    public static IReadOnlyList<RecordingFormat> FileFormats { get; } = [Fit, Tcx, Garmin, Strava, Gpx];

    public string ToColumn() => Text;

    public int CompareTo(RecordingFormat? other) => Rank.CompareTo(other?.Rank);

    public override string ToString() => Text;
}
