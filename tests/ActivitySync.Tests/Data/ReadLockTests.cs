using ActivitySync.Commands;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Tests.Data;

/// <summary>Reads take no write lock, so that they never wait for a writer.</summary>
[SqliteOnly]
public sealed class ReadLockTests : IDisposable
{
    private readonly CommandFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("health")]
    [InlineData("status")]
    [InlineData("status", "--json")]
    [InlineData("plan")]
    [InlineData("plan", "--json")]
    [InlineData("activities")]
    [InlineData("log", "list")]
    [InlineData("race", "list")]
    [InlineData("slot", "list")]
    [InlineData("planned", "list")]
    [InlineData("digest", "preview")]
    public async Task A_read_completes_while_another_process_writes(params string[] command)
    {
        var database = _fixture.Database;
        using (database.Open()) { }
        using var writer = new SqliteConnection($"Data Source={database.FilePath!};Pooling=False");
        writer.Open();
        writer.Execute("BEGIN IMMEDIATE");

        // A command that takes the write lock waits for 30 seconds and reports that another program holds the database.
        var whileLocked = await _fixture.RunAsync(command);

        writer.Execute("ROLLBACK");
        Assert.Equal(await _fixture.RunAsync(command), whileLocked);
        Assert.DoesNotContain("another program", whileLocked.Output + whileLocked.Error, StringComparison.Ordinal);
        if (command[0] is not "health")
        {
            Assert.Equal((ExitCode.Done, ""), (whileLocked.Exit, whileLocked.Error));
        }

        using var connection = database.Open();
        Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM athletes"));
    }

    [Fact]
    public async Task Adding_an_athlete_once_lets_later_reads_find_the_rows()
    {
        await _fixture.RunAsync("race", "add", "2027-04-18", "City Marathon");
        using var writer = new SqliteConnection($"Data Source={_fixture.Database.FilePath!};Pooling=False");
        writer.Open();
        writer.Execute("BEGIN IMMEDIATE");

        var (exit, output, _) = await _fixture.RunAsync("race", "list");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains("City Marathon", output, StringComparison.Ordinal);
    }
}
