using System.Text.Json.Nodes;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Tests.Reliability;

/// <summary>A rate limit too low for all athletes: they take turns, and the limit is never exceeded.</summary>
[Trait("Category", "System")]
public sealed class RateLimitSharingTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 7, 0, TimeSpan.Zero);

    [Fact]
    public async Task Athletes_share_a_low_limit_in_turn_across_restarts()
    {
        const int Athletes = 9; // the first has many pages
        const int LimitPerQuarterHour = 4;
        using var fixture = new SimulatedSyncFixture(
            Athletes,
            Start,
            athlete =>
                Enumerable
                    .Range(1, athlete == 0 ? 450 : 3)
                    .Select(i => SimulatedSyncFixture.CreateRun((athlete * 1000) + i, Start.AddHours(-i * 9), "Run")),
            JsonNode.Parse($$"""{"overall":[{{LimitPerQuarterHour}},5000],"read":[{{LimitPerQuarterHour}},5000]}""")
        );
        var turns = new int[Athletes];
        var succeeded = new long?[Athletes];
        const int Firings = 18;
        for (var firing = 0; firing < Firings; firing++)
        {
            await fixture.RunScheduleAsync();
            for (var athlete = 0; athlete < Athletes; athlete++)
            {
                var last = fixture.FindSyncState(athlete);
                if (last?.SucceededAt > (succeeded[athlete] ?? 0))
                {
                    turns[athlete]++;
                }

                succeeded[athlete] = last?.SucceededAt;
            }

            if (firing % 4 == 3)
            {
                fixture.Restart();
            }

            await fixture.MoveToAsync(fixture.Now.AddMinutes(30));
        }

        var stats = await fixture.Strava.GetStatsAsync();
        TestScale.WriteLine($"turns: {string.Join(' ', turns)}");
        Assert.Equal(0, (int)stats["rateLimited"]!);
        Assert.InRange(turns.Min(), 4, Firings); // no athlete has two turns while another waits
        Assert.Empty(stats["violations"]!.AsArray());
    }

    [Fact]
    public async Task A_used_up_limit_stops_calls_until_the_first_sync_after_it()
    {
        using var fixture = new SimulatedSyncFixture(
            1,
            Start,
            _ => [SimulatedSyncFixture.CreateRun(1, Start.AddDays(-1), "Run")],
            JsonNode.Parse("""{"overall":[1,900],"read":[1,900]}""")
        );
        await fixture.RunScheduleAsync();
        await fixture.RunScheduleAsync();
        var waiting = fixture.FindSyncState(0)!;
        await fixture.RunScheduleAsync();
        await fixture.RunScheduleAsync();

        Assert.Equal(1, await fixture.Strava.CountListRequestsAsync());
        Assert.Equal("limit-reached", waiting.Outcome);
        await fixture.MoveToAsync(DateTimeOffset.FromUnixTimeSeconds(waiting.RetryAt!.Value));
        await fixture.RunScheduleAsync();

        Assert.Equal(2, await fixture.Strava.CountListRequestsAsync());
        Assert.Equal(SourceOutcome.Complete, (await ReadAsync(fixture)).Outcome);

        static async Task<SourceReadResult> ReadAsync(SimulatedSyncFixture fixture)
        {
            await fixture.MoveToAsync(fixture.Now.AddMinutes(20));
            return await fixture
                .Get<StravaSource>()
                .ReadAsync(fixture.Settings.FileAthletes[0], fixture.Now.AddDays(-14), CancellationToken.None);
        }
    }
}
