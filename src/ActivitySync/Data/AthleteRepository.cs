using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>athletes</c>: the id that an athlete's rows refer to. Everything else about an athlete is a setting.
/// </summary>
internal static class AthleteRepository
{
    /// <summary>Belongs to no athlete; ids begin at 1.</summary>
    private const long NoId = 0;

    private const string Insert =
        "INSERT INTO athletes (name, created_at) VALUES (@Name, @CreatedAt) ON CONFLICT (name) DO NOTHING";

    /// <summary>A time that cannot be read counts as one in the future, which the daemon corrects.</summary>
    private static readonly DateTimeOffset UnknownCreation = new(
        ColumnConversions.LastYear,
        1,
        1,
        0,
        0,
        0,
        TimeSpan.Zero
    );

    /// <summary>
    /// The athlete's id, for use cases that write; adds the athlete if nothing is stored for that name yet.
    /// </summary>
    /// <remarks>Takes the write lock only if the athlete is new.</remarks>
    public static long GetOrAddId(DbConnection connection, string name, TimeProvider clock)
    {
        if (FindId(connection, name) is { } known)
        {
            return known;
        }

        connection.Execute(Insert, new { Name = name, CreatedAt = clock.GetUtcNow().ToColumn() });
        return connection.ExecuteScalar<long>("SELECT id FROM athletes WHERE name = @Name", new { Name = name });
    }

    /// <summary>
    /// The athlete's id, for use cases that only read. Without stored rows it is an id for which queries find nothing.
    /// </summary>
    public static long GetIdForReading(DbConnection connection, string name) => FindId(connection, name) ?? NoId;

    /// <summary>The athlete's id; null if nothing is stored for that name.</summary>
    public static long? FindId(DbConnection connection, string name) =>
        connection.ExecuteScalar<long?>("SELECT id FROM athletes WHERE name = @Name", new { Name = name });

    /// <summary>The name of the athlete with a row id; null if nothing is stored for that id.</summary>
    public static string? FindName(DbConnection connection, long athleteId) =>
        connection.ExecuteScalar<string?>("SELECT name FROM athletes WHERE id = @Id", new { Id = athleteId });

    /// <summary>All athletes with stored rows, by name, including those no longer in the settings.</summary>
    public static IReadOnlyDictionary<string, AthleteRow> GetAll(DbConnection connection) =>
        connection
            .Query<AthleteRow>("SELECT id AS Id, name AS Name, created_at AS CreatedAt FROM athletes")
            .ToDictionary(row => row.Name, StringComparer.Ordinal);

    /// <summary>Adds the athletes for whose names nothing is stored yet, all of them or none.</summary>
    /// <remarks>Takes the write lock only if there is a new athlete.</remarks>
    public static void AddMissing(DbConnection connection, IEnumerable<string> names, TimeProvider clock)
    {
        var known = GetAll(connection);
        var missing = names.Where(name => !known.ContainsKey(name)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        using var transaction = connection.BeginTransaction();
        foreach (var name in missing)
        {
            connection.Execute(Insert, new { Name = name, CreatedAt = clock.GetUtcNow().ToColumn() }, transaction);
        }

        transaction.Commit();
    }

    /// <summary>The ids of all athletes with stored rows, including those no longer in the settings.</summary>
    public static IReadOnlyList<long> GetAllIds(DbConnection connection) =>
        connection.Query<long>("SELECT id FROM athletes ORDER BY id").AsList();

    /// <summary>Deletes an athlete with every row that refers to the athlete.</summary>
    public static void Delete(DbConnection connection, long athleteId) =>
        connection.Execute("DELETE FROM athletes WHERE id = @Id", new { Id = athleteId });

    /// <summary>When the athlete was added. Nothing is due from before.</summary>
    public static DateTimeOffset GetCreatedAt(DbConnection connection, long athleteId) =>
        FindCreatedAt(connection, athleteId)
        ?? throw new InvalidOperationException("There is no athlete with this id.");

    /// <summary>When the athlete was added; null for an athlete without stored rows.</summary>
    public static DateTimeOffset? FindCreatedAt(DbConnection connection, long athleteId) =>
        FindCreatedAtColumn(connection, athleteId) is { } seconds
            ? ReadCreatedAt(connection, athleteId, seconds)
            : null;

    /// <summary>When the athlete of a row was added.</summary>
    public static DateTimeOffset ReadCreatedAt(DbConnection connection, AthleteRow row) =>
        ReadCreatedAt(connection, row.Id, row.CreatedAt);

    private static DateTimeOffset ReadCreatedAt(DbConnection connection, long athleteId, long seconds) =>
        connection.FindInstant(seconds, "athletes", athleteId).ToInstant() ?? UnknownCreation;

    private static long? FindCreatedAtColumn(DbConnection connection, long athleteId) =>
        connection.ExecuteScalar<long?>("SELECT created_at FROM athletes WHERE id = @Id", new { Id = athleteId });

    /// <summary>Corrects a time that was stored while the system clock was wrong.</summary>
    public static void SetCreatedAt(DbConnection connection, long athleteId, DateTimeOffset instant) =>
        connection.Execute(
            "UPDATE athletes SET created_at = @CreatedAt WHERE id = @Id",
            new { CreatedAt = instant.ToColumn(), Id = athleteId }
        );
}

/// <summary>A row of <c>athletes</c>.</summary>
/// <param name="Id">The id that the athlete's other rows refer to.</param>
/// <param name="Name">The name in the settings.</param>
/// <param name="CreatedAt">When the athlete was added, in seconds since 1970; not checked yet.</param>
internal sealed record AthleteRow(long Id, string Name, long CreatedAt);
