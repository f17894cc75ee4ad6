using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Tests.Infrastructure;
using Dapper;

namespace ActivitySync.Tests.Data;

public sealed class GroupCommitTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
    private readonly Database _database;

    public GroupCommitTests() =>
        _database = new Database(
            new AppSettings
            {
                Store = TestStore.For(_directory),
                ActivitySync = new DaemonSettings { DataDirectory = _directory },
            },
            TimeProvider.System
        );

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Writes_at_the_same_time_are_all_committed_and_one_that_fails_costs_itself_only()
    {
        const int Count = 60;
        var writes = new GroupCommit(_database);
        Add(writes, "0", isDurable: true);
        using var start = new ManualResetEventSlim();

        var tasks = Enumerable
            .Range(0, Count)
            .Select(number =>
                Task.Factory.StartNew(
                    () =>
                    {
                        start.Wait();
                        // Every tenth breaks the rule that a name is unique.
                        var name = number % 10 == 0 ? "0" : $"{number}";
                        return Add(writes, name, isDurable: number % 2 == 0);
                    },
                    TaskCreationOptions.LongRunning
                )
            )
            .ToList();
        start.Set();
        await ((Task)Task.WhenAll(tasks)).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
        );

        Assert.Equal(Count / 10, tasks.Count(task => task.IsFaulted));
        using var connection = _database.Open();
        var names = connection.Query<string>("SELECT name FROM athletes").ToHashSet();
        Assert.Equal(
            Enumerable
                .Range(0, Count)
                .Where(number => number == 0 || number % 10 != 0)
                .Select(number => $"{number}")
                .Order(),
            names.Order()
        );
        // Each got the result of its own write.
        Assert.All(tasks.Where(task => !task.IsFaulted), task => Assert.Contains(task.Result, names));
    }

    private static string Add(GroupCommit writes, string name, bool isDurable) =>
        writes.Write(
            (connection, transaction) =>
            {
                connection.Execute(
                    "INSERT INTO athletes (name, created_at) VALUES (@name, 1)",
                    new { name },
                    transaction
                );
                return name;
            },
            isDurable
        );
}
