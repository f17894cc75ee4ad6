using ActivitySync.Intake;
using ActivitySync.Outbox;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ActivitySync.Demo;

/// <summary>
/// Sends the built-in runner through all rooms: read, merged, stored, planned, written, put into a pickup folder. Works in a
/// data directory of its own that is gone afterwards.
/// </summary>
internal static class DemoRun
{
    /// <summary>The mail of that day, as it left the outbox.</summary>
    public static async Task<byte[]> WriteAsync(DateOnly asOf, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("activitysync-demo-").FullName;
        try
        {
            return await RunAsync(asOf, directory, cancellationToken);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<byte[]> RunAsync(DateOnly asOf, string directory, CancellationToken cancellationToken)
    {
        var athlete = DemoRunner.Settings(asOf);
        var pickup = Path.Combine(directory, "pickup");
        var settings = new AppSettings
        {
            ActivitySync = new DaemonSettings { DataDirectory = directory },
            Athletes = [athlete],
            Mail = new MailSettings { From = "ActivitySync <digest@activitysync.invalid>", PickupDirectory = pickup },
        };
        var clock = new DemoClock(LocalTime.InstantOf(asOf, athlete.Digest.Time, athlete.TimeZone));
        await using var rooms = new ServiceCollection()
            .AddRooms(settings, clock)
            .AddLogging(logging => logging.ClearProviders())
            .RemoveAll<IActivitySource>()
            .AddSingleton<IActivitySource>(new DemoSource(asOf))
            .BuildServiceProvider();

        await rooms.GetRequiredService<SyncAthlete>().SyncAsync(athlete, SyncDepth.Full, cancellationToken);
        Tell(rooms.GetRequiredService<Database>(), athlete, asOf, clock);
        var report = await rooms.GetRequiredService<SendDigest>().SendAsync(athlete, week: null, cancellationToken);
        if (report.ExitCode != ExitCode.Done) throw new CannotProceedException(report.ExitCode, report.Line);
        return await File.ReadAllBytesAsync(Directory.EnumerateFiles(pickup, "*.eml").Single(), cancellationToken);
    }

    /// <summary>What no device knows: massages and races.</summary>
    private static void Tell(Database database, AthleteSettings athlete, DateOnly asOf, TimeProvider clock)
    {
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        foreach (var massage in DemoRunner.Massages(asOf)) Massages.Log(store, athleteId, massage);
        foreach (var race in DemoRunner.Races(asOf)) Races.Add(store, athleteId, race);
    }
}
