namespace ActivitySync.Sources.Files;

/// <summary>What a reader found in a file's bytes.</summary>
/// <param name="Verdict">Whether there is an activity.</param>
/// <param name="Reason">Why not; null if there is.</param>
/// <param name="Format">How it is written down.</param>
/// <param name="Recorded">The activities, in the order of the file; empty unless read.</param>
/// <param name="Warnings">What was found wrong and got over; short clauses.</param>
internal sealed record FileContent(
    FileVerdict Verdict, string? Reason, RecordingFormat Format, IReadOnlyList<Recorded> Recorded, IReadOnlyList<string> Warnings)
{
    public static FileContent Of(RecordingFormat format, IReadOnlyList<Recorded> recorded, IReadOnlyList<string> warnings) =>
        new(FileVerdict.Read, null, format, recorded, warnings);

    public static FileContent Skipped(string reason) => new(FileVerdict.Skipped, reason, default, [], []);

    public static FileContent Quarantined(string reason) => new(FileVerdict.Quarantined, reason, default, [], []);
}
