using System.Data.Common;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>authorisations</c>: the last one asked for, a runner and service.</summary>
internal static class Authorisations
{
    public static void Save(DbConnection store, long athleteId, string source, Authorisation asked) =>
        store.Execute(
            """
            INSERT INTO authorisations (athlete_id, source, state, asked_at) VALUES (@AthleteId, @Source, @State, @AskedAt)
            ON CONFLICT (athlete_id, source) DO UPDATE SET state = excluded.state, asked_at = excluded.asked_at
            """,
            new { AthleteId = athleteId, Source = source, asked.State, AskedAt = asked.AskedAt.ToColumn() });

    public static Authorisation? Find(DbConnection store, long athleteId, string source) =>
        store.QueryFirstOrDefault<Row>(
            "SELECT state AS State, asked_at AS AskedAt FROM authorisations WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source }) is { } row
            ? new Authorisation(row.State, row.AskedAt.ToInstant())
            : null;

    public static void Delete(DbConnection store, long athleteId, string source) =>
        store.Execute(
            "DELETE FROM authorisations WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source });

    internal sealed record Row(string State, long AskedAt);
}
