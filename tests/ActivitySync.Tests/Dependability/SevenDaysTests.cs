using System.Text;
using ActivitySync.Intake;
using ActivitySync.Operations;
using ActivitySync.Sources;
using ActivitySync.Store;
using Dapper;

namespace ActivitySync.Tests.Dependability;

/// <summary>Strava's terms: seven days without a confirmation, and nothing of it is left.</summary>
public sealed class SevenDaysTests
{
    private const int Runs = 300;
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 7, 0, TimeSpan.Zero);

    [Fact]
    public async Task Seven_days_without_a_sync_leave_no_title_in_any_file_or_log()
    {
        using var world = Filled();
        await world.SyncAsync(0);
        await MakePlanAsync(world);
        await world.PutAsync(0, SyncWorld.Run(1, Start.AddHours(-9), "Zebra renamed"));
        await world.SyncAsync(0);
        Assert.NotEmpty(FilesWith(world, "Zebra"));

        await world.MoveToAsync(Start.AddDays(7).AddSeconds(-5));
        await world.Use<ExpireHeld>().ExpireAsync(default);
        Assert.Equal(Runs, Count(world)); // to the hour, not before
        await world.MoveToAsync(Start.AddDays(7).AddMinutes(1));
        await world.Use<ExpireHeld>().ExpireAsync(default);

        Assert.Equal(0, Count(world));
        Assert.Empty(FilesWith(world, "Zebra"));
        Assert.DoesNotContain(world.Log.Lines, line => line.Contains("Zebra", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disconnect_leaves_no_title_either()
    {
        using var world = Filled();
        await world.SyncAsync(0);
        await MakePlanAsync(world);

        world.Use<ForgetSource>().Forget(world.IdOf(0), SourceName.Strava);

        Assert.Empty(FilesWith(world, "Zebra"));
    }

    private static SyncWorld Filled() =>
        new(1, Start, _ => Enumerable.Range(1, Runs).Select(i => SyncWorld.Run(i, Start.AddHours(-i * 9), $"Zebra marathon {i} {new string('x', i % 90)}", 42.2)));

    private static Task MakePlanAsync(SyncWorld world)
    {
        using var store = world.Use<Database>().Open();
        Advice.Keep(store, world.IdOf(0), new DateOnly(2026, 11, 23), """{"reasons":["Zebra marathon 1"]}""", world.Clock.GetUtcNow());
        return Task.CompletedTask;
    }

    private static long Count(SyncWorld world)
    {
        using var store = world.Use<Database>().Open();
        return store.ExecuteScalar<long>("SELECT count(*) FROM recordings");
    }

    /// <summary>Read as they lie there, with the connections open and nothing cleaned up for the occasion.</summary>
    private static List<string> FilesWith(SyncWorld world, string title) =>
        [.. Directory.EnumerateFiles(world.DataDirectory, "*", SearchOption.AllDirectories)
            .Where(file => Bytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(title)) >= 0)];

    private static byte[] Bytes(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        open.CopyTo(copy);
        return copy.ToArray();
    }
}
