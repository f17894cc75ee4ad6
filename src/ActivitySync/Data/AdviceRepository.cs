using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>advice</c>: the last plan made for each day, as the document that <c>plan --json</c> prints.</summary>
internal static class AdviceRepository
{
    /// <summary>The document for a day; null if none was made.</summary>
    public static string? Find(DbConnection connection, long athleteId, DateOnly asOf) =>
        connection.QueryFirstOrDefault<string?>(
            "SELECT plan FROM advice WHERE athlete_id = @AthleteId AND as_of = @AsOf",
            new { AthleteId = athleteId, AsOf = asOf.ToColumn() }
        );

    /// <summary>Keeps a day's document; one that says the same leaves the row, and when it was made, as it is.</summary>
    public static void Save(
        DbConnection connection,
        long athleteId,
        DateOnly asOf,
        string plan,
        DateTimeOffset madeAt
    ) =>
        connection.Execute(
            """
            INSERT INTO advice (athlete_id, as_of, made_at, plan) VALUES (@AthleteId, @AsOf, @MadeAt, @Plan)
            ON CONFLICT (athlete_id, as_of) DO UPDATE SET made_at = excluded.made_at, plan = excluded.plan
            WHERE advice.plan <> excluded.plan
            """,
            new
            {
                AthleteId = athleteId,
                AsOf = asOf.ToColumn(),
                MadeAt = madeAt.ToColumn(),
                Plan = plan,
            }
        );

    /// <summary>Deletes what was made before an instant.</summary>
    public static void DeleteBefore(
        DbConnection connection,
        long athleteId,
        DateTimeOffset instant,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            "DELETE FROM advice WHERE athlete_id = @AthleteId AND made_at < @Instant",
            new { AthleteId = athleteId, Instant = instant.ToColumn() },
            transaction
        );

    /// <summary>Forgets all of a runner's.</summary>
    public static void Delete(DbConnection connection, long athleteId, DbTransaction? transaction = null) =>
        connection.Execute(
            "DELETE FROM advice WHERE athlete_id = @AthleteId",
            new { AthleteId = athleteId },
            transaction
        );
}
