using System.Buffers;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>recordings</c>: the current state of the sources, including several recordings of one activity.
/// </summary>
internal static class RecordingRepository
{
    /// <summary>The table.</summary>
    public const string Table = "recordings";

    private const long MaxOffsetSeconds = 14 * 3600;

    private const string SelectColumns = """
        athlete_id AS AthleteId, source AS Source, source_id AS SourceId, format AS Format, started_at AS StartedAt,
        utc_offset_seconds AS UtcOffsetSeconds, sport AS Sport, name AS Name, distance_meters AS DistanceMeters,
        moving_seconds AS MovingSeconds, elapsed_seconds AS ElapsedSeconds, average_heart_rate AS AverageHeartRate,
        max_heart_rate AS MaxHeartRate, ascent_meters AS AscentMeters, descent_meters AS DescentMeters,
        perceived_exertion AS PerceivedExertion, source_tag AS SourceTag, device_race AS DeviceRace,
        first_seen_at AS FirstSeenAt, confirmed_at AS ConfirmedAt, device_name AS DeviceName
        """;

    /// <summary>An athlete's recordings, by start.</summary>
    public static IReadOnlyList<RecordingRow> GetAll(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<RecordingRow>(
                $"""
                SELECT {SelectColumns}
                FROM recordings
                WHERE athlete_id = @AthleteId
                ORDER BY started_at, source, source_id
                """,
                new { AthleteId = athleteId },
                transaction
            )
            .ConvertReadable(connection, Table, GetKey, ToReadable);

    /// <summary>An athlete's recordings from one source, by start.</summary>
    public static IReadOnlyList<RecordingRow> GetBySource(
        DbConnection connection,
        long athleteId,
        string source,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<RecordingRow>(
                $"""
                SELECT {SelectColumns}
                FROM recordings
                WHERE athlete_id = @AthleteId AND source = @Source
                ORDER BY started_at, source_id
                """,
                new { AthleteId = athleteId, Source = source },
                transaction
            )
            .ConvertReadable(connection, Table, GetKey, ToReadable);

    /// <summary>
    /// An athlete's recordings that overlap a time span, by start. Both ends are included, in seconds since 1970.
    /// </summary>
    /// <remarks>
    /// The bound on the elapsed time lets the index find the first row, however many recordings came before the span.
    /// </remarks>
    /// <param name="connection">The open database.</param>
    /// <param name="athleteId">The row ID of the athlete.</param>
    /// <param name="from">The start of the span.</param>
    /// <param name="to">Its end.</param>
    /// <param name="maxElapsedSeconds">A recording that starts earlier than this before the span is left out.</param>
    /// <param name="transaction">The caller's transaction; null for none.</param>
    public static IReadOnlyList<RecordingRow> GetOverlapping(
        DbConnection connection,
        long athleteId,
        long from,
        long to,
        long maxElapsedSeconds,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<RecordingRow>(
                $"""
                SELECT {SelectColumns}
                FROM recordings
                WHERE athlete_id = @AthleteId AND started_at BETWEEN @Earliest AND @To
                  AND (started_at >= @From OR started_at + elapsed_seconds >= @From
                       OR started_at + moving_seconds >= @From)
                ORDER BY started_at, source, source_id
                """,
                new
                {
                    AthleteId = athleteId,
                    Earliest = from - maxElapsedSeconds,
                    From = from,
                    To = to,
                },
                transaction
            )
            .ConvertReadable(connection, Table, GetKey, ToReadable);

    /// <summary>Null if the recording is not stored.</summary>
    public static RecordingRow? Find(
        DbConnection connection,
        long athleteId,
        string source,
        string sourceId,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<RecordingRow>(
                $"""
                SELECT {SelectColumns}
                FROM recordings
                WHERE athlete_id = @AthleteId AND source = @Source AND source_id = @SourceId
                """,
                new
                {
                    AthleteId = athleteId,
                    Source = source,
                    SourceId = sourceId,
                },
                transaction
            )
            .ConvertReadable(connection, Table, GetKey, ToReadable)
            .FirstOrDefault();

    /// <summary>The stored ones of the given recordings, in one query, found by source and source id.</summary>
    public static IReadOnlyList<RecordingRow> GetStored(
        DbConnection connection,
        long athleteId,
        IEnumerable<RecordingRow> recordings,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<RecordingRow>(
                $"""
                SELECT {SelectColumns}
                FROM json_each(@Recordings) due
                CROSS JOIN recordings WHERE athlete_id = @AthleteId AND source = due.value ->> 0
                    AND source_id = due.value ->> 1
                """,
                new { AthleteId = athleteId, Recordings = ToJson(recordings) },
                transaction
            )
            .ConvertReadable(connection, Table, GetKey, ToReadable);

    /// <summary>The sources and source ids as an array of pairs, so that one query looks up many recordings.</summary>
    public static string ToJson(IEnumerable<RecordingRow> recordings)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartArray();
            foreach (var row in recordings)
            {
                json.WriteStartArray();
                json.WriteStringValue(row.Source);
                json.WriteStringValue(row.SourceId);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>Adds or updates recordings; the times they were first seen stay.</summary>
    public static void Save(DbConnection connection, List<RecordingRow> rows, DbTransaction? transaction = null) =>
        connection.Execute(
            """
            INSERT INTO recordings (
                athlete_id, source, source_id, format, started_at, utc_offset_seconds, sport, name, distance_meters,
                moving_seconds, elapsed_seconds, average_heart_rate, max_heart_rate, ascent_meters, descent_meters,
                perceived_exertion, source_tag, device_race, first_seen_at, confirmed_at, device_name)
            VALUES (
                @AthleteId, @Source, @SourceId, @Format, @StartedAt, @UtcOffsetSeconds, @Sport, @Name, @DistanceMeters,
                @MovingSeconds, @ElapsedSeconds, @AverageHeartRate, @MaxHeartRate, @AscentMeters, @DescentMeters,
                @PerceivedExertion, @SourceTag, @DeviceRace, @FirstSeenAt, @ConfirmedAt, @DeviceName)
            ON CONFLICT (athlete_id, source, source_id) DO UPDATE SET
                format = excluded.format, started_at = excluded.started_at,
                utc_offset_seconds = excluded.utc_offset_seconds,
                sport = excluded.sport, name = excluded.name, distance_meters = excluded.distance_meters,
                moving_seconds = excluded.moving_seconds, elapsed_seconds = excluded.elapsed_seconds,
                average_heart_rate = excluded.average_heart_rate, max_heart_rate = excluded.max_heart_rate,
                ascent_meters = excluded.ascent_meters, descent_meters = excluded.descent_meters,
                perceived_exertion = excluded.perceived_exertion, source_tag = excluded.source_tag,
                device_race = excluded.device_race, confirmed_at = excluded.confirmed_at,
                device_name = excluded.device_name
            """,
            rows,
            transaction
        );

    /// <summary>Updates what a sync learns about an unchanged recording: when it was listed, and the device.</summary>
    public static void Confirm(DbConnection connection, RecordingRow row, DbTransaction? transaction = null) =>
        connection.Execute(
            """
            UPDATE recordings SET confirmed_at = @ConfirmedAt, device_name = @DeviceName
            WHERE athlete_id = @AthleteId AND source = @Source AND source_id = @SourceId
            """,
            new
            {
                row.AthleteId,
                row.Source,
                row.SourceId,
                row.ConfirmedAt,
                row.DeviceName,
            },
            transaction
        );

    /// <summary>Deletes an athlete's recordings from a source, also those that cannot be read.</summary>
    public static void DeleteBySource(
        DbConnection connection,
        long athleteId,
        string source,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            "DELETE FROM recordings WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source },
            transaction
        );

    /// <summary>Deletes an athlete's recordings from a source whose ids are not in a set.</summary>
    public static void DeleteExcept(
        DbConnection connection,
        long athleteId,
        string source,
        IReadOnlySet<string> sourceIds,
        DbTransaction? transaction = null
    )
    {
        var stored = connection.Query<string>(
            "SELECT source_id FROM recordings WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source },
            transaction
        );
        foreach (var sourceId in stored.Where(sourceId => !sourceIds.Contains(sourceId)))
        {
            connection.Execute(
                "DELETE FROM recordings WHERE athlete_id = @AthleteId AND source = @Source AND source_id = @SourceId",
                new
                {
                    AthleteId = athleteId,
                    Source = source,
                    SourceId = sourceId,
                },
                transaction
            );
        }
    }

    public static void Delete(DbConnection connection, RecordingRow row, DbTransaction? transaction = null) =>
        connection.Execute(
            "DELETE FROM recordings WHERE athlete_id = @AthleteId AND source = @Source AND source_id = @SourceId",
            new
            {
                row.AthleteId,
                row.Source,
                row.SourceId,
            },
            transaction
        );

    /// <summary>Names a recording in messages about its row.</summary>
    public static string GetKey(RecordingRow row) => TitleOrigin.CreateKey(row.Source, row.SourceId);

    /// <summary>Checks the numbers of a row and limits its texts.</summary>
    /// <exception cref="FormatException">A number is none that a recording can have.</exception>
    private static RecordingRow ToReadable(RecordingRow row)
    {
        foreach (var seconds in new[] { row.StartedAt, row.FirstSeenAt, row.ConfirmedAt })
        {
            _ = seconds.ToInstant();
        }

        if (row.UtcOffsetSeconds is < -MaxOffsetSeconds or > MaxOffsetSeconds || row.UtcOffsetSeconds % 60 != 0)
        {
            throw new FormatException("The number is no offset from UTC.");
        }

        foreach (
            var value in new[]
            {
                row.DistanceMeters,
                row.MovingSeconds,
                row.ElapsedSeconds,
                row.AverageHeartRate,
                row.MaxHeartRate,
                row.AscentMeters,
                row.DescentMeters,
                row.PerceivedExertion,
            }
        )
        {
            _ = ColumnConversions.CheckMeasurement(value ?? 0);
        }

        return row with
        {
            Sport = StoredText.Limit(row.Sport),
            Name = StoredText.Limit(row.Name),
            DeviceName = row.DeviceName is { } device ? StoredText.Limit(device) : null,
        };
    }
}

/// <summary>A row of <c>recordings</c>: one source's copy of an activity. Units are in the names.</summary>
internal sealed record RecordingRow(
    long AthleteId,
    string Source,
    string SourceId,
    string Format,
    long StartedAt,
    long UtcOffsetSeconds,
    string Sport,
    string Name,
    double? DistanceMeters,
    double? MovingSeconds,
    double? ElapsedSeconds,
    double? AverageHeartRate,
    double? MaxHeartRate,
    double? AscentMeters,
    double? DescentMeters,
    double? PerceivedExertion,
    string? SourceTag,
    long DeviceRace,
    long FirstSeenAt,
    long ConfirmedAt,
    string? DeviceName
)
{
    /// <summary>The end by the longer of elapsed and moving time; the start if there is neither.</summary>
    public long EndedAt =>
        StartedAt + (long)Math.Ceiling(Math.Max(0, Math.Max(ElapsedSeconds ?? 0, MovingSeconds ?? 0)));

    /// <summary>
    /// Whether everything is equal but the times of the syncs and the device, which isn't part of the activity.
    /// </summary>
    public bool HasSameContentAs(RecordingRow other) =>
        this == other with { FirstSeenAt = FirstSeenAt, ConfirmedAt = ConfirmedAt, DeviceName = DeviceName };
}
