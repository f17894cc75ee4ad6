using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>authorisations</c>: the last authorization requested, per athlete and source.</summary>
internal static class PendingAuthorizationRepository
{
    public static void Save(
        DbConnection connection,
        long athleteId,
        string source,
        PendingAuthorization authorization
    ) =>
        connection.Execute(
            """
            INSERT INTO authorisations (athlete_id, source, state, asked_at)
            VALUES (@AthleteId, @Source, @State, @AskedAt)
            ON CONFLICT (athlete_id, source) DO UPDATE SET state = excluded.state, asked_at = excluded.asked_at
            """,
            new
            {
                AthleteId = athleteId,
                Source = source,
                authorization.State,
                AskedAt = authorization.RequestedAt.ToColumn(),
            }
        );

    public static PendingAuthorization? Find(DbConnection connection, long athleteId, string source) =>
        connection.QueryFirstOrDefault<PendingAuthorizationRow>(
            """
            SELECT state AS State, asked_at AS AskedAt FROM authorisations WHERE athlete_id = @AthleteId
                AND source = @Source
            """,
            new { AthleteId = athleteId, Source = source }
        )
            is { } row
        && connection.FindInstant(row.AskedAt, "authorisations", source).ToInstant() is { } requestedAt
            ? new PendingAuthorization(row.State, requestedAt)
            : null;

    public static void Delete(DbConnection connection, long athleteId, string source) =>
        connection.Execute(
            "DELETE FROM authorisations WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source }
        );
}

/// <summary>An authorization that was requested and not answered yet.</summary>
/// <param name="State">The random text that the answer has to contain.</param>
/// <param name="RequestedAt">When the authorization page's address was printed.</param>
internal sealed record PendingAuthorization(string State, DateTimeOffset RequestedAt);

/// <summary>A row of <c>authorisations</c>.</summary>
internal sealed record PendingAuthorizationRow(string State, long AskedAt);
