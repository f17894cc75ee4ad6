using System.Globalization;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>Sets the clock of other processes with Debian's libfaketime; the program has no option for it.</summary>
internal sealed class LibFaketimeClock : IDisposable
{
    private static readonly string? FoundLibrary = Directory.Exists("/usr/lib")
        ? Directory
            .EnumerateDirectories("/usr/lib")
            .Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1"))
            .FirstOrDefault(File.Exists)
        : null;

    private readonly string _file = Path.GetTempFileName();

    public LibFaketimeClock(DateTimeOffset now) => MoveTo(now);

    public static bool IsAvailable => FoundLibrary is not null;

    public static string Library => FoundLibrary!;

    /// <summary>The environment variables with which a process uses this clock.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Library,
            ["FAKETIME_TIMESTAMP_FILE"] = _file,
            ["FAKETIME_NO_CACHE"] = "1",
            ["DONT_FAKE_MONOTONIC"] = "1",
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0", // without it every timed wait returns at once
            ["TZ"] = "UTC",
        };

    /// <summary>Sets the clock, which then runs on from there.</summary>
    public void MoveTo(DateTimeOffset now)
    {
        var text = now.UtcDateTime.ToString("'@'yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        File.WriteAllText(_file + ".new", text);
        File.Move(_file + ".new", _file, overwrite: true); // a process never reads half a date
    }

    public void Dispose() => File.Delete(_file);
}
