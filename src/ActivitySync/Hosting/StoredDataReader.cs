using System.Data.Common;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sync;

namespace ActivitySync.Hosting;

/// <summary>Reads everything that advice and mails are made from, to find the rows that cannot be read.</summary>
internal static class StoredDataReader
{
    /// <summary>Reads the rows of all athletes; the connection then has the lines of the unreadable ones.</summary>
    public static IReadOnlyList<string> FindUnreadableRows(DbConnection connection, AthleteRoster roster)
    {
        _ = JobRunRepository.GetAll(connection);
        foreach (var source in SourceDescriptors.All)
        {
            _ = RateLimitRepository.Find(connection, source.Name.ToColumn());
            _ = SubscriptionRepository.Find(connection, source.Name.ToColumn());
        }

        foreach (var athlete in roster.GetAll(connection))
        {
            if (AthleteRepository.FindId(connection, athlete.Name) is { } athleteId)
            {
                ReadAthlete(connection, athleteId);
            }
        }

        return connection.GetUnreadableLines();
    }

    private static void ReadAthlete(DbConnection connection, long athleteId)
    {
        _ = AthleteRepository.FindCreatedAt(connection, athleteId);
        _ = StoredActivityLoader.Load(connection, athleteId);
        _ = LabelRepository.GetAll(connection, athleteId);
        _ = RaceRepository.GetAll(connection, athleteId);
        _ = MassageRepository.GetAll(connection, athleteId);
        _ = MassageFeelingRepository.GetAll(connection, athleteId);
        _ = SlotRepository.GetAll(connection, athleteId);
        _ = PainRepository.GetAll(connection, athleteId);
        _ = IllnessRepository.GetAll(connection, athleteId);
        _ = InjuryRepository.GetAll(connection, athleteId);
        _ = SourceCalendarRepository.GetAll(connection, athleteId);
        _ = PlannedSessionRepository.GetAll(connection, athleteId);
        _ = PauseRepository.FindEndDate(connection, athleteId);
        _ = DeclinedSuggestionRepository.GetAll(connection, athleteId);
        _ = SyncStateRepository.GetAll(connection, athleteId);
        _ = RaceFeedRepository.GetAll(connection, athleteId);
        _ = InboxFileRepository.FindScan(connection, athleteId);
        _ = InboxFileRepository.GetAll(connection, athleteId);
        _ = ImportedFileRepository.GetAll(connection, athleteId);
        _ = MailRepository.GetAll(connection, athleteId);
        _ = NotificationRepository.GetAll(connection, athleteId);
        foreach (var source in SourceDescriptors.All)
        {
            _ = SyncHintRepository.Find(connection, athleteId, source.Name.ToColumn());
            _ = PendingAuthorizationRepository.Find(connection, athleteId, source.Name.ToColumn());
            _ = source.Key?.FindLastDay(connection, athleteId);
        }
    }
}
