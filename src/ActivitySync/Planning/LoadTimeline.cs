using System.Data.Common;
using ActivitySync.Intake;
using ActivitySync.Recovery;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Planning;

/// <summary>Makes one runner's timeline out of the store and the settings.</summary>
internal static class LoadTimeline
{
    /// <param name="store">The store.</param>
    /// <param name="athleteId">The runner's number.</param>
    /// <param name="athlete">The runner's settings.</param>
    /// <param name="asOf">T.</param>
    /// <param name="held">The runner's activities.</param>
    public static Timeline Of(DbConnection store, long athleteId, AthleteSettings athlete, DateOnly asOf, IReadOnlyList<HeldActivity> held) =>
        new()
        {
            AsOf = asOf,
            Runner = new Runner
            {
                HomeZone = athlete.TimeZone,
                Budget = athlete.Budget,
                Rhythm = athlete.Rhythm,
                Conditions = athlete.Conditions,
                EarlyGentle = athlete.EarlyGentle,
                RestingHeartRate = athlete.RestingHeartRate,
                MaxHeartRate = athlete.MaxHeartRate,
            },
            Activities = Values(held, one => one.Activity),
            Labels = Labels.Of(store, athleteId),
            Races = Races.InForce(store, athleteId),
            Massages = Values(Massages.Of(store, athleteId), row => row.Value),
            Slots = Values(Slots.Of(store, athleteId), row => row.Value),
            Pains = Values(Pains.Of(store, athleteId), row => row.Value),
            Illnesses = Values(Illnesses.Of(store, athleteId), row => row.Value),
            Planned = Values(PlannedSessions.Of(store, athleteId), row => row.Value),
        };

    private static List<TValue> Values<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value) => rows.Select(value).ToList();
}
