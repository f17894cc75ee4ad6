using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sync;

namespace ActivitySync.Advice;

/// <summary>Creates an athlete's timeline from the database and the settings.</summary>
internal static class TimelineLoader
{
    /// <param name="connection">An open connection.</param>
    /// <param name="athleteId">The athlete's database id.</param>
    /// <param name="athlete">The athlete's settings.</param>
    /// <param name="asOf">T, the day of the advice, local to the athlete.</param>
    /// <param name="activities">The athlete's stored activities.</param>
    public static Timeline Load(
        DbConnection connection,
        long athleteId,
        AthleteSettings athlete,
        DateOnly asOf,
        IReadOnlyList<StoredActivity> activities
    )
    {
        var (resting, max) = SourceCalendarRepository.FillHeartRates(
            connection,
            athleteId,
            athlete.RestingHeartRate,
            athlete.MaxHeartRate
        );
        return new()
        {
            AsOf = asOf,
            Athlete = new AthleteProfile
            {
                HomeZone = athlete.TimeZone,
                Budget = athlete.Budget,
                Rhythm = athlete.Rhythm,
                Conditions = athlete.Conditions,
                EarlyGentle = athlete.EarlyGentle,
                RestingHeartRate = resting,
                MaxHeartRate = max,
            },
            Activities = ToValues(activities, stored => stored.Activity),
            Labels = LabelRepository.GetAll(connection, athleteId),
            Races = RaceRepository.GetEffective(connection, athleteId),
            Massages = ToValues(MassageRepository.GetAll(connection, athleteId), row => row.Value),
            Slots = ToValues(SlotRepository.GetAll(connection, athleteId), row => row.Value),
            Pains = ToValues(PainRepository.GetAll(connection, athleteId), row => row.Value),
            Illnesses = ToValues(IllnessRepository.GetAll(connection, athleteId), row => row.Value),
            PlannedSessions = ToValues(PlannedSessionRepository.GetAll(connection, athleteId), row => row.Value),
        };
    }

    private static List<TValue> ToValues<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value) =>
        rows.Select(value).ToList();
}
