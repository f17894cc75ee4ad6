using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;

namespace ActivitySync.Maintenance.Checks;

/// <summary>The database is whole, and a copy of it is not old.</summary>
internal sealed class DatabaseCheck(Database database, AppSettings settings, TimeProvider clock) : ICheck
{
    /// <summary>One a night; a machine may be off for one.</summary>
    private static readonly TimeSpan MaxBackupAge = TimeSpan.FromDays(3);

    public string Name => "database";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        database.Verify();
        DateTimeOffset since;
        using (var connection = database.Open())
        {
            since = Migrator.GetFirstAppliedAt(connection);
        }

        yield return Finding.Ok(
            $"{database.Path}: whole, form {Migrator.CurrentVersion.ToString(CultureInfo.InvariantCulture)}."
        );
        if (BackupFolder.FindNewestNightlyCopy(settings) is not { } newest)
        {
            if (clock.GetUtcNow() - since > MaxBackupAge)
            {
                yield return Finding.Failed(
                    $"{BackupFolder.GetPath(settings)}: no nightly copy is there; the daemon writes one each night at Backup:Time while it runs."
                );
            }

            yield break;
        }

        if (DatabaseCopy.FindProblem(newest) is { } trouble)
        {
            yield return Finding.Failed(
                $"{newest}: the newest nightly copy cannot be put back: {trouble}; look at its disk. It does not count among those kept."
            );
            yield break;
        }

        var age = clock.GetUtcNow() - new DateTimeOffset(File.GetLastWriteTimeUtc(newest));
        yield return age > MaxBackupAge
            ? Finding.Failed(
                $"{newest}: the newest nightly copy is {age.TotalDays.ToString("0", CultureInfo.InvariantCulture)} days old; see that the daemon runs at Backup:Time and may write there."
            )
            : Finding.Ok($"{newest}: the newest nightly copy.");
    }
}
