using System.Text.Json.Nodes;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Tests.Reliability;

/// <summary>A limit smaller than the need: everybody gets their turn, and it is never overrun.</summary>
public sealed class RateLimitSharingTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 7, 0, TimeSpan.Zero);

    [Fact]
    public async Task Runners_share_a_small_limit_in_turn_through_restarts_even_beside_one_with_many_pages()
    {
        const int athletes = 9;
        const int aQuarter = 4;
        using var world = new SimulatedSyncFixture(
            athletes,
            Start,
            athlete =>
                Enumerable
                    .Range(1, athlete == 0 ? 450 : 3)
                    .Select(i => SimulatedSyncFixture.CreateRun((athlete * 1000) + i, Start.AddHours(-i * 9), "Run")),
            JsonNode.Parse($$"""{"overall":[{{aQuarter}},5000],"read":[{{aQuarter}},5000]}""")
        );
        var turns = new int[athletes];
        var succeeded = new long?[athletes];
        const int firings = 18;
        for (var firing = 0; firing < firings; firing++)
        {
            await world.RunScheduleAsync();
            for (var athlete = 0; athlete < athletes; athlete++)
            {
                var last = world.FindSyncState(athlete);
                if (last?.SucceededAt > (succeeded[athlete] ?? 0))
                {
                    turns[athlete]++;
                }

                succeeded[athlete] = last?.SucceededAt;
            }

            if (firing % 4 == 3)
            {
                world.Restart();
            }

            await world.MoveToAsync(world.Now.AddMinutes(30));
        }

        var stats = await world.Strava.GetStatsAsync();
        TestScale.WriteLine($"turns: {string.Join(' ', turns)}");
        Assert.Equal(0, (int)stats["rateLimited"]!);
        Assert.InRange(turns.Min(), 4, firings); // nobody has two turns while another waits for one
        Assert.Empty(stats["violations"]!.AsArray());
    }

    [Fact]
    public async Task A_closed_limit_is_waited_for_without_a_call_and_the_next_firing_after_it_goes_on()
    {
        using var world = new SimulatedSyncFixture(
            1,
            Start,
            _ => [SimulatedSyncFixture.CreateRun(1, Start.AddDays(-1), "Run")],
            JsonNode.Parse("""{"overall":[1,900],"read":[1,900]}""")
        );
        await world.RunScheduleAsync();
        await world.RunScheduleAsync();
        var waiting = world.FindSyncState(0)!;
        await world.RunScheduleAsync();
        await world.RunScheduleAsync();

        Assert.Equal(1, await world.Strava.CountListRequestsAsync());
        Assert.Equal("limit-reached", waiting.Outcome);
        await world.MoveToAsync(DateTimeOffset.FromUnixTimeSeconds(waiting.RetryAt!.Value));
        await world.RunScheduleAsync();

        Assert.Equal(2, await world.Strava.CountListRequestsAsync());
        Assert.Equal(SourceOutcome.Complete, (await SucceededAsync(world)).Outcome);

        static async Task<ActivitySync.Sources.SourceReadResult> SucceededAsync(SimulatedSyncFixture world)
        {
            await world.MoveToAsync(world.Now.AddMinutes(20));
            return await world
                .Get<StravaSource>()
                .ReadAsync(world.Settings.Athletes[0], world.Now.AddDays(-14), CancellationToken.None);
        }
    }
}
