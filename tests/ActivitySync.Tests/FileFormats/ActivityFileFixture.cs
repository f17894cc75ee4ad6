using ActivitySync.FileFormats;
using ActivitySync.FileFormats.Archives;
using ActivitySync.Recovery;

namespace ActivitySync.Tests.FileFormats;

/// <summary>Reads bytes as a file of that name, for an athlete in Berlin.</summary>
internal static class ActivityFileFixture
{
    public static TimeZoneInfo Berlin { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static FileReadResult Read(byte[] content, string name, string? sport = null) =>
        ActivityFileReader.Read(
            new FileEntry(name, content.Length, () => new BoundedStream(new MemoryStream(content), FileEntry.MaxBytes)),
            new RecordingDefaults(Berlin, sport)
        );

    public static FileReadResult Read(string content, string name, string? sport = null) =>
        Read(System.Text.Encoding.UTF8.GetBytes(content), name, sport);

    public static Activity SingleActivity(this FileReadResult reading)
    {
        Assert.Null(reading.Reason);
        return Assert.Single(reading.Recordings).Activity;
    }
}
