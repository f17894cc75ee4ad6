using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>athletes</c>: the number a runner's rows hang on. Everything else about a runner is a setting.</summary>
internal static class AthleteRepository
{
    /// <summary>The runner's number; a new name gets one.</summary>
    public static long GetOrAddId(DbConnection connection, string name, TimeProvider clock)
    {
        connection.Execute(
            "INSERT INTO athletes (name, created_at) VALUES (@Name, @CreatedAt) ON CONFLICT (name) DO NOTHING",
            new { Name = name, CreatedAt = clock.GetUtcNow().ToColumn() }
        );
        return connection.ExecuteScalar<long>("SELECT id FROM athletes WHERE name = @Name", new { Name = name });
    }

    /// <summary>The runner's number; null if the store never heard of the runner.</summary>
    public static long? FindId(DbConnection connection, string name) =>
        connection.ExecuteScalar<long?>("SELECT id FROM athletes WHERE name = @Name", new { Name = name });

    /// <summary>Every runner the store holds anything of, also those that the settings no longer name.</summary>
    public static IReadOnlyList<long> GetAllIds(DbConnection connection) =>
        connection.Query<long>("SELECT id FROM athletes ORDER BY id").AsList();

    /// <summary>Deletes a runner with every row that hangs on it.</summary>
    public static void Delete(DbConnection connection, long athleteId) =>
        connection.Execute("PRAGMA foreign_keys = ON; DELETE FROM athletes WHERE id = @Id", new { Id = athleteId });

    /// <summary>When the store first heard of the runner; nothing is due from before.</summary>
    public static DateTimeOffset GetCreatedAt(DbConnection connection, long athleteId) =>
        connection
            .ExecuteScalar<long>("SELECT created_at FROM athletes WHERE id = @Id", new { Id = athleteId })
            .ToInstant();

    /// <summary>Puts right what a clock that was wrong had written.</summary>
    public static void SetCreatedAt(DbConnection connection, long athleteId, DateTimeOffset instant) =>
        connection.Execute(
            "UPDATE athletes SET created_at = @CreatedAt WHERE id = @Id",
            new { CreatedAt = instant.ToColumn(), Id = athleteId }
        );
}
