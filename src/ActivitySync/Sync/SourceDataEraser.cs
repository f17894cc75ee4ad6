using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>
/// Deletes what came from one source: recordings, what their titles said, and what quotes them (advice, the bytes of mails).
/// What the runner told us by hand (labels, massages, pains) is the runner's and stays.
/// </summary>
internal sealed class SourceDataEraser(Database database, AppSettings settings, TimeProvider clock)
{
    /// <summary>Returns how many recordings of the runner went. One transaction.</summary>
    public int Erase(long athleteId, SourceName source)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var held = RecordingRepository.GetBySource(connection, athleteId, source.ToColumn(), transaction);
        foreach (var row in held)
        {
            RecordingRepository.Delete(connection, row, transaction);
        }

        new HashtagRecorder(connection, transaction, athleteId, clock.GetUtcNow()).RemoveAll(source);
        RecordingGrouper.RegroupAround(connection, transaction, athleteId, held);
        RecordingIdentityRepository.DeleteBySource(connection, athleteId, source.ToColumn(), transaction);
        AdviceRepository.Delete(connection, athleteId, transaction); // plans quote the rows they were made from
        if (SourceDescriptors.Get(source).GetCacheDays(settings) is not null)
        {
            MailRepository.DeleteExpiringMessages(connection, athleteId, clock.GetUtcNow(), transaction);
        }

        SyncStateRepository.Delete(connection, athleteId, source.ToColumn(), transaction);
        transaction.Commit();
        Database.TruncateLog(connection);
        return held.Count;
    }
}
