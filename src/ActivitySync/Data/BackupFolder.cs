using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data.Sqlite;

namespace ActivitySync.Data;

/// <summary>The folder of the copies that are made without being asked for: nightly ones, and one before each migration.</summary>
internal static class BackupFolder
{
    private const string NightlyPrefix = "activitysync-";
    private const string MigrationPrefix = "before-";
    private const string RescuedPrefix = "lost-";
    private const string Extension = ".db";

    private static readonly string[] Prefixes = [NightlyPrefix, MigrationPrefix, RescuedPrefix];

    public static string GetPath(AppSettings settings) =>
        settings.Backup.Directory ?? Path.Combine(settings.ActivitySync.DataDirectory, "backups");

    /// <summary>The copy of a night.</summary>
    public static string GetNightlyCopyPath(AppSettings settings, DateOnly night) =>
        Path.Combine(
            GetPath(settings),
            string.Create(CultureInfo.InvariantCulture, $"{NightlyPrefix}{night:yyyy-MM-dd}{Extension}")
        );

    /// <summary>The copy of what stood before a migration.</summary>
    public static string GetMigrationCopyPath(AppSettings settings, string migration) =>
        Path.Combine(GetPath(settings), $"{MigrationPrefix}{migration}{Extension}");

    /// <summary>The copy of a database that was taken away under the daemon.</summary>
    public static string GetRescuedCopyPath(AppSettings settings, DateTimeOffset now) =>
        Path.Combine(GetPath(settings), $"{RescuedPrefix}{now:yyyyMMdd-HHmmss}{Extension}");

    /// <summary>The newest nightly copy; null if there is none.</summary>
    public static string? FindNewestNightlyCopy(AppSettings settings) =>
        ListCopies(settings, NightlyPrefix).FirstOrDefault();

    /// <summary>The newest copy that can be put back; null if there is none.</summary>
    public static string? FindNewestIntactCopy(AppSettings settings) =>
        Prefixes
            .SelectMany(kind => ListCopies(settings, kind))
            .OrderByDescending(File.GetLastWriteTimeUtc)
            .FirstOrDefault(copy => DatabaseCopy.FindProblem(copy) is null);

    /// <summary>Whether any copy is there, whole or not.</summary>
    public static bool HasAnyCopy(AppSettings settings) => Prefixes.Any(kind => ListCopies(settings, kind).Count > 0);

    /// <summary>
    /// Removes the oldest beyond the number to keep, of each kind. One that its disk has damaged since does not count: it must not
    /// push out one that is whole. Also what a copy left that was killed on the way.
    /// </summary>
    public static void Prune(AppSettings settings, DateTimeOffset now)
    {
        foreach (var kind in Prefixes)
        {
            var kept = 0;
            foreach (var copy in ListCopies(settings, kind))
            {
                if (kept == settings.Backup.Keep)
                {
                    File.Delete(copy);
                }
                else if (DatabaseCopy.FindProblem(copy) is null)
                {
                    kept++;
                }
            }
        }

        DatabaseCopy.DeleteStaleParts(GetPath(settings), string.Empty, now);
    }

    /// <summary>Takes a runner out of every copy in the folder. What cannot be opened is left: there may be others in it to save.</summary>
    /// <returns>How many held the runner; which could not be searched, the logs kept beside damaged ones among them.</returns>
    public static (int Cleaned, IReadOnlyList<string> NotSearched) DeleteAthlete(AppSettings settings, string athlete)
    {
        if (!Directory.Exists(GetPath(settings)))
        {
            return (0, []);
        }

        var cleaned = 0;
        var notSearched = new List<string>();
        foreach (var copy in Directory.GetFiles(GetPath(settings), $"*{Extension}").Order(StringComparer.Ordinal))
        {
            if (DatabaseCopy.FindProblem(copy) is not null)
            {
                notSearched.AddRange(
                    Directory.GetFiles(GetPath(settings), Path.GetFileName(copy) + "*").Order(StringComparer.Ordinal)
                );
            }
            else if (DatabaseCopy.DeleteAthlete(copy, athlete))
            {
                cleaned++;
            }
        }

        return (cleaned, notSearched);
    }

    /// <summary>The latest first; only names that this program gives.</summary>
    private static List<string> ListCopies(AppSettings settings, string prefix) =>
        Directory.Exists(GetPath(settings))
            ?
            [
                .. Directory
                    .GetFiles(GetPath(settings), $"{prefix}*{Extension}")
                    .OrderByDescending(Path.GetFileName, StringComparer.Ordinal),
            ]
            : [];
}
