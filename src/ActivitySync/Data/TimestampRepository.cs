using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>notes</c>: times that the daemon remembers across restarts, by name.</summary>
internal static class TimestampRepository
{
    /// <summary>Null if there is no such timestamp, or none that can be read.</summary>
    public static DateTimeOffset? Find(DbConnection connection, string name) =>
        connection
            .FindInstant(
                connection.QueryFirstOrDefault<long?>("SELECT at FROM notes WHERE name = @Name", new { Name = name }),
                "notes",
                name
            )
            .ToInstant();

    public static void Save(DbConnection connection, string name, DateTimeOffset at) =>
        connection.Execute(
            "INSERT INTO notes (name, at) VALUES (@Name, @At) ON CONFLICT (name) DO UPDATE SET at = excluded.at",
            new { Name = name, At = at.ToColumn() }
        );
}
