using System.Text.Json.Nodes;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using ActivitySync.Sync;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Sources.Strava;

/// <summary>Tests against a Strava simulator that is independent of this client.</summary>
[Trait("Category", "System")]
public sealed class StravaSimulatorTests : IDisposable
{
    private readonly StravaSimulator _strava;
    private readonly StravaFixture _fixture;

    public StravaSimulatorTests()
    {
        _strava = StravaSimulator.Start(
            new JsonObject
            {
                ["clientSecret"] = StravaFixture.Secret,
                ["now"] = "2026-11-23T12:07:00Z",
                ["athletes"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = 42,
                        ["firstname"] = "Anna",
                        ["code"] = "c0de",
                        ["activities"] = JsonNode.Parse(StravaSourceTests.Page(1, 12)),
                    }
                ),
            }
        );
        _fixture = new StravaFixture(_strava.Address);
    }

    public void Dispose()
    {
        _fixture.Dispose();
        _strava.Dispose();
    }

    [Fact]
    public async Task The_browser_connects_a_sync_finds_all_and_an_idle_one_costs_one_request()
    {
        await ConnectAsync();

        var first = await SyncAsync();
        var idle = await SyncAsync();

        Assert.Equal(SourceOutcome.Complete, first.Outcome);
        Assert.Equal(12, first.Changes.New.Count);
        Assert.False(idle.Changes.HasAny);
        Assert.Equal(1, idle.Requests);
        await AssertNoViolationsAsync();
    }

    [Fact]
    public async Task Refresh_tokens_are_followed_through_three_rotations_and_a_restart()
    {
        await ConnectAsync();
        for (var i = 0; i < 3; i++)
        {
            await AdvanceAsync(TimeSpan.FromHours(6));
            using var restarted = _fixture.Build();
            var sync = restarted.GetRequiredService<SyncService>();

            var report = Assert.Single(
                await sync.SyncAllAsync(StravaFixture.Anna, SyncDepth.Short, CancellationToken.None)
            );

            Assert.Equal(SourceOutcome.Complete, report.Outcome);
            Assert.Equal(2, report.Requests);
        }

        Assert.Equal(3, (int)(await _strava.GetStatsAsync())["tokenRefreshes"]!);
        await AssertNoViolationsAsync();
    }

    [Theory]
    [InlineData("""{"path":"athlete/activities","do":"reset"}""", true)]
    [InlineData("""{"path":"athlete/activities","do":"truncate"}""", true)]
    [InlineData("""{"path":"athlete/activities","do":"lost-reply"}""", true)]
    [InlineData("""{"path":"athlete/activities","do":"status","status":597}""", true)]
    [InlineData("""{"path":"athlete/activities","do":"reset","count":9}""", false)]
    [InlineData("""{"path":"athlete/activities","do":"truncate","count":9}""", false)]
    [InlineData("""{"path":"athlete/activities","do":"html"}""", false)]
    [InlineData("""{"path":"athlete/activities","do":"empty"}""", false)]
    [InlineData("""{"path":"athlete/activities","do":"malformed"}""", false)]
    public async Task A_fault_on_the_way_passes_or_is_told_and_the_next_sync_is_whole(string fault, bool passes)
    {
        await ConnectAsync();
        await _strava.SendCommandAsync("faults", new JsonArray(JsonNode.Parse(fault)));

        var hit = await SyncAsync();
        await _strava.SendCommandAsync("faults", new JsonArray());
        await SyncAsync();
        var after = await SyncAsync();

        Assert.Equal(passes ? SourceOutcome.Complete : SourceOutcome.Away, hit.Outcome);
        Assert.Equal(passes ? 12 : 0, hit.Changes.New.Count);
        Assert.Equal(SourceOutcome.Complete, after.Outcome);
        Assert.False(after.Changes.HasAny);
        await AssertNoViolationsAsync();
    }

    [Fact]
    public async Task An_athlete_who_removed_the_app_is_told_to_connect_again()
    {
        await ConnectAsync();
        await _strava.SendCommandAsync("revoke", new JsonObject { ["athlete"] = 42 });

        var report = await SyncAsync();

        Assert.Equal(SourceOutcome.ActionNeeded, report.Outcome);
        Assert.Contains("connect strava --athlete anna", report.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_successor_of_a_refresh_token_lost_on_the_way_is_told()
    {
        await ConnectAsync();
        await AdvanceAsync(TimeSpan.FromHours(6));
        await _strava.SendCommandAsync(
            "faults",
            new JsonArray(JsonNode.Parse("""{"path":"oauth/token","do":"lost-reply"}"""))
        );

        var report = await SyncAsync();

        Assert.Equal(SourceOutcome.ActionNeeded, report.Outcome);
        Assert.Contains("lost on the way", report.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_is_never_overrun_and_a_new_quarter_opens_it()
    {
        await ConnectAsync();
        await _strava.SendCommandAsync(
            "set",
            new JsonObject { ["limits"] = JsonNode.Parse("""{"overall":[10,1000],"read":[5,500]}""") }
        );

        var outcomes = new List<SourceOutcome>();
        for (var i = 0; i < 9; i++)
        {
            outcomes.Add((await SyncAsync()).Outcome);
        }

        await AdvanceAsync(TimeSpan.FromMinutes(15));
        outcomes.Add((await SyncAsync()).Outcome);

        Assert.Equal(5, outcomes.Take(9).Count(outcome => outcome == SourceOutcome.Complete));
        Assert.Equal(SourceOutcome.LimitReached, outcomes[8]);
        Assert.Equal(SourceOutcome.Complete, outcomes[9]);
        Assert.Equal(0, (int)(await _strava.GetStatsAsync())["rateLimited"]!);
    }

    [Fact]
    public async Task A_disconnect_ends_it_there_too()
    {
        await ConnectAsync();
        var token = _fixture.FindStoredTokens()!;

        Assert.True(
            await _fixture.Get<StravaDisconnector>().DisconnectAsync(StravaFixture.Anna, CancellationToken.None)
        );

        var reply = await _fixture
            .Get<StravaApiClient>()
            .GetAsync("athlete", token.AccessToken, new RequestCounter(), CancellationToken.None);
        Assert.Equal(StravaErrorKind.TokenRefused, reply.ErrorKind);
    }

    /// <summary>Rehearses what docs/strava.md says about Strava's move of 2027: another host for the API, and the old
    /// endpoints gone.</summary>
    [Fact]
    public async Task The_move_of_the_API_needs_one_setting_and_loses_nothing()
    {
        await ConnectAsync();
        await SyncAsync();
        await _strava.SendCommandAsync("set", new JsonObject { ["year2027"] = true });

        var late = await SyncAsync();

        Assert.Equal(SourceOutcome.Misconfigured, late.Outcome);
        Assert.Contains("(Strava:ApiUrl): not found", late.Line, StringComparison.Ordinal);
        var strava = _fixture.Settings.GetSource<StravaSettings>() with { ApiUrl = _strava.Address };
        using var moved = _fixture.Build(_fixture.Settings with { SourceSettings = [strava] });
        var sync = moved.GetRequiredService<SyncService>();
        for (var i = 0; i < 2; i++)
        {
            var report = Assert.Single(
                await sync.SyncAllAsync(StravaFixture.Anna, SyncDepth.Full, CancellationToken.None)
            );
            Assert.Equal(SourceOutcome.Complete, report.Outcome);
            Assert.False(report.Changes.HasAny); // neither lost nor read twice
            await AdvanceAsync(TimeSpan.FromHours(6)); // the second needs another token
        }

        Assert.True(
            await moved
                .GetRequiredService<StravaDisconnector>()
                .DisconnectAsync(StravaFixture.Anna, CancellationToken.None)
        );
        Assert.Null((await _strava.GetStatsAsync())["byPath"]!["/oauth/deauthorize"]);
        await AssertNoViolationsAsync();
    }

    private async Task ConnectAsync()
    {
        var authorization = _fixture.Get<StravaAuthorization>();
        var state = authorization.CreateState(StravaFixture.Anna);
        await using var callback = await LoopbackCallbackListener.StartAsync(state, CancellationToken.None);
        using var browser = new HttpClient();
        (
            await browser.GetAsync(authorization.BuildAuthorizeUri(state, callback.RedirectUri))
        ).EnsureSuccessStatusCode();
        var answer = authorization.ParseResponse(
            StravaFixture.Anna,
            await callback.WaitForCallbackAsync(CancellationToken.None)
        );
        Assert.Equal(
            "Anna",
            (await authorization.CompleteAsync(StravaFixture.Anna, answer, CancellationToken.None)).FirstName
        );
    }

    private async Task<SyncReport> SyncAsync() =>
        Assert.Single(
            await _fixture.Get<SyncService>().SyncAllAsync(StravaFixture.Anna, SyncDepth.Full, CancellationToken.None)
        );

    private async Task AdvanceAsync(TimeSpan time)
    {
        await _strava.SendCommandAsync("clock", new JsonObject { ["advanceSeconds"] = time.TotalSeconds });
        _fixture.Clock.Advance(time);
    }

    private async Task AssertNoViolationsAsync()
    {
        var stats = await _strava.GetStatsAsync();
        Assert.Empty(stats["violations"]!.AsArray());
        Assert.Equal(0, (int)stats["detailCalls"]!);
    }
}
