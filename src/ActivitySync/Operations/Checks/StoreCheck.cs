using System.Globalization;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Operations.Checks;

/// <summary>The database is whole, and a copy of it is not old.</summary>
internal sealed class StoreCheck(Database database, AppSettings settings, TimeProvider clock) : ICheck
{
    /// <summary>One a night; a machine may be off for one.</summary>
    private static readonly TimeSpan OldCopy = TimeSpan.FromDays(3);

    public string Name => "database";

    public ValueTask<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => new([.. Look()]);

    private IEnumerable<Finding> Look()
    {
        database.Verify();
        DateTimeOffset since;
        using (var store = database.Open()) since = Migrator.FirstAppliedAt(store);
        yield return Finding.Ok($"{database.Path}: whole, form {Migrator.Newest.ToString(CultureInfo.InvariantCulture)}.");
        if (BackupFolder.Newest(settings) is not { } newest)
        {
            if (clock.GetUtcNow() - since > OldCopy) yield return Finding.Failed($"{BackupFolder.Of(settings)}: no nightly copy is there; the daemon writes one each night at Backup:Time while it runs.");
            yield break;
        }

        if (StoreCopy.TroubleWith(newest) is { } trouble)
        {
            yield return Finding.Failed($"{newest}: the newest nightly copy cannot be put back: {trouble}; look at its disk. It does not count among those kept.");
            yield break;
        }

        var age = clock.GetUtcNow() - new DateTimeOffset(File.GetLastWriteTimeUtc(newest));
        yield return age > OldCopy
            ? Finding.Failed($"{newest}: the newest nightly copy is {age.TotalDays.ToString("0", CultureInfo.InvariantCulture)} days old; see that the daemon runs at Backup:Time and may write there.")
            : Finding.Ok($"{newest}: the newest nightly copy.");
    }
}
