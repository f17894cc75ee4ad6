using ActivitySync.Data;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Tests.Data;

/// <summary>Counts the statements of an action, on pooled connections that were opened here before.</summary>
internal static class StatementCounter
{
    private const int MaxOpenConnections = 3;

    public static int Count(Database database, Action action) =>
        CountAsync(database, () =>
            {
                action();
                return Task.CompletedTask;
            })
            .GetAwaiter()
            .GetResult();

    public static async Task<int> CountAsync(Database database, Func<Task> action)
    {
        var count = 0;
        SqliteConnection.ClearAllPools();
        var connections = Enumerable
            .Range(0, MaxOpenConnections)
            .Select(_ => (SqliteConnection)database.Open())
            .ToList();
        foreach (var connection in connections)
        {
            SQLitePCL.raw.sqlite3_trace(connection.Handle, (SQLitePCL.strdelegate_trace)((_, _) => count++), null);
        }

        connections.ForEach(connection => connection.Dispose());
        await action();
        return count;
    }
}
