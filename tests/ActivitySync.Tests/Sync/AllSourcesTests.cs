using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.IntervalsIcu;
using ActivitySync.Sources.Strava;
using ActivitySync.Sync;
using ActivitySync.Tests.FileFormats;
using ActivitySync.Tests.FileFormats.Fit;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Sources.Garmin;
using ActivitySync.Tests.Sources.IntervalsIcu;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActivitySync.Tests.Sync;

/// <summary>
/// The same training block from Strava, Garmin, intervals.icu, the watch's files, and from all of them.
/// </summary>
[Trait("Category", "System")]
public sealed class AllSourcesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 23);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_same_training_from_any_source_gives_the_same_plan_and_counts_once()
    {
        var runs = CreateTrainingBlock().ToList();
        await using var garmin = await GarminServerFixture.StartAsync();
        using var strava = StravaSimulator.Start(
            new JsonObject
            {
                ["now"] = "2026-11-23T12:00:00Z",
                ["athletes"] = new JsonArray([
                    .. new[] { 500, 501 }.Select(id => new JsonObject
                    {
                        ["id"] = id,
                        ["tokens"] = new JsonObject
                        {
                            ["access"] = $"access-{id}",
                            ["refresh"] = $"refresh-{id}",
                            ["expiresAt"] = "2026-11-23T18:00:00Z",
                        },
                        ["activities"] = new JsonArray([
                            .. runs.Select((run, i) => CreateStravaActivity(run, (id * 1000) + i)),
                        ]),
                    }),
                ]),
            }
        );
        using var intervals = IntervalsSimulator.Start(
            new JsonObject
            {
                ["now"] = "2026-11-23T12:00:00Z",
                ["athletes"] = new JsonArray([
                    .. new[] { "intervals", "all" }.Select(name => new JsonObject
                    {
                        ["id"] = $"i-{name}",
                        ["key"] = $"key-{name}",
                        ["timezone"] = "Europe/Berlin",
                        ["activities"] = new JsonArray([.. runs.Select(CreateIntervalsActivity)]),
                    }),
                ]),
            }
        );
        foreach (var (run, i) in runs.Select((run, i) => (run, i)))
        {
            garmin.Activities.Add(GarminServerFixture.Run(i + 1, run.Start, minutes: run.Minutes, meters: run.Meters));
        }

        foreach (var (run, i) in runs.Select((run, i) => (run, i)))
        {
            await File.WriteAllBytesAsync(Path.Combine(_directory, $"{i}.fit"), CreateFile(run));
        }

        var settings = new AppSettings
        {
            Store = TestStore.For(Path.Combine(_directory, "data")),
            ActivitySync = new DaemonSettings { DataDirectory = Path.Combine(_directory, "data") },
            FileAthletes =
            [
                CreateAthlete("strava", SourceNames.Strava),
                CreateAthlete("garmin", SourceNames.Garmin),
                CreateAthlete("intervals", SourceNames.Intervals),
                CreateAthlete("files"),
                CreateAthlete("all", SourceNames.Strava, SourceNames.Garmin, SourceNames.Intervals),
            ],
            SourceSettings =
            [
                new StravaSettings
                {
                    ClientId = "1001",
                    ClientSecret = "sim-secret",
                    ApiUrl = new Uri(strava.ApiUrl),
                    OAuthUrl = new Uri(strava.OAuthUrl),
                },
                new GarminSettings { ApiUrl = garmin.Address },
                new IntervalsSettings { ApiUrl = intervals.ApiUrl },
            ],
        };
        await using var services = new ServiceCollection()
            .AddActivitySync(settings, new FastForwardClock(Now))
            .AddLogging(logging => logging.ClearProviders())
            .BuildServiceProvider();
        Connect(services, settings, ("strava", "500"), ("all", "501"));

        var plans = new List<string>();
        foreach (var athlete in settings.FileAthletes)
        {
            foreach (
                var report in await services
                    .GetRequiredService<SyncService>()
                    .SyncAllAsync(athlete, SyncDepth.Full, CancellationToken.None)
            )
            {
                Assert.Null(report.Line);
            }

            if (athlete.Name is "files" or "all")
            {
                services
                    .GetRequiredService<FileImporter>()
                    .Import(
                        athlete,
                        [.. Directory.GetFiles(_directory, "*.fit")],
                        null,
                        false,
                        _ => { },
                        _ => { },
                        default
                    );
            }

            plans.Add(Plan(services, athlete, out var activities));
            Assert.Equal(runs.Count, activities);
            if (athlete.Name is "intervals" or "all")
            {
                // Whatever the copies, the maker of the watch is named where its data is shown.
                Assert.All(LoadActivities(services, athlete), activity =>
                    Assert.Contains(SourceNames.Garmin, activity.DeviceMakers)
                );
            }
        }

        Assert.Contains("\"long-run\"", plans[0], StringComparison.Ordinal);
        Assert.Contains("\"massage\":{", plans[0], StringComparison.Ordinal);
        Assert.All(plans, plan => Assert.Equal(plans[0], plan));
    }

    private static IEnumerable<(DateTimeOffset Start, double Minutes, double Meters)> CreateTrainingBlock()
    {
        for (var day = 70; day >= 1; day--)
        {
            var minutes = (day % 7) switch
            {
                1 when day == 1 => 185, // three hours are worth a first massage
                1 => 90 + (day % 4 * 20),
                3 => 45,
                4 => 50,
                6 => 40,
                _ => 0,
            };
            if (minutes == 0)
            {
                continue;
            }

            var start = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(1)).AddDays(-day);
            if (start.UtcDateTime < new DateTime(2026, 10, 25, 1, 0, 0, DateTimeKind.Utc))
            {
                start = new DateTimeOffset(start.DateTime, TimeSpan.FromHours(2));
            }

            yield return (start, minutes, minutes * 171.0);
        }
    }

    private static JsonObject CreateStravaActivity((DateTimeOffset Start, double Minutes, double Meters) run, int id) =>
        new()
        {
            ["id"] = id,
            ["name"] = "Morning Run",
            ["sport_type"] = "Run",
            ["distance"] = run.Meters,
            ["moving_time"] = (int)(run.Minutes * 60),
            ["elapsed_time"] = (int)(run.Minutes * 61),
            ["start_date"] = run.Start.UtcDateTime.ToString(
                "yyyy-MM-ddTHH:mm:ssZ",
                System.Globalization.CultureInfo.InvariantCulture
            ),
            ["start_date_local"] = run.Start.DateTime.ToString(
                "yyyy-MM-ddTHH:mm:ssZ",
                System.Globalization.CultureInfo.InvariantCulture
            ),
            ["average_heartrate"] = 142.0,
            ["max_heartrate"] = 168.0,
        };

    private static JsonObject CreateIntervalsActivity(
        (DateTimeOffset Start, double Minutes, double Meters) run,
        int number
    )
    {
        var activity = IntervalsFixture.CreateRun(
            $"i{number}",
            run.Start,
            kilometers: run.Meters / 1000,
            source: "GARMIN_CONNECT"
        );
        activity["moving_time"] = (int)(run.Minutes * 60);
        activity["elapsed_time"] = (int)(run.Minutes * 61);
        activity["average_heartrate"] = 142;
        activity["max_heartrate"] = 168;
        activity["device_name"] = "Forerunner 965";
        return activity;
    }

    private static IReadOnlyList<StoredActivity> LoadActivities(ServiceProvider services, AthleteSettings athlete)
    {
        using var connection = services.GetRequiredService<Database>().Open();
        return StoredActivityLoader.Load(connection, AthleteRepository.GetIdForReading(connection, athlete.Name));
    }

    private static byte[] CreateFile((DateTimeOffset Start, double Minutes, double Meters) run)
    {
        var start = (uint)(run.Start.ToUnixTimeSeconds() - 631_065_600);
        return new FitBuilder()
            .FileId(4)
            .Session(
                start: start,
                elapsedMs: (uint)(run.Minutes * 61_000),
                timerMs: (uint)(run.Minutes * 60_000),
                distanceCm: (uint)(run.Meters * 100),
                averageHeartRate: 142,
                maxHeartRate: 168,
                rpe: 255
            )
            .Activity(start, (long)run.Start.Offset.TotalSeconds)
            .ToFile();
    }

    private static AthleteSettings CreateAthlete(string name, params SourceName[] sources) =>
        new()
        {
            Name = name,
            Email = $"{name}@example.org",
            TimeZone = ActivityFileFixture.Berlin,
            Sources = new AthleteSources
            {
                Enabled = sources,
                Secrets = new Dictionary<string, string>
                {
                    ["GarminApiKey"] = GarminServerFixture.Key,
                    ["IntervalsApiKey"] = $"key-{name}",
                },
            },
        };

    private static void Connect(
        ServiceProvider services,
        AppSettings settings,
        params (string Name, string Id)[] athletes
    )
    {
        using var connection = services.GetRequiredService<Database>().Open();
        foreach (var (name, id) in athletes)
        {
            var clock = services.GetRequiredService<TimeProvider>();
            TokenRepository.Save(
                connection,
                new SecretProtector(settings, clock),
                AthleteRepository.GetOrAddId(connection, name, clock),
                StravaSource.StoreName,
                new StoredTokens
                {
                    SourceAthleteId = id,
                    AccessToken = $"access-{id}",
                    RefreshToken = $"refresh-{id}",
                    ExpiresAt = Now.AddHours(6),
                    Scope = "",
                },
                clock
            );
        }
    }

    /// <summary>The plan as JSON without ids and texts, which tell of the source.</summary>
    private static string Plan(ServiceProvider services, AthleteSettings athlete, out int activities)
    {
        var plan = services.GetRequiredService<AdviceService>().Plan(athlete, Today).Plan;
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            PlanDocument.Write(json, plan);
        }

        var document = JsonNode.Parse(Encoding.UTF8.GetString(bytes.ToArray()))!.AsObject();
        activities = document["activities"]!.AsArray().Count;
        foreach (var activity in document["activities"]!.AsArray())
        {
            activity!.AsObject().Remove("id");
        }

        return document.ToJsonString();
    }
}
