using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>
/// Deletes what Strava has not confirmed for too long, as its terms ask. The identity stays: what is read again has the id it had.
/// </summary>
internal sealed class RecordingExpiration(Database database, AppSettings settings, TimeProvider clock)
{
    /// <summary>Returns how many recordings of the runner went.</summary>
    public int Expire(long athleteId)
    {
        var now = clock.GetUtcNow();
        var oldest = now - TimeSpan.FromDays(settings.Strava.CacheDays);
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var held = RecordingRepository.GetBySource(connection, athleteId, SourceName.Strava.ToColumn(), transaction);

        // Confirmed by a clock that ran ahead: counted from today, or the row would outlive its days by years.
        foreach (var row in held.Where(row => PlausibleInstant.FilterPast(row.ConfirmedAt.ToInstant(), now) is null))
        {
            RecordingRepository.Save(connection, row with { ConfirmedAt = now.ToColumn() }, transaction);
        }

        var expired = held.Where(row => row.ConfirmedAt < oldest.ToColumn()).ToList();
        foreach (var row in expired)
        {
            RecordingRepository.Delete(connection, row, transaction);
        }

        RecordingGrouper.RegroupAround(connection, transaction, athleteId, expired);

        transaction.Commit();
        return expired.Count;
    }
}
