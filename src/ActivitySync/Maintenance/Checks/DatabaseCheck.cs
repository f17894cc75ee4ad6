using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;

namespace ActivitySync.Maintenance.Checks;

/// <summary>Checks that the database is intact and has a recent, intact backup.</summary>
internal sealed class DatabaseCheck(Database database, AppSettings settings, TimeProvider clock) : ICheck
{
    /// <summary>Backups are nightly, and a machine may be off for a night.</summary>
    private static readonly TimeSpan MaxBackupAge = TimeSpan.FromDays(3);

    public string Name => "database";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        database.Verify();
        DateTimeOffset since;
        IReadOnlySet<string> deleted;
        using (var connection = database.Open())
        {
            since = Migrator.GetFirstAppliedAt(connection);
            deleted = DeletionRepository.GetStartedNames(connection);
        }

        yield return Finding.Ok(
            $"{database.Location}: intact, schema version "
                + $"{Migrator.CurrentVersion.ToString(CultureInfo.InvariantCulture)}."
        );
        foreach (var athlete in settings.FileAthletes.Where(athlete => deleted.Contains(athlete.Name)))
        {
            yield return Finding.ActionNeeded(
                $"{athlete.Name}: had everything deleted on the page and is served no longer. Remove {athlete.Name} "
                    + "from Athletes in the settings, and restart the daemon."
            );
        }

        if (database.FilePath is null)
        {
            yield break; // a server is backed up by its operator
        }

        if (BackupFolder.FindNewestNightlyCopy(settings) is not { } newest)
        {
            if (clock.GetUtcNow() - since > MaxBackupAge)
            {
                yield return Finding.Failed(
                    $"{BackupFolder.GetPath(settings)}: there is no nightly backup. "
                        + "Check that the daemon runs at Backup:Time."
                );
            }

            yield break;
        }

        if (DatabaseCopy.FindProblem(newest) is { } problem)
        {
            yield return Finding.Failed(
                $"{newest}: the newest nightly backup cannot be restored: {problem}. Check its disk. "
                    + "It is not counted among the backups to keep."
            );
            yield break;
        }

        var age = clock.GetUtcNow() - new DateTimeOffset(FileTimes.GetLastWriteTimeUtc(newest));
        var days = age.TotalDays.ToString("0", CultureInfo.InvariantCulture);
        yield return age > MaxBackupAge
            ? Finding.Failed(
                $"{newest}: the newest nightly backup is {days} days old. "
                    + "Check that the daemon runs at Backup:Time and may write there."
            )
            : Finding.Ok($"{newest}: the newest nightly backup.");
    }
}
