using System.Text;
using ActivitySync.Data;
using ActivitySync.Maintenance;
using ActivitySync.Sync;
using ActivitySync.Tests.Infrastructure;
using Dapper;

namespace ActivitySync.Tests.Reliability;

/// <summary>Strava's terms: data that no sync confirms for seven days is deleted.</summary>
[Trait("Category", "System")]
public sealed class StravaRetentionTests
{
    private const int Runs = 300;
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 7, 0, TimeSpan.Zero);

    [Fact]
    public async Task After_seven_days_without_a_sync_no_file_or_log_has_a_title()
    {
        using var fixture = CreateFixture();
        await fixture.SyncAsync(0);
        await fixture.PutAsync(0, SimulatedSyncFixture.CreateRun(1, Start.AddHours(-9), "Zebra renamed"));
        await fixture.SyncAsync(0);
        Assert.NotEmpty(FindFilesContaining(fixture, "Zebra"));

        await fixture.MoveToAsync(Start.AddDays(7).AddSeconds(-5));
        await fixture.Get<RetentionService>().ExpireAsync(default);
        Assert.Equal(Runs, CountRecordings(fixture)); // not a moment before
        await fixture.MoveToAsync(Start.AddDays(7).AddMinutes(1));
        await fixture.Get<RetentionService>().ExpireAsync(default);

        Assert.Equal(0, CountRecordings(fixture));
        Assert.Empty(FindFilesContaining(fixture, "Zebra"));
        Assert.DoesNotContain(fixture.Log.Lines, line => line.Contains("Zebra", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_disconnect_no_file_has_a_title()
    {
        using var fixture = CreateFixture();
        await fixture.SyncAsync(0);

        fixture.Get<SourceDataEraser>().Erase(fixture.GetAthleteId(0), SourceNames.Strava);

        Assert.Empty(FindFilesContaining(fixture, "Zebra"));
    }

    private static SimulatedSyncFixture CreateFixture() =>
        new(1, Start, _ =>
            Enumerable
                .Range(1, Runs)
                .Select(i =>
                    SimulatedSyncFixture.CreateRun(
                        i,
                        Start.AddHours(-i * 9),
                        $"Zebra marathon {i} {new string('x', i % 90)}",
                        42.2
                    )
                )
        );

    private static long CountRecordings(SimulatedSyncFixture fixture)
    {
        using var connection = fixture.Get<Database>().Open();
        return connection.ExecuteScalar<long>("SELECT count(*) FROM recordings");
    }

    /// <summary>Searches the files as they are, while connections are open, or the rows of a server.</summary>
    private static List<string> FindFilesContaining(SimulatedSyncFixture fixture, string title)
    {
        var found = Directory
            .EnumerateFiles(fixture.DataDirectory, "*", SearchOption.AllDirectories)
            .Where(file => ReadBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(title)) >= 0)
            .ToList();
        var database = fixture.Get<Database>();
        if (database.FilePath is null && database.ReadEverything().Contains(title, StringComparison.Ordinal))
        {
            found.Add(database.Location);
        }

        return found;
    }

    private static byte[] ReadBytes(string file)
    {
        try
        {
            using var open = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            using var copy = new MemoryStream();
            open.CopyTo(copy);
            return copy.ToArray();
        }
        catch (FileNotFoundException)
        {
            return []; // SQLite deletes its log with the last connection, which another test may close
        }
    }
}
