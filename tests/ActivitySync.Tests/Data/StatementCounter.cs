using System.Diagnostics;
using ActivitySync.Data;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Tests.Data;

/// <summary>
/// Counts the statements of an action: with SQLite on pooled connections that were opened before. Other tests empty the
/// pools when they end, so a test that counts has <see cref="RunsAloneAttribute"/>.
/// </summary>
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
        if (database.FilePath is null)
        {
            // The driver reports each command as a part of what is current.
            using var current = new Activity("test").Start();
            using var listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref _) => ActivitySamplingResult.AllData,
                ActivityStopped = command =>
                {
                    if (command.TraceId == current.TraceId && command.Tags.Any(IsStatement))
                    {
                        Interlocked.Increment(ref count); // statements of several threads may end at the same time
                    }
                },
            };
            ActivitySource.AddActivityListener(listener);
            await action();
            return count;
        }

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

    private static bool IsStatement(KeyValuePair<string, string?> tag) => tag.Key is "db.query.text" or "db.statement";
}
