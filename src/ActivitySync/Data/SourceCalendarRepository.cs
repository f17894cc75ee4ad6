using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>source_calendars</c>: when a source's calendar was read, and the heart rates that the source knows.
/// </summary>
internal static class SourceCalendarRepository
{
    private const string Table = "source_calendars";

    /// <summary>Beats per minute; a heart rate outside is ignored, as in the settings.</summary>
    private const double MinHeartRate = 25;

    private const double MaxHeartRate = 250;

    /// <summary>Null if the source's calendar was never read. A time that cannot be read is unknown.</summary>
    public static SourceCalendarRow? Find(DbConnection connection, long athleteId, string source) =>
        GetAll(connection, athleteId).FirstOrDefault(row => row.Source == source);

    /// <summary>An athlete's rows, by source.</summary>
    public static IReadOnlyList<SourceCalendarRow> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<SourceCalendarRow>(
                """
                SELECT source AS Source, events_read_at AS EventsReadAt, wellness_read_at AS WellnessReadAt,
                       resting_heart_rate AS RestingHeartRate, max_heart_rate AS MaxHeartRate
                FROM source_calendars WHERE athlete_id = @AthleteId ORDER BY source
                """,
                new { AthleteId = athleteId }
            )
            .Select(row =>
                row with
                {
                    EventsReadAt = connection.FindInstant(row.EventsReadAt, Table, row.Source),
                    WellnessReadAt = connection.FindInstant(row.WellnessReadAt, Table, row.Source),
                    RestingHeartRate = Check(row.RestingHeartRate),
                    MaxHeartRate = Check(row.MaxHeartRate),
                }
            )
            .ToList();

    /// <summary>
    /// Fills the heart rates that the athlete didn't set with those that a source knows. Rates that contradict each
    /// other are left out.
    /// </summary>
    /// <param name="connection">The open database.</param>
    /// <param name="athleteId">The athlete.</param>
    /// <param name="resting">The resting heart rate that the athlete set; null for none.</param>
    /// <param name="max">The maximum that the athlete set; null for none.</param>
    public static (double? Resting, double? Max) FillHeartRates(
        DbConnection connection,
        long athleteId,
        double? resting,
        double? max
    )
    {
        if (resting is not null && max is not null)
        {
            return (resting, max);
        }

        var rows = GetAll(connection, athleteId);
        var filledResting = resting
            ?? rows.Select(row => row.RestingHeartRate).FirstOrDefault(rate => rate is not null);
        var filledMax = max ?? rows.Select(row => row.MaxHeartRate).FirstOrDefault(rate => rate is not null);
        return filledResting >= filledMax ? (resting, max) : (filledResting, filledMax);
    }

    /// <summary>Stores what was read; null keeps what is stored.</summary>
    public static void Save(
        DbConnection connection,
        long athleteId,
        SourceCalendarRow row,
        DbTransaction transaction
    ) =>
        connection.Execute(
            """
            INSERT INTO source_calendars (athlete_id, source, events_read_at, wellness_read_at, resting_heart_rate,
                max_heart_rate)
            VALUES (@AthleteId, @Source, @EventsReadAt, @WellnessReadAt, @RestingHeartRate, @MaxHeartRate)
            ON CONFLICT (athlete_id, source) DO UPDATE SET
                events_read_at = coalesce(excluded.events_read_at, source_calendars.events_read_at),
                wellness_read_at = coalesce(excluded.wellness_read_at, source_calendars.wellness_read_at),
                resting_heart_rate = coalesce(excluded.resting_heart_rate, source_calendars.resting_heart_rate),
                max_heart_rate = coalesce(excluded.max_heart_rate, source_calendars.max_heart_rate)
            """,
            new
            {
                AthleteId = athleteId,
                row.Source,
                row.EventsReadAt,
                row.WellnessReadAt,
                RestingHeartRate = Check(row.RestingHeartRate),
                MaxHeartRate = Check(row.MaxHeartRate),
            },
            transaction
        );

    public static void Delete(DbConnection connection, long athleteId, string source, DbTransaction transaction) =>
        connection.Execute(
            "DELETE FROM source_calendars WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source },
            transaction
        );

    private static double? Check(double? rate) => rate is >= MinHeartRate and <= MaxHeartRate ? rate : null;
}

/// <summary>A row of <c>source_calendars</c>.</summary>
/// <param name="Source">The name of the source.</param>
/// <param name="EventsReadAt">When its events were last read; null if never.</param>
/// <param name="WellnessReadAt">When its wellness entries were last read; null if never.</param>
/// <param name="RestingHeartRate">The athlete's resting heart rate, beats per minute; null if unknown.</param>
/// <param name="MaxHeartRate">The athlete's maximum, beats per minute; null if unknown.</param>
internal sealed record SourceCalendarRow(
    string Source,
    long? EventsReadAt,
    long? WellnessReadAt,
    double? RestingHeartRate,
    double? MaxHeartRate
);
