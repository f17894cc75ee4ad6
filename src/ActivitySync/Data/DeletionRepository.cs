using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>deletions</c>: athletes who asked on the page that everything about them be deleted. A row outlives the
/// athlete's own rows.
/// </summary>
internal static class DeletionRepository
{
    /// <summary>All deletions, those asked for and those done.</summary>
    public static IReadOnlyList<Deletion> GetAll(DbConnection connection) =>
        connection
            .Query<DeletionRow>(
                """
                SELECT name AS Name, due_at AS DueAt, started_at AS StartedAt, erased_at AS ErasedAt
                FROM deletions ORDER BY name
                """
            )
            .AsList()
            .ConvertAll(row => new Deletion(
                row.Name,
                // Nothing is deleted because of a damaged row; the athlete can ask again.
                connection.FindInstant(row.DueAt, "deletions", row.Name).ToInstant()
                    ?? DateTimeOffset.MaxValue,
                row.StartedAt is not null,
                row.ErasedAt is not null
            ));

    /// <summary>An athlete's deletion; null if none was asked for.</summary>
    public static Deletion? Find(DbConnection connection, string name) =>
        GetAll(connection).FirstOrDefault(deletion => deletion.Name == name);

    /// <summary>The names of the athletes whose deletion has begun. They are served no longer.</summary>
    public static IReadOnlySet<string> GetStartedNames(DbConnection connection) =>
        connection.Query<string>("SELECT name FROM deletions WHERE started_at IS NOT NULL").ToHashSet();

    /// <summary>Saves that an athlete asks to be deleted; an earlier request keeps its time.</summary>
    public static void Add(DbConnection connection, string name, DateTimeOffset due) =>
        connection.Execute(
            "INSERT INTO deletions (name, due_at) VALUES (@Name, @DueAt) ON CONFLICT (name) DO NOTHING",
            new { Name = name, DueAt = due.ToColumn() }
        );

    /// <summary>Takes a request back; false if there is none, or its deletion has begun.</summary>
    public static bool Cancel(DbConnection connection, string name) =>
        connection.Execute("DELETE FROM deletions WHERE name = @Name AND started_at IS NULL", new { Name = name }) > 0;

    /// <summary>Saves that a deletion has begun; false if it was taken back.</summary>
    public static bool MarkStarted(DbConnection connection, string name, DateTimeOffset now) =>
        connection.Execute(
            "UPDATE deletions SET started_at = coalesce(started_at, @Now) WHERE name = @Name",
            new { Name = name, Now = now.ToColumn() }
        ) > 0;

    /// <summary>Saves that nothing of the athlete is left.</summary>
    public static void MarkErased(DbConnection connection, string name, DateTimeOffset now) =>
        connection.Execute(
            "UPDATE deletions SET erased_at = coalesce(erased_at, @Now) WHERE name = @Name",
            new { Name = name, Now = now.ToColumn() }
        );

    /// <summary>Removes a deletion that is done, once no settings name the athlete.</summary>
    public static void Remove(DbConnection connection, string name) =>
        connection.Execute("DELETE FROM deletions WHERE name = @Name", new { Name = name });
}

/// <summary>A row of <c>deletions</c>.</summary>
internal sealed record DeletionRow(string Name, long DueAt, long? StartedAt, long? ErasedAt);

/// <summary>The deletion of everything about an athlete.</summary>
/// <param name="Name">The athlete.</param>
/// <param name="DueAt">When it begins; until then it can be taken back.</param>
/// <param name="HasStarted">It has begun, and the athlete is served no longer.</param>
/// <param name="IsDone">Nothing was left when it ended.</param>
internal sealed record Deletion(string Name, DateTimeOffset DueAt, bool HasStarted, bool IsDone);
