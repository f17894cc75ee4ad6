using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>
/// Deletes what came from one source: recordings, log entries from their titles, the entries of its calendar, and
/// stored mails that quote them.
/// What the athlete entered by hand (labels, massages, pains) stays.
/// </summary>
internal sealed class SourceDataEraser(Database database, AppSettings settings, TimeProvider clock)
{
    /// <summary>
    /// Deletes the data of one athlete: the recordings in steps, then the rest in one transaction. A deletion that was
    /// interrupted can be repeated.
    /// </summary>
    /// <returns>The number of deleted recordings.</returns>
    public int Erase(long athleteId, SourceName source)
    {
        using var connection = database.Open();
        var stored = RecordingRepository.GetBySource(connection, athleteId, source.ToColumn());
        RecordingExpiration.Delete(connection, athleteId, stored, new WritePacer(clock));
        using var transaction = connection.BeginFor(athleteId);
        RecordingRepository.DeleteBySource(connection, athleteId, source.ToColumn(), transaction);
        new HashtagRecorder(connection, transaction, athleteId, clock.GetUtcNow(), []).RemoveAll(source);
        SourceCalendarReconciler.Erase(connection, athleteId, source, transaction);
        RecordingIdentityRepository.DeleteBySource(connection, athleteId, source.ToColumn(), transaction);
        if (SourceDescriptors.Get(source).GetCacheDays(settings) is not null)
        {
            MailRepository.DeleteExpiringMessages(connection, athleteId, clock.GetUtcNow(), transaction);
        }

        SyncStateRepository.Delete(connection, athleteId, source.ToColumn(), transaction);
        transaction.Commit();
        Database.TruncateLog(connection);
        return stored.Count;
    }
}
