using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.FileSystem;
using ActivitySync.Mail.Outbox;
using ActivitySync.Sources;
using ActivitySync.Sync;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ActivitySync.Demo;

/// <summary>
/// Runs the real pipeline for the built-in athlete: sync, plan, render, send to a pickup folder. Uses a temporary data
/// directory.
/// </summary>
internal static class DemoPipeline
{
    /// <summary>Far above the size of a digest, most of which is the chart.</summary>
    private const int MaxMailBytes = 50_000_000;

    /// <summary>Creates the digest of that day and returns the sent message.</summary>
    public static async Task<byte[]> CreateDigestAsync(DateOnly asOf, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory(TestFolders.Demo).FullName;
        try
        {
            return await RunPipelineAsync(asOf, directory, cancellationToken);
        }
        finally
        {
            Database.ClearPools();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<byte[]> RunPipelineAsync(
        DateOnly asOf,
        string directory,
        CancellationToken cancellationToken
    )
    {
        var athlete = DemoAthlete.CreateSettings(asOf);
        var pickup = Path.Combine(directory, "pickup");
        var settings = new AppSettings
        {
            ActivitySync = new DaemonSettings { DataDirectory = directory },
            FileAthletes = [athlete],
            Mail = new MailSettings { From = "ActivitySync <digest@activitysync.invalid>", PickupDirectory = pickup },
        };
        var clock = new DemoClock(LocalTime.ToInstant(asOf, athlete.Digest.Time, athlete.TimeZone));
        await using var services = new ServiceCollection()
            .AddActivitySync(settings, clock)
            .AddLogging(logging => logging.ClearProviders())
            .RemoveAll<IActivitySource>()
            .AddSingleton<IActivitySource>(new DemoSource(asOf))
            .BuildServiceProvider();

        await services.GetRequiredService<SyncService>().SyncAllAsync(athlete, SyncDepth.Full, cancellationToken);
        AddLogEntries(services.GetRequiredService<Database>(), athlete, asOf, clock);
        var report = await services
            .GetRequiredService<DigestSender>()
            .SendAsync(athlete, week: null, cancellationToken);
        if (report.Error is { } error)
        {
            throw new OperationException(error, report.Message);
        }

        return RegularFile.ReadAllBytes(Directory.EnumerateFiles(pickup, "*.eml").Single(), MaxMailBytes);
    }

    /// <summary>Stores massages and races.</summary>
    private static void AddLogEntries(Database database, AthleteSettings athlete, DateOnly asOf, TimeProvider clock)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        foreach (var massage in DemoAthlete.CreateMassages(asOf))
        {
            MassageRepository.Add(connection, athleteId, massage);
        }

        foreach (var race in DemoAthlete.CreateRaces(asOf))
        {
            RaceRepository.Add(connection, athleteId, race);
        }
    }
}

/// <summary>A fixed clock, so that the same day always gives the same mail.</summary>
internal sealed class DemoClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
}

/// <summary>A source with the built-in athlete's recordings.</summary>
internal sealed class DemoSource(DateOnly asOf) : IActivitySource
{
    public SourceName Name => SourceName.File;

    public int HistoryDays => 180;

    public bool IsEnabledFor(AthleteSettings athlete) => true;

    public Task<SourceReadResult> ReadAsync(
        AthleteSettings athlete,
        DateTimeOffset from,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult(
            new SourceReadResult
            {
                Outcome = SourceOutcome.Complete,
                Recordings =
                [
                    .. DemoAthlete
                        .CreateActivities(asOf)
                        .Where(activity => activity.Start >= from)
                        .Select(activity => new SourceRecording(Name, activity.Id, RecordingFormat.Fit, activity)),
                ],
            }
        );
}
