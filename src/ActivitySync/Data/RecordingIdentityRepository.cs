using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The tables <c>identities</c> and <c>activity_ids</c>: the activity that a recording belongs to. A row outlives its
/// recording, so that an expired recording that is read again keeps its activity id.
/// </summary>
internal static class RecordingIdentityRepository
{
    /// <summary>All identities of an athlete, including those of expired recordings.</summary>
    public static IReadOnlyList<RecordingIdentityRow> GetAll(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<RecordingIdentityRow>(
                """
                SELECT source AS Source, source_id AS SourceId, activity_id AS ActivityId FROM identities
                WHERE athlete_id = @AthleteId
                """,
                new { AthleteId = athleteId },
                transaction
            )
            .AsList();

    /// <summary>The recordings, stored or expired, that belong to an activity.</summary>
    public static IReadOnlyList<RecordingIdentityRow> GetByActivity(
        DbConnection connection,
        long athleteId,
        long activityId,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<RecordingIdentityRow>(
                """
                SELECT source AS Source, source_id AS SourceId, activity_id AS ActivityId
                FROM identities WHERE athlete_id = @AthleteId AND activity_id = @ActivityId
                ORDER BY source, source_id
                """,
                new { AthleteId = athleteId, ActivityId = activityId },
                transaction
            )
            .AsList();

    /// <summary>The activity of a recording; null for an unknown recording.</summary>
    public static long? FindActivityId(
        DbConnection connection,
        long athleteId,
        string source,
        string sourceId,
        DbTransaction? transaction = null
    ) =>
        connection.ExecuteScalar<long?>(
            """
            SELECT activity_id FROM identities WHERE athlete_id = @AthleteId AND source = @Source
                AND source_id = @SourceId
            """,
            new
            {
                AthleteId = athleteId,
                Source = source,
                SourceId = sourceId,
            },
            transaction
        );

    /// <summary>
    /// The activities of the given recordings, in one query, by <see cref="TitleOrigin.CreateKey"/>; an unknown
    /// recording has none.
    /// </summary>
    public static Dictionary<string, long> GetActivityIds(
        DbConnection connection,
        long athleteId,
        IEnumerable<RecordingRow> recordings,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<RecordingIdentityRow>(
                """
                SELECT source AS Source, source_id AS SourceId, activity_id AS ActivityId
                FROM json_each(@Recordings) due
                CROSS JOIN identities WHERE athlete_id = @AthleteId AND source = due.value ->> 0
                    AND source_id = due.value ->> 1
                """,
                new { AthleteId = athleteId, Recordings = RecordingRepository.ToJson(recordings) },
                transaction
            )
            .ToDictionary(
                row => TitleOrigin.CreateKey(row.Source, row.SourceId),
                row => row.ActivityId,
                StringComparer.Ordinal
            );

    /// <summary>Assigns recordings to activities.</summary>
    public static void Save(
        DbConnection connection,
        List<NewRecordingIdentity> identities,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            INSERT INTO identities (athlete_id, source, source_id, activity_id)
            VALUES (@AthleteId, @Source, @SourceId, @ActivityId)
            ON CONFLICT (athlete_id, source, source_id) DO UPDATE SET activity_id = excluded.activity_id
            """,
            identities,
            transaction
        );

    /// <summary>Creates activity ids that were never used and are never used again, in ascending order.</summary>
    public static IReadOnlyList<long> CreateActivityIds(
        DbConnection connection,
        long athleteId,
        int count,
        DbTransaction? transaction = null
    ) =>
        count == 0
            ? []
            :
            [
                .. connection
                    .Query<long>(
                        """
                        WITH RECURSIVE numbers (number) AS (
                            SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < @Count)
                        INSERT INTO activity_ids (athlete_id) SELECT @AthleteId FROM numbers RETURNING id
                        """,
                        new { AthleteId = athleteId, Count = count },
                        transaction
                    )
                    .Order(),
            ];

    /// <summary>Deletes the identities of an athlete's recordings from one source, including expired ones.</summary>
    public static void DeleteBySource(
        DbConnection connection,
        long athleteId,
        string source,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            "DELETE FROM identities WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source },
            transaction
        );
}

/// <summary>A row of <c>identities</c>: the activity that a recording, stored or expired, belongs to.</summary>
internal sealed record RecordingIdentityRow(string Source, string SourceId, long ActivityId);

/// <summary>A row of <c>identities</c> to save.</summary>
internal sealed record NewRecordingIdentity(long AthleteId, string Source, string SourceId, long ActivityId);
