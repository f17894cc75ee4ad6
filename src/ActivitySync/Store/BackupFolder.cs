using System.Globalization;
using ActivitySync.Settings;

namespace ActivitySync.Store;

/// <summary>The folder of the copies that are made without being asked for: nightly ones, and one before each migration.</summary>
internal static class BackupFolder
{
    private const string Nightly = "activitysync-";
    private const string BeforeMigration = "before-";
    private const string Lost = "lost-";
    private const string Ending = ".db";

    private static readonly string[] Kinds = [Nightly, BeforeMigration, Lost];

    public static string Of(AppSettings settings) => settings.Backup.Directory ?? Path.Combine(settings.ActivitySync.DataDirectory, "backups");

    /// <summary>The copy of a night.</summary>
    public static string ForNight(AppSettings settings, DateOnly night) =>
        Path.Combine(Of(settings), string.Create(CultureInfo.InvariantCulture, $"{Nightly}{night:yyyy-MM-dd}{Ending}"));

    /// <summary>The copy of what stood before a migration.</summary>
    public static string ForMigration(AppSettings settings, string migration) => Path.Combine(Of(settings), $"{BeforeMigration}{migration}{Ending}");

    /// <summary>The copy of a database that was taken away under the daemon.</summary>
    public static string ForLost(AppSettings settings, DateTimeOffset now) => Path.Combine(Of(settings), $"{Lost}{now:yyyyMMdd-HHmmss}{Ending}");

    /// <summary>The newest nightly copy; null if there is none.</summary>
    public static string? Newest(AppSettings settings) => OfKind(settings, Nightly).FirstOrDefault();

    /// <summary>The newest copy that can be put back; null if there is none.</summary>
    public static string? NewestSound(AppSettings settings) =>
        Kinds.SelectMany(kind => OfKind(settings, kind)).OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault(copy => StoreCopy.TroubleWith(copy) is null);

    /// <summary>Whether any copy is there, whole or not.</summary>
    public static bool HasAny(AppSettings settings) => Kinds.Any(kind => OfKind(settings, kind).Count > 0);

    /// <summary>
    /// Removes the oldest beyond the number to keep, of each kind. One that its disk has damaged since does not count: it must not
    /// push out one that is whole. Also what a copy left that was killed on the way.
    /// </summary>
    public static void Prune(AppSettings settings, DateTimeOffset now)
    {
        foreach (var kind in Kinds)
        {
            var kept = 0;
            foreach (var copy in OfKind(settings, kind))
            {
                if (kept == settings.Backup.Keep) File.Delete(copy);
                else if (StoreCopy.TroubleWith(copy) is null) kept++;
            }
        }

        StoreCopy.Sweep(Of(settings), string.Empty, now);
    }

    /// <summary>Takes a runner out of every copy in the folder. What cannot be opened is left: there may be others in it to save.</summary>
    /// <returns>How many held the runner; which could not be searched, the logs kept beside damaged ones among them.</returns>
    public static (int Cleaned, IReadOnlyList<string> NotSearched) Forget(AppSettings settings, string athlete)
    {
        if (!Directory.Exists(Of(settings))) return (0, []);
        var cleaned = 0;
        var notSearched = new List<string>();
        foreach (var copy in Directory.GetFiles(Of(settings), $"*{Ending}").Order(StringComparer.Ordinal))
        {
            if (StoreCopy.TroubleWith(copy) is not null) notSearched.AddRange(Directory.GetFiles(Of(settings), Path.GetFileName(copy) + "*").Order(StringComparer.Ordinal));
            else if (StoreCopy.Forget(copy, athlete)) cleaned++;
        }

        return (cleaned, notSearched);
    }

    /// <summary>The latest first; only names that this program gives.</summary>
    private static List<string> OfKind(AppSettings settings, string kind) => Directory.Exists(Of(settings))
        ? [.. Directory.GetFiles(Of(settings), $"{kind}*{Ending}").OrderByDescending(Path.GetFileName, StringComparer.Ordinal)]
        : [];
}
