using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data.Sqlite;
using ActivitySync.FileSystem;

namespace ActivitySync.Data;

/// <summary>The folder of automatic backups: nightly ones, one before each migration, and rescued databases.</summary>
internal static class BackupFolder
{
    private const string NightlyPrefix = "activitysync-";
    private const string MigrationPrefix = "before-";
    private const string RescuedPrefix = "lost-";
    private const string Extension = ".db";

    /// <summary>The databases that a restore has replaced; they are never pruned.</summary>
    private const string ReplacedPrefix = "replaced-";

    private static readonly string[] Prefixes = [NightlyPrefix, MigrationPrefix, RescuedPrefix];

    public static string GetPath(AppSettings settings) =>
        settings.Backup.Directory ?? Path.Combine(settings.ActivitySync.DataDirectory, "backups");

    /// <summary>The nightly copy of a date.</summary>
    public static string GetNightlyCopyPath(AppSettings settings, DateOnly night) =>
        Path.Combine(
            GetPath(settings),
            string.Create(CultureInfo.InvariantCulture, $"{NightlyPrefix}{night:yyyy-MM-dd}{Extension}")
        );

    /// <summary>The copy from before a migration.</summary>
    public static string GetMigrationCopyPath(AppSettings settings, string migration) =>
        Path.Combine(GetPath(settings), $"{MigrationPrefix}{migration}{Extension}");

    /// <summary>The copy of a database whose file was removed while the daemon was running.</summary>
    public static string GetRescuedCopyPath(AppSettings settings, DateTimeOffset now) =>
        Path.Combine(
            GetPath(settings),
            string.Create(CultureInfo.InvariantCulture, $"{RescuedPrefix}{now:yyyyMMdd-HHmmss}{Extension}")
        );

    /// <summary>A copy of the database that a restore replaces; its name is unused.</summary>
    public static string ChooseReplacedCopyPath(AppSettings settings, DateTimeOffset now)
    {
        var name = Path.Combine(
            GetPath(settings),
            string.Create(CultureInfo.InvariantCulture, $"{ReplacedPrefix}{now:yyyyMMdd-HHmmss}")
        );
        var (free, number) = ($"{name}{Extension}", 1);
        while (Path.Exists(free))
        {
            free = $"{name}-{++number}{Extension}"; // a second restore in the same second
        }

        return free;
    }

    /// <summary>The newest nightly copy; null if there is none.</summary>
    public static string? FindNewestNightlyCopy(AppSettings settings) =>
        ListCopies(settings, NightlyPrefix).FirstOrDefault();

    /// <summary>The newest copy that can be restored; null if there is none.</summary>
    public static string? FindNewestIntactCopy(AppSettings settings) =>
        Prefixes
            .SelectMany(kind => ListCopies(settings, kind))
            .OrderByDescending(FileTimes.GetLastWriteTimeUtc)
            .FirstOrDefault(copy => DatabaseCopy.FindProblem(copy) is null);

    /// <summary>Whether there is any copy, intact or not.</summary>
    public static bool HasAnyCopy(AppSettings settings) => Prefixes.Any(kind => ListCopies(settings, kind).Count > 0);

    /// <summary>
    /// Deletes the oldest copies beyond the number to keep, of each kind. Damaged copies do not count, so that they do
    /// not displace intact ones. Also deletes temporary files of interrupted copies.
    /// </summary>
    public static void Prune(AppSettings settings, DateTimeOffset now)
    {
        foreach (var kind in Prefixes)
        {
            var intact = 0;
            foreach (var copy in ListCopies(settings, kind))
            {
                if (intact == settings.Backup.Keep)
                {
                    DatabaseCopy.DeletePart(copy);
                }
                else if (DatabaseCopy.FindProblem(copy) is null)
                {
                    intact++;
                }
            }
        }

        DatabaseCopy.DeleteStaleParts(GetPath(settings), string.Empty, now);
    }

    /// <summary>
    /// Deletes an athlete from every copy in the folder, and what interrupted copies left there. Copies that cannot be
    /// opened stay: other athletes' data may be saved from them. So do links: what they lead to is not a copy of ours.
    /// </summary>
    /// <returns>
    /// The number of copies that contained the athlete; the files that could not be searched, including the logs of
    /// damaged copies.
    /// </returns>
    public static (int Cleaned, IReadOnlyList<string> NotSearched) DeleteAthlete(AppSettings settings, string athlete)
    {
        if (!Directory.Exists(GetPath(settings)))
        {
            return (0, []);
        }

        foreach (var left in DatabaseCopy.FindRemains(GetPath(settings), IsOurs).ToList())
        {
            File.Delete(left);
        }

        var cleaned = 0;
        var notSearched = new List<string>();
        foreach (var copy in Directory.GetFiles(GetPath(settings), $"*{Extension}").Order(StringComparer.Ordinal))
        {
            if (
                FileStatus.FindWithoutFollowing(copy) is { IsFile: false }
                || DatabaseCopy.FindProblem(copy) is not null
            )
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

    private static bool IsOurs(string name) =>
        Prefixes.Append(ReplacedPrefix).Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>The latest first; only files with names that this program creates.</summary>
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
