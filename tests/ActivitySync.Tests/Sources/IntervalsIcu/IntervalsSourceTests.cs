using System.Text.Json.Nodes;
using ActivitySync.Configuration;
using ActivitySync.Sources;
using ActivitySync.Sources.IntervalsIcu;
using ActivitySync.Sync;

namespace ActivitySync.Tests.Sources.IntervalsIcu;

/// <summary>The source against the stand-in.</summary>
[Trait("Category", "System")]
public sealed class IntervalsSourceTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Late_uploads_edits_a_race_mark_set_afterwards_and_deletions_are_all_seen()
    {
        using var fixture = new IntervalsFixture(Start, activities: _ => CreateRuns(30, hours: 40));
        Assert.Equal(30, (await fixture.SyncAsync()).Changes.New.Count);

        var marked = (JsonObject)fixture.GetExpectedActivities(0).ElementAt(4).DeepClone();
        marked["race"] = true;
        await fixture.PutAsync(0, marked);
        await fixture.DeleteAsync(0, "i10");
        await fixture.PutAsync(0, IntervalsFixture.CreateRun("i99", Start.AddDays(-3)));
        var changes = (await fixture.SyncAsync()).Changes;

        Assert.Equal((1, 1, 1), (changes.New.Count, changes.Changed.Count, changes.Deleted.Count));
        Assert.Single(fixture.GetStoredActivities(), stored => stored.Activity.DeviceRace);
        Assert.False((await fixture.SyncAsync()).Changes.HasAny);
    }

    [Theory]
    [InlineData(130, 1000, 1)]
    [InlineData(182, 1000, 1)]
    [InlineData(430, 1000, 1)]
    [InlineData(430, 100, 6)]
    [InlineData(180, 37, 7)]
    [InlineData(40, 2, 41)]
    public async Task A_list_is_read_to_its_end_and_no_further(int runs, int maxRows, int maxListRequests)
    {
        using var fixture = new IntervalsFixture(
            Start,
            activities: _ => CreateRuns(runs, hours: 182 * 24.0 / runs),
            maxRows: maxRows
        );

        await fixture.SyncAsync();

        fixture.AssertComplete(0, Start.AddDays(-181), "first");
        Assert.InRange(await CountListRequestsAsync(fixture), 1, maxListRequests);
        Assert.False((await fixture.SyncAsync()).Changes.HasAny);
    }

    [Fact]
    public async Task A_first_sync_of_half_a_year_takes_two_requests_and_a_day_about_thirty()
    {
        using var fixture = new IntervalsFixture(Start, activities: _ => CreateRuns(130, hours: 24 * 7 / 5.0));
        await fixture.SyncAsync();
        Assert.InRange(await fixture.CountRequestsAsync(), 1, 2);

        var before = await fixture.CountRequestsAsync();
        for (var hour = 1; hour <= 48; hour++)
        {
            await fixture.MoveToAsync(Start.AddHours(hour));
            await fixture.RunScheduleAsync();
        }

        Assert.InRange((await fixture.CountRequestsAsync() - before) / 2.0, 24, 32);
    }

    [Fact]
    public async Task Stubs_of_Strava_are_counted_and_named_with_what_to_do()
    {
        using var fixture = new IntervalsFixture(Start, activities: _ =>
            CreateRuns(5, hours: 24)
                .Concat(CreateRuns(7, hours: 24, first: 900, source: "STRAVA"))
                .Append(IntervalsFixture.CreateRun("i950", Start.AddDays(-190), source: "STRAVA"))
        );

        var report = await fixture.SyncAsync();

        Assert.Equal(SourceOutcome.Complete, report.Outcome);
        Assert.Equal(5, fixture.GetStoredActivities().Count);
        Assert.Contains("withholds 7 of athlete-0's activities", report.Line, StringComparison.Ordinal);
        Assert.Contains("Connect the watch's own service", report.Line, StringComparison.Ordinal);
        Assert.Equal(report.Line, fixture.FindSyncState()!.Line);
        var (error, lines) = await fixture.Get<IntervalsApiProbe>().ProbeAsync(fixture.Anna, CancellationToken.None);
        Assert.Null(error);
        Assert.Contains(lines, line => line.Contains("withholds 7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wait_is_kept_by_everybody()
    {
        using var fixture = new IntervalsFixture(Start, activities: _ => CreateRuns(5, hours: 24));
        await fixture.SyncAsync();
        await fixture.FaultAsync(CreateFault("activities", 429, retryAfter: "600"));
        Assert.Equal(SourceOutcome.LimitReached, (await fixture.SyncAsync()).Outcome);
        var before = await fixture.CountRequestsAsync();

        await fixture.MoveToAsync(Start.AddMinutes(9));
        Assert.Equal(SourceOutcome.LimitReached, (await fixture.SyncAsync()).Outcome);
        var connection = fixture.Get<IntervalsConnectionService>();
        var refused = await Assert.ThrowsAsync<OperationException>(() =>
            connection.ConnectAsync(fixture.Anna, null, CancellationToken.None)
        );

        Assert.Equal(ErrorKind.RemoteUnavailable, refused.Kind);
        Assert.Equal(before, await fixture.CountRequestsAsync());
        await fixture.MoveToAsync(Start.AddMinutes(11));
        Assert.Equal(SourceOutcome.Complete, (await fixture.SyncAsync()).Outcome);
    }

    [Fact]
    public async Task A_new_key_is_needed_and_used_and_one_of_another_account_is_refused()
    {
        using var fixture = new IntervalsFixture(Start, athletes: 2, athlete => CreateRuns(5, 24, 100 * (athlete + 1)));
        await fixture.SyncAsync();
        await fixture.ChangeKeyAsync(0);

        var refused = await fixture.SyncAsync();
        Assert.Equal(SourceOutcome.ActionNeeded, refused.Outcome);
        Assert.Contains("connect intervals --athlete athlete-0", refused.Line, StringComparison.Ordinal);
        Assert.Equal(5, fixture.GetStoredActivities().Count);

        fixture.Restart();
        Assert.Equal(SourceOutcome.Complete, (await fixture.SyncAsync()).Outcome);

        var connection = fixture.Get<IntervalsConnectionService>();
        var other = fixture.Settings.FileAthletes[1].Sources.Secrets["IntervalsApiKey"];
        var foreign = await Assert.ThrowsAsync<OperationException>(() =>
            connection.ConnectAsync(fixture.Anna, other, null, CancellationToken.None)
        );
        Assert.Contains("another account", foreign.Message, StringComparison.Ordinal);
        await fixture.AssertNoSecretWrittenAsync();
    }

    [Fact]
    public async Task An_implausible_loss_is_not_believed()
    {
        using var fixture = new IntervalsFixture(Start, activities: _ => CreateRuns(20, hours: 24));
        await fixture.SyncAsync();
        for (var i = 1; i <= 12; i++)
        {
            await fixture.DeleteAsync(0, $"i{i}");
        }

        var report = await fixture.SyncAsync();

        Assert.Equal(SourceOutcome.Away, report.Outcome);
        Assert.Equal(20, fixture.GetStoredActivities().Count);
        Assert.Contains("disconnect intervals", report.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_types_are_logged_once_and_unreadable_rows_are_left_out()
    {
        var odd = IntervalsFixture.CreateRun("i1", Start.AddDays(-1));
        odd["type"] = "MoonWalk";
        var broken = IntervalsFixture.CreateRun("i2", Start.AddDays(-2));
        broken["start_date_local"] = "2026-11-21Tnoon";
        broken["start_date"] = "noon";
        using var fixture = new IntervalsFixture(Start, activities: _ => [odd, broken]);

        var report = await fixture.SyncAsync();
        await fixture.SyncAsync();

        Assert.Equal(SourceOutcome.Complete, report.Outcome);
        Assert.Contains("left out", report.Line, StringComparison.Ordinal);
        Assert.Equal("moon-walk", Assert.Single(fixture.GetStoredActivities()).Activity.Sport);
        Assert.Single(fixture.Log.Lines, line => line.Contains("moon-walk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Disconnecting_deletes_what_came_and_connecting_tests_the_key()
    {
        using var fixture = new IntervalsFixture(Start, activities: _ => CreateRuns(3, hours: 24));
        var connection = fixture.Get<IntervalsConnectionService>();
        await connection.ConnectAsync(fixture.Anna, null, CancellationToken.None);
        await fixture.SyncAsync();

        await fixture
            .Get<SourceDisconnector>()
            .DisconnectAsync(fixture.Anna, SourceDescriptors.Get(SourceNames.Intervals), CancellationToken.None);

        Assert.Empty(fixture.GetStoredActivities());
        Assert.Null(fixture.FindSyncState());
        await fixture.ChangeKeyAsync(0);
        var refused = await Assert.ThrowsAsync<OperationException>(() =>
            connection.ConnectAsync(fixture.Anna, null, CancellationToken.None)
        );
        Assert.Equal(ErrorKind.ActionRequired, refused.Kind);
    }

    internal static JsonObject CreateFault(string path, int status, string? retryAfter = null) =>
        new()
        {
            ["path"] = path,
            ["do"] = "status",
            ["status"] = status,
            ["headers"] = retryAfter is null ? new JsonObject() : new JsonObject { ["Retry-After"] = retryAfter },
        };

    /// <summary>Runs at equal distances, the latest first.</summary>
    private static IEnumerable<JsonObject> CreateRuns(
        int count,
        double hours,
        int first = 0,
        string source = "COROS"
    ) =>
        Enumerable
            .Range(1, count)
            .Select(i => IntervalsFixture.CreateRun($"i{first + i}", Start.AddHours(-i * hours), source: source));

    private static async Task<int> CountListRequestsAsync(IntervalsFixture fixture) =>
        (int)(await fixture.Service.GetStatsAsync())["byPath"]!["/api/v1/athlete/0/activities"]!;
}
