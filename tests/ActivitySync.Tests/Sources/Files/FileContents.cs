using ActivitySync.Recovery;
using ActivitySync.Sources.Files;
using ActivitySync.Sources.Files.Archives;

namespace ActivitySync.Tests.Sources.Files;

/// <summary>Reads bytes as if they were a file of that name, for a runner in Berlin.</summary>
internal static class FileContents
{
    public static TimeZoneInfo Berlin { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static FileReading Read(byte[] content, string name, string? sport = null) =>
        ActivityFile.Read(
            new FoundFile(name, content.Length, () => new BoundedStream(new MemoryStream(content), FoundFile.MaxBytes)),
            new FileDefaults(Berlin, sport));

    public static FileReading Read(string content, string name, string? sport = null) =>
        Read(System.Text.Encoding.UTF8.GetBytes(content), name, sport);

    public static Activity Only(this FileReading reading)
    {
        Assert.Null(reading.Reason);
        return Assert.Single(reading.Activities).Activity;
    }
}
