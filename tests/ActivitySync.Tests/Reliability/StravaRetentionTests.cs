using System.Text;
using ActivitySync.Data;
using ActivitySync.Maintenance;
using ActivitySync.Sync;
using Dapper;

namespace ActivitySync.Tests.Reliability;

/// <summary>Strava's terms: seven days without a confirmation, and nothing of it is left.</summary>
public sealed class StravaRetentionTests
{
    private const int Runs = 300;
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 7, 0, TimeSpan.Zero);

    [Fact]
    public async Task Seven_days_without_a_sync_leave_no_title_in_any_file_or_log()
    {
        using var world = CreateFixture();
        await world.SyncAsync(0);
        await world.PutAsync(0, SimulatedSyncFixture.CreateRun(1, Start.AddHours(-9), "Zebra renamed"));
        await world.SyncAsync(0);
        Assert.NotEmpty(FindFilesContaining(world, "Zebra"));

        await world.MoveToAsync(Start.AddDays(7).AddSeconds(-5));
        await world.Get<RetentionService>().ExpireAsync(default);
        Assert.Equal(Runs, Count(world)); // to the hour, not before
        await world.MoveToAsync(Start.AddDays(7).AddMinutes(1));
        await world.Get<RetentionService>().ExpireAsync(default);

        Assert.Equal(0, Count(world));
        Assert.Empty(FindFilesContaining(world, "Zebra"));
        Assert.DoesNotContain(world.Log.Lines, line => line.Contains("Zebra", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disconnect_leaves_no_title_either()
    {
        using var world = CreateFixture();
        await world.SyncAsync(0);

        world.Get<SourceDataEraser>().Erase(world.GetAthleteId(0), SourceNames.Strava);

        Assert.Empty(FindFilesContaining(world, "Zebra"));
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

    private static long Count(SimulatedSyncFixture world)
    {
        using var connection = world.Get<Database>().Open();
        return connection.ExecuteScalar<long>("SELECT count(*) FROM recordings");
    }

    /// <summary>Read as they lie there, with the connections open and nothing cleaned up for the occasion.</summary>
    private static List<string> FindFilesContaining(SimulatedSyncFixture world, string title) =>
        [
            .. Directory
                .EnumerateFiles(world.DataDirectory, "*", SearchOption.AllDirectories)
                .Where(file => Bytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(title)) >= 0),
        ];

    private static byte[] Bytes(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        open.CopyTo(copy);
        return copy.ToArray();
    }
}
