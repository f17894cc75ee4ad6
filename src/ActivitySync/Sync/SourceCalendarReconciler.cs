using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>
/// Saves what a source's calendar says: its races are those of a race calendar, its days of illness are illnesses, and
/// its injuries are questions. What moved or is gone there moves or goes here. Entries by the athlete never change.
/// </summary>
internal sealed class SourceCalendarReconciler(Database database, TimeProvider clock)
{
    private const string FromEvent = "event:";
    private const string FromWellness = "wellness:";

    /// <summary>An illness whose event has no title.</summary>
    private const string DefaultIllness = "sick";

    private const int MaxKindLength = 60;

    /// <summary>Saves a calendar; the change is atomic.</summary>
    /// <exception cref="LeaseLostException">Another node has acquired the lease of the athlete's sync.</exception>
    public void Reconcile(long athleteId, SourceName source, SourceCalendar calendar, ILease lease)
    {
        var (name, now) = (source.ToColumn(), clock.GetUtcNow().ToColumn());
        using var connection = database.Open();
        using var transaction = connection.BeginFor(athleteId);
        lease.ThrowIfLost(connection, transaction);
        if (calendar.Events is { } events)
        {
            RaceRepository.ReplaceFeedRaces(
                connection,
                athleteId,
                name,
                events.Races,
                transaction,
                events.UnreadableKeys.Contains
            );
            IllnessRepository.ReplaceSourceIllnesses(
                connection,
                athleteId,
                name,
                [.. events.Illnesses.SelectMany(CreateIllnesses)],
                events.From,
                transaction
            );
            InjuryRepository.Replace(
                connection,
                athleteId,
                name,
                FromEvent,
                events.Injuries.Select(days => (days.Key, days.From, days.To)),
                transaction
            );
        }

        if (calendar.Wellness is { } wellness)
        {
            InjuryRepository.Replace(
                connection,
                athleteId,
                name,
                FromWellness,
                wellness.InjuredDays.Select(day => (day.ToColumn(), day, day)),
                transaction
            );
        }

        SourceCalendarRepository.Save(
            connection,
            athleteId,
            new SourceCalendarRow(
                name,
                calendar.Events is null ? null : now,
                calendar.Wellness is null ? null : now,
                calendar.Wellness?.RestingHeartRate,
                calendar.MaxHeartRate
            ),
            transaction
        );
        transaction.Commit();
    }

    /// <summary>Deletes everything that came from a source's calendar.</summary>
    public static void Erase(DbConnection connection, long athleteId, SourceName source, DbTransaction transaction)
    {
        var name = source.ToColumn();
        RaceRepository.ReplaceFeedRaces(connection, athleteId, name, [], transaction);
        IllnessRepository.ReplaceSourceIllnesses(connection, athleteId, name, [], DateOnly.MinValue, transaction);
        InjuryRepository.Replace(connection, athleteId, name, "", [], transaction);
        SourceCalendarRepository.Delete(connection, athleteId, name, transaction);
    }

    /// <summary>An illness for each day, because the rules count from the last one.</summary>
    private static IEnumerable<(string Key, Illness Illness)> CreateIllnesses(SourceDays days)
    {
        var kind = days.Name.Length > MaxKindLength ? days.Name[..MaxKindLength] : days.Name;
        for (var day = days.From; day <= days.To; day = day.AddDays(1))
        {
            yield return ($"{days.Key}:{day.ToColumn()}", new Illness(day, kind.Length > 0 ? kind : DefaultIllness));
        }
    }
}
