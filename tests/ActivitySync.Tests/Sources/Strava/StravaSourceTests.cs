using System.Globalization;
using ActivitySync.Sources;
using WireMock.ResponseBuilders;

namespace ActivitySync.Tests.Sources.Strava;

public sealed class StravaSourceTests : IDisposable
{
    private readonly StravaFixture _fixture = new();

    public StravaSourceTests() => _fixture.Connect(TimeSpan.FromHours(5));

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task An_ordinary_window_is_one_call_with_the_token_in_the_header_alone()
    {
        _fixture.StubList(Page(1, 199));

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.Complete, reading.Outcome);
        Assert.Equal(199, reading.Recordings.Count);
        Assert.Equal(1, reading.RequestCount);
        Assert.Null(reading.Message);
        var call = Assert.Single(_fixture.Server.LogEntries).RequestMessage!;
        Assert.Equal("Bearer access-1", call.Headers!["Authorization"][0]);
        Assert.DoesNotContain("access-1", call.Url, StringComparison.Ordinal);
        Assert.Contains("per_page=200&page=1", call.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_page_is_followed_until_a_short_one_and_a_row_seen_twice_counts_once()
    {
        _fixture.StubList(Page(1, 200), page: 1);
        _fixture.StubList(Page(200, 200), page: 2); // shifted by one meanwhile
        _fixture.StubList("[]", page: 3);

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.Complete, reading.Outcome);
        Assert.Equal(399, reading.Recordings.Count);
        Assert.Equal(3, reading.RequestCount);
    }

    [Fact]
    public async Task A_page_that_fails_voids_the_whole_reading()
    {
        _fixture.StubList(Page(1, 200), page: 1);
        _fixture.StubList("<html>", page: 2);

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.Away, reading.Outcome);
        Assert.Empty(reading.Recordings);
        Assert.Contains("cannot be read", reading.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_gives_the_same_page_for_ever_is_not_believed()
    {
        _fixture.StubList(Page(1, 200));

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.Away, reading.Outcome);
        Assert.Equal(2, reading.RequestCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE html><html><body>a breather</body></html>")]
    [InlineData("[{\"id\":1")]
    [InlineData("{\"message\":\"ok\"}")]
    public async Task What_is_no_list_is_no_empty_list(string body)
    {
        _fixture.StubList(body);

        Assert.Equal(SourceOutcome.Away, (await _fixture.ReadAsync()).Outcome);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(597)]
    [InlineData(408)]
    public async Task What_can_pass_is_tried_again(int status)
    {
        _fixture
            .Server.Given(StravaFixture.CreateListRequest())
            .InScenario("s")
            .WillSetStateTo("up")
            .RespondWith(Response.Create().WithStatusCode(status));
        _fixture
            .Server.Given(StravaFixture.CreateListRequest())
            .InScenario("s")
            .WhenStateIs("up")
            .RespondWith(Response.Create().WithBody(Page(1, 3)));

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.Complete, reading.Outcome);
        Assert.Equal(2, reading.RequestCount);
    }

    [Fact]
    public async Task A_server_that_stays_down_is_away_after_four_tries()
    {
        _fixture.StubList("", status: 502);

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.Away, reading.Outcome);
        Assert.Equal(4, reading.RequestCount);
        Assert.Contains("HTTP 502", reading.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(301)]
    public async Task What_cannot_pass_is_asked_once(int status)
    {
        _fixture.StubList("{}", status: status);

        var reading = await _fixture.ReadAsync();

        Assert.NotEqual(SourceOutcome.Complete, reading.Outcome);
        Assert.Equal(1, reading.RequestCount);
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_after_the_timeout()
    {
        _fixture
            .Server.Given(StravaFixture.CreateListRequest())
            .RespondWith(Response.Create().WithDelay(Timeout.Infinite).WithBody("[]"));
        var asked = new TaskCompletionSource();
        _fixture.Server.LogEntriesChanged += (_, _) => asked.TrySetResult();

        var reading = _fixture.ReadAsync();
        while (!reading.IsCompleted)
        {
            _fixture.Clock.Advance(TimeSpan.FromSeconds(20));
            await Task.Yield();
        }

        Assert.Equal(SourceOutcome.Away, (await reading).Outcome);
        Assert.Contains("in time", (await reading).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_window_is_never_asked_for_in_the_future()
    {
        _fixture.StubList("[]");

        await _fixture.Source.ReadAsync(
            StravaFixture.Anna,
            _fixture.Clock.GetUtcNow().AddDays(3),
            CancellationToken.None
        );

        var after = long.Parse(
            _fixture.Server.LogEntries.Single().RequestMessage!.Query!["after"][0],
            CultureInfo.InvariantCulture
        );
        Assert.True(after < _fixture.Clock.GetUtcNow().ToUnixTimeSeconds());
    }

    [Fact]
    public async Task An_unreadable_row_is_skipped_and_reported()
    {
        _fixture.StubList(
            $$"""[{"id":77,"start_date":"1970-01-01T00:00:00Z","start_date_local":"1970-01-01T00:00:00Z"},{{Row(5)}}]"""
        );

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.Complete, reading.Outcome);
        Assert.Equal(["77"], reading.UnreadableIds);
        Assert.Equal("5", Assert.Single(reading.Recordings).SourceId);
        Assert.Contains("activities/77", reading.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"id\":7}")]
    [InlineData("{\"id\":\"7\"}")]
    public async Task A_row_of_another_athlete_is_left_out_and_reported(string owner)
    {
        _fixture.StubList(
            $"[{RowOf("{\"id\":42}", 5)},{RowOf(owner, 6)},{Row(7)},{RowOf("{\"resource_state\":1}", 8)}]"
        );

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.Complete, reading.Outcome);
        Assert.Equal(["5", "7", "8"], reading.Recordings.Select(recording => recording.SourceId).Order());
        Assert.Empty(reading.UnreadableIds);
        Assert.True(reading.HasForeignRows);
        Assert.Contains("another account (1)", reading.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_another_athlete_is_an_error()
    {
        _fixture.StubList($"[{RowOf("{\"id\":7}", 5)},{RowOf("{\"id\":7}", 6)}]");

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.ActionNeeded, reading.Outcome);
        Assert.Empty(reading.Recordings);
        Assert.Contains("another account", reading.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_page_of_another_athlete_does_not_end_the_list()
    {
        var foreign = Enumerable.Range(1, 200).Select(id => RowOf("{\"id\":7}", id));
        _fixture.StubList($"[{string.Join(',', foreign)}]", page: 1);
        _fixture.StubList($"[{RowOf("{\"id\":42}", 500)}]", page: 2);
        _fixture.StubList("[]", page: 3);

        var reading = await _fixture.ReadAsync();

        Assert.Equal("500", Assert.Single(reading.Recordings).SourceId);
        Assert.True(reading.HasForeignRows);
    }

    private static string RowOf(string athlete, int id) => $"{{\"athlete\":{athlete},{Row(id).TrimStart()[1..]}";

    [Fact]
    public async Task A_missing_scope_is_told_and_no_token_is_renewed_for_it()
    {
        _fixture.StubList(
            """
            {"message":"Authorization Error",
             "errors":[{"resource":"AccessToken","field":"activity:read_permission","code":"missing"}]}
            """,
            status: 401
        );

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.ActionNeeded, reading.Outcome);
        Assert.Contains("unchecked", reading.Message, StringComparison.Ordinal);
        Assert.Equal(0, _fixture.CountCalls(StravaFixture.TokenPath));
    }

    [Fact]
    public async Task An_inactive_app_is_told_with_the_way_out_and_the_tokens_live_on()
    {
        _fixture.StubList(
            """{"message":"Forbidden","errors":[{"resource":"Application","field":"Status","code":"Inactive"}]}""",
            status: 403
        );

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.ActionNeeded, reading.Outcome);
        Assert.Contains("subscription", reading.Message, StringComparison.Ordinal);
        Assert.Null(_fixture.FindStoredTokens()!.DeadReason);
    }

    [Fact]
    public async Task An_athlete_who_never_connected_costs_no_request()
    {
        var reading = await _fixture.Source.ReadAsync(
            StravaFixture.Ben,
            _fixture.Clock.GetUtcNow().AddDays(-9),
            CancellationToken.None
        );

        Assert.Equal(SourceOutcome.ActionNeeded, reading.Outcome);
        Assert.Equal(0, reading.RequestCount);
        Assert.Contains("connect strava --athlete ben", reading.Message, StringComparison.Ordinal);
    }

    internal static string Page(int first, int count) =>
        $"[{string.Join(',', Enumerable.Range(first, count).Select(Row))}]";

    internal static string Row(int id) =>
        $$"""
            {"id":{{id}},"name":"Run {{id}}","sport_type":"Run",
             "distance":10000.0,"moving_time":3000,"elapsed_time":3100,
             "start_date":"2026-11-{{(id % 20) + 1:00}}T07:00:00Z",
             "start_date_local":"2026-11-{{(id % 20) + 1:00}}T08:00:00Z"}
            """;
}
