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

        connection.Execute(
            "INSERT INTO athletes (name, created_at) VALUES (@Name, @CreatedAt) ON CONFLICT (name) DO NOTHING",
            new { Name = name, CreatedAt = clock.GetUtcNow().ToColumn() }
        );
        return connection.ExecuteScalar<long>("SELECT id FROM athletes WHERE name = @Name", new { Name = name });
    }

    /// <summary>
    /// The athlete's id, for use cases that only read. Without stored rows it is an id for which queries find nothing.
    /// </summary>
    public static long GetIdForReading(DbConnection connection, string name) => FindId(connection, name) ?? NoId;

    /// <summary>The athlete's id; null if nothing is stored for that name.</summary>
    public static long? FindId(DbConnection connection, string name) =>
        connection.ExecuteScalar<long?>("SELECT id FROM athletes WHERE name = @Name", new { Name = name });

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
            ? connection.FindInstant(seconds, "athletes", athleteId).ToInstant() ?? UnknownCreation
            : null;

    private static long? FindCreatedAtColumn(DbConnection connection, long athleteId) =>
        connection.ExecuteScalar<long?>("SELECT created_at FROM athletes WHERE id = @Id", new { Id = athleteId });

    /// <summary>Corrects a time that was stored while the system clock was wrong.</summary>
    public static void SetCreatedAt(DbConnection connection, long athleteId, DateTimeOffset instant) =>
        connection.Execute(
            "UPDATE athletes SET created_at = @CreatedAt WHERE id = @Id",
            new { CreatedAt = instant.ToColumn(), Id = athleteId }
        );
}
