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

    public static void Save(
        DbConnection connection,
        long athleteId,
        string source,
        string sourceId,
        long activityId,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            INSERT INTO identities (athlete_id, source, source_id, activity_id)
            VALUES (@AthleteId, @Source, @SourceId, @ActivityId)
            ON CONFLICT (athlete_id, source, source_id) DO UPDATE SET activity_id = excluded.activity_id
            """,
            new
            {
                AthleteId = athleteId,
                Source = source,
                SourceId = sourceId,
                ActivityId = activityId,
            },
            transaction
        );

    /// <summary>Creates an activity id that was never used and is never used again.</summary>
    public static long CreateActivityId(DbConnection connection, long athleteId, DbTransaction? transaction = null) =>
        connection.ExecuteScalar<long>(
            "INSERT INTO activity_ids (athlete_id) VALUES (@AthleteId) RETURNING id",
            new { AthleteId = athleteId },
            transaction
        );

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
