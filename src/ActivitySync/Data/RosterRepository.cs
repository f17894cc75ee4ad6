using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>roster</c>: athletes outside of the settings file, with their settings as JSON.</summary>
internal static class RosterRepository
{
    private const string Select = """
        SELECT r.athlete_id AS AthleteId, a.name AS Name, r.settings AS Settings
        FROM roster r JOIN athletes a ON a.id = r.athlete_id
        """;

    /// <summary>All rows, in the order in which the athletes were added.</summary>
    public static IReadOnlyList<RosterRow> GetAll(DbConnection connection) =>
        connection.Query<RosterRow>($"{Select} ORDER BY r.athlete_id").AsList();

    /// <summary>The row of one athlete; null if the athlete is not stored.</summary>
    public static RosterRow? Find(DbConnection connection, string name) =>
        connection.QueryFirstOrDefault<RosterRow>($"{Select} WHERE a.name = @Name", new { Name = name });

    /// <summary>The names of the athletes who were added first.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="maxCount">How many at most.</param>
    /// <param name="transaction">The open transaction, if there is one.</param>
    public static IReadOnlyList<string> GetNames(
        DbConnection connection,
        int maxCount = int.MaxValue,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<string>(
                """
                SELECT a.name FROM roster r JOIN athletes a ON a.id = r.athlete_id
                ORDER BY r.athlete_id LIMIT @MaxCount
                """,
                new { MaxCount = maxCount },
                transaction
            )
            .AsList();

    /// <summary>Saves the settings of an athlete; replaces the previous ones.</summary>
    public static void Save(
        DbConnection connection,
        long athleteId,
        string settings,
        DateTimeOffset now,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            INSERT INTO roster (athlete_id, settings, changed_at) VALUES (@AthleteId, @Settings, @ChangedAt)
            ON CONFLICT (athlete_id) DO UPDATE SET settings = excluded.settings, changed_at = excluded.changed_at
            """,
            new
            {
                AthleteId = athleteId,
                Settings = settings,
                ChangedAt = now.ToColumn(),
            },
            transaction
        );

    /// <summary>Removes an athlete from the roster; what else is stored stays. False if the athlete was not in
    /// it.</summary>
    public static bool Remove(DbConnection connection, long athleteId) =>
        connection.Execute("DELETE FROM roster WHERE athlete_id = @AthleteId", new { AthleteId = athleteId }) > 0;
}

/// <summary>An athlete in the database; the settings may be unreadable.</summary>
/// <param name="AthleteId">The athlete.</param>
/// <param name="Name">The athlete's name.</param>
/// <param name="Settings">A JSON object with the keys of an entry of <c>Athletes[]</c>, without <c>Name</c>.</param>
internal sealed record RosterRow(long AthleteId, string Name, string Settings);
