using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Intake;

/// <summary>
/// Deletes what Strava has not confirmed for too long, as its terms ask. The identity stays: what is read again has the id it had.
/// </summary>
internal sealed class ExpireRecordings(Database database, AppSettings settings, TimeProvider clock)
{
    /// <summary>The store's instants are whole seconds.</summary>
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    /// <summary>Returns how many recordings of the runner went.</summary>
    public int Expire(long athleteId)
    {
        var now = clock.GetUtcNow();
        var oldest = now - TimeSpan.FromDays(settings.Strava.CacheDays);
        using var store = database.Open();
        using var transaction = store.BeginTransaction();
        var held = Recordings.OfSource(store, athleteId, SourceName.Strava.ToColumn(), transaction);

        // Confirmed by a clock that ran ahead: counted from today, or the row would outlive its days by years.
        foreach (var row in held.Where(row => Believable.Past(row.ConfirmedAt.ToInstant(), now) is null))
            Recordings.Save(store, row with { ConfirmedAt = now.ToColumn() }, transaction);
        var expired = held.Where(row => row.ConfirmedAt < oldest.ToColumn()).ToList();
        foreach (var row in expired) Recordings.Delete(store, row, transaction);
        GroupRecordings.Around(store, transaction, athleteId, expired);

        // Plans quote the rows they were made from.
        if (expired.Count > 0) Advice.DropBefore(store, athleteId, now + OneSecond, transaction);
        else if (held.Count > 0) Advice.DropBefore(store, athleteId, oldest, transaction);
        transaction.Commit();
        return expired.Count;
    }
}
