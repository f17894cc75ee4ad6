using System.Data.Common;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>athletes</c>: the number a runner's rows hang on. Everything else about a runner is a setting.</summary>
internal static class Athletes
{
    /// <summary>The runner's number; a new name gets one.</summary>
    public static long IdOf(DbConnection store, string name, TimeProvider clock)
    {
        store.Execute(
            "INSERT INTO athletes (name, created_at) VALUES (@Name, @CreatedAt) ON CONFLICT (name) DO NOTHING",
            new { Name = name, CreatedAt = clock.GetUtcNow().ToColumn() });
        return store.ExecuteScalar<long>("SELECT id FROM athletes WHERE name = @Name", new { Name = name });
    }

    /// <summary>The runner's number; null if the store never heard of the runner.</summary>
    public static long? Find(DbConnection store, string name) =>
        store.ExecuteScalar<long?>("SELECT id FROM athletes WHERE name = @Name", new { Name = name });

    /// <summary>Every runner the store holds anything of, also those that the settings no longer name.</summary>
    public static IReadOnlyList<long> Ids(DbConnection store) => store.Query<long>("SELECT id FROM athletes ORDER BY id").AsList();

    /// <summary>Deletes a runner with every row that hangs on it.</summary>
    public static void Delete(DbConnection store, long athleteId) =>
        store.Execute("PRAGMA foreign_keys = ON; DELETE FROM athletes WHERE id = @Id", new { Id = athleteId });

    /// <summary>When the store first heard of the runner; nothing is due from before.</summary>
    public static DateTimeOffset CreatedAt(DbConnection store, long athleteId) =>
        store.ExecuteScalar<long>("SELECT created_at FROM athletes WHERE id = @Id", new { Id = athleteId }).ToInstant();

    /// <summary>Puts right what a clock that was wrong had written.</summary>
    public static void SetCreatedAt(DbConnection store, long athleteId, DateTimeOffset instant) =>
        store.Execute("UPDATE athletes SET created_at = @CreatedAt WHERE id = @Id", new { CreatedAt = instant.ToColumn(), Id = athleteId });
}
