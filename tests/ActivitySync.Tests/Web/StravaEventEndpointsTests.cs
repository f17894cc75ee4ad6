using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Web;

/// <summary>The daemon with a public address, and the simulator that verifies the address.</summary>
[Trait("Category", "System")]
public sealed class StravaEventEndpointsTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _browser = new();

    public void Dispose()
    {
        _browser.Dispose();
        _stop.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Strava_events_are_subscribed_to_and_start_a_sync_while_a_public_address_is_set()
    {
        using var strava = StravaSimulator.Start(
            new JsonObject
            {
                ["athletes"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = 77,
                        ["tokens"] = new JsonObject { ["access"] = "access-77", ["refresh"] = "refresh-77" },
                    }
                ),
            }
        );
        var settings = Settings(strava, isPublic: true);
        Connect(settings);
        var running = RunCommand.RunAsync(settings, _stop.Token);
        await WaitUntilAsync(running, () => Task.FromResult(Subscription(settings) is not null));
        if (Subscription(settings) is { Line: not null })
        {
            Assert.Fail(Subscription(settings)!.Line!);
        }

        var callback = new Uri(
            (string)Assert.Single((await strava.GetStatsAsync())["subscriptions"]!.AsArray())!["callback_url"]!
        );
        var elsewhere = new Uri(settings.ActivitySync.PublicUrl!, "strava/0123456789abcdef0123456789abcdef");
        Assert.Equal(
            HttpStatusCode.NotFound,
            await StatusAsync(callback + "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=guessed")
        );
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(elsewhere.AbsoluteUri));
        using (var refused = await _browser.PostAsJsonAsync(elsewhere, new { owner_id = 77 }))
        {
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        var before = await strava.CountListRequestsAsync();
        using (var taken = await _browser.PostAsJsonAsync(callback, new { owner_id = 77 }))
        {
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        }

        await WaitUntilAsync(running, async () => await strava.CountListRequestsAsync() > before);
        await _stop.CancelAsync();
        await running.WaitAsync(Limit);

        using var stop = new CancellationTokenSource();
        var offline = RunCommand.RunAsync(Settings(strava, isPublic: false), stop.Token);
        await WaitUntilAsync(offline, () => Task.FromResult(Subscription(settings) is null));
        Assert.Empty((await strava.GetStatsAsync())["subscriptions"]!.AsArray());
        await stop.CancelAsync();
        await offline.WaitAsync(Limit);
    }

    private async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var answer = await _browser.GetAsync(new Uri(address));
        return answer.StatusCode;
    }

    private AppSettings Settings(StravaSimulator strava, bool isPublic)
    {
        var listen = $"http://127.0.0.1:{FreePort.Next()}";
        var farFromNow = (TimeProvider.System.GetUtcNow().Hour + 12) % 24; // so that only an event can wake the sync
        return new AppSettings
        {
            Store = TestStore.For(_directory),
            ActivitySync = new DaemonSettings
            {
                DataDirectory = _directory,
                Listen = listen,
                WakeSeconds = 1,
                PublicUrl = isPublic ? new Uri(listen) : null,
            },
            FileAthletes =
            [
                new AthleteSettings
                {
                    Name = "anna",
                    Email = "anna@example.org",
                    TimeZone = TimeZoneInfo.Utc,
                    Sources = new AthleteSources { Enabled = [SourceNames.Strava] },
                },
            ],
            SourceSettings =
            [
                new StravaSettings
                {
                    ClientId = "1001",
                    ClientSecret = "sim-secret",
                    ApiUrl = new Uri(strava.ApiUrl),
                    OAuthUrl = new Uri(strava.OAuthUrl),
                    SyncSchedule = $"0 0 {farFromNow} * * ?",
                },
            ],
        };
    }

    private static void Connect(AppSettings settings)
    {
        using var connection = new Database(settings, TimeProvider.System).Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, "anna", TimeProvider.System);
        TokenRepository.Save(
            connection,
            new SecretProtector(settings, TimeProvider.System),
            athleteId,
            StravaSource.StoreName,
            new StoredTokens
            {
                SourceAthleteId = "77",
                AccessToken = "access-77",
                RefreshToken = "refresh-77",
                ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(5),
                Scope = "read,activity:read_all",
            },
            TimeProvider.System
        );
        // A first sync at the start would answer the event or delay it.
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-5).ToColumn();
        SyncStateRepository.Save(
            connection,
            new SyncStateRow(
                athleteId,
                StravaSource.StoreName,
                before,
                SourceOutcome.Complete.ToColumn(),
                null,
                before,
                before,
                null,
                0
            )
        );
    }

    private static SubscriptionRow? Subscription(AppSettings settings)
    {
        using var connection = new Database(settings, TimeProvider.System).Open();
        return SubscriptionRepository.Find(connection, StravaSource.StoreName);
    }

    private static async Task WaitUntilAsync(Task running, Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await holds())
        {
            if (running.IsCompleted)
            {
                await running;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token); // between two looks at a daemon at work
        }
    }
}
