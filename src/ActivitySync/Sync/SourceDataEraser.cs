using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>
/// Deletes what came from one source: recordings, what their titles said, and what quotes them (the bytes of mails).
/// What the runner told us by hand (labels, massages, pains) is the runner's and stays.
/// </summary>
internal sealed class SourceDataEraser(Database database, TimeProvider clock)
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
        if (source == SourceName.Strava)
        {
            MailRepository.DeleteMessagesQuotingStrava(connection, athleteId, clock.GetUtcNow(), transaction);
        }

        SyncStateRepository.Delete(connection, athleteId, source.ToColumn(), transaction);
        transaction.Commit();
        Database.TruncateLog(connection);
        return held.Count;
    }
}
