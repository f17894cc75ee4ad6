using System.Globalization;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Sources.Strava;

public sealed class StravaRateLimiterTests : IDisposable
{
    private static readonly DateTimeOffset NextQuarter = new(2026, 11, 23, 12, 15, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NextDay = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The wait may be slightly longer than the window, never shorter.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    private readonly StravaFixture _fixture = new();

    public StravaRateLimiterTests() => _fixture.Connect(TimeSpan.FromDays(3));

    private StravaRateLimiter RateLimiter => _fixture.Get<StravaRateLimiter>();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("X-RateLimit", "200,2000", "180,190", "100,1000", "12,13", false)] // all calls, this quarter
    [InlineData("X-RateLimit", "200,2000", "12,13", "100,1000", "90,91", false)] // reading calls, this quarter
    [InlineData("x-ratelimit", "200,2000", "12,13", "100,1000", "90,91", false)]
    [InlineData("X-Ratelimit", "200,2000", "12,1800", "100,1000", "12,13", true)] // all calls, this day
    [InlineData("X-RateLimit", "200, 2000", "12, 13", "100, 1000", "12, 900", true)] // reading calls, this day
    [InlineData("X-RateLimit", "600,30000", "692,29300", "300,3000", "12,13", true)] // more than the limit
    public void It_closes_before_a_limit_is_reached_until_that_window_ends(
        string prefix,
        string limit,
        string used,
        string readLimit,
        string readUsed,
        bool isDay
    )
    {
        RateLimiter.Observe(CreateResponse(200, prefix, limit, used, readLimit, readUsed));

        var closed = RateLimiter.FindBlockingError();

        Assert.Equal(StravaErrorKind.LimitReached, closed!.Kind);
        Assert.InRange(closed.RetryAt!.Value, isDay ? NextDay : NextQuarter, (isDay ? NextDay : NextQuarter) + Slack);
        _fixture.Clock.SetUtcNow(closed.RetryAt!.Value);
        Assert.Null(RateLimiter.FindBlockingError());
    }

    [Theory]
    [InlineData("200,2000", "179,190", "100,1000", "89,899")]
    [InlineData("5,50", "4,4", "5,50", "4,4")] // a small limit is used too
    [InlineData("200,2000", "nonsense", "100,1000", "1,2,3")]
    public void It_stays_open_below(string limit, string used, string readLimit, string readUsed)
    {
        RateLimiter.Observe(CreateResponse(200, "X-RateLimit", limit, used, readLimit, readUsed));

        Assert.Null(RateLimiter.FindBlockingError());
    }

    [Fact]
    public void Too_many_is_believed_against_the_counters()
    {
        RateLimiter.Observe(CreateResponse(429, "X-RateLimit", "600,30000", "574,1000", "300,3000", "1,1"));

        Assert.InRange(RateLimiter.FindBlockingError()!.RetryAt!.Value, NextQuarter, NextQuarter + Slack);
    }

    [Fact]
    public void Too_many_for_the_day_waits_for_midnight_UTC()
    {
        RateLimiter.Observe(CreateResponse(429, "X-RateLimit", "200,2000", "3,3", "100,1000", "3,1001"));

        Assert.InRange(RateLimiter.FindBlockingError()!.RetryAt!.Value, NextDay, NextDay + Slack);
        Assert.Contains("day (UTC)", RateLimiter.FindBlockingError()!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_without_any_header_waits_for_the_next_quarter()
    {
        using var bare = new HttpResponseMessage();
        RateLimiter.Observe(new StravaResponse(429, StravaErrorKind.LimitReached, default, bare.Headers));

        Assert.InRange(RateLimiter.FindBlockingError()!.RetryAt!.Value, NextQuarter, NextQuarter + Slack);
    }

    [Fact]
    public void No_wait_is_kept_for_more_than_a_day()
    {
        using var answer = new HttpResponseMessage();
        answer.Headers.Add("Retry-After", "2000000000");
        RateLimiter.Observe(new StravaResponse(429, StravaErrorKind.LimitReached, default, answer.Headers));

        _fixture.Clock.Advance(TimeSpan.FromHours(23.9));
        Assert.NotNull(RateLimiter.FindBlockingError());
        _fixture.Clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Null(RateLimiter.FindBlockingError());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(200)]
    public void A_limit_met_under_a_clock_that_ran_ahead_closes_nothing(int status)
    {
        _fixture.Clock.AdjustTime(StravaFixture.Now.AddYears(10));
        RateLimiter.Observe(CreateResponse(status, "X-RateLimit", "200,2000", "200,2000", "100,1000", "100,1000"));
        Assert.NotNull(RateLimiter.FindBlockingError());

        _fixture.Clock.AdjustTime(StravaFixture.Now);

        Assert.Null(RateLimiter.FindBlockingError());
    }

    [Fact]
    public void A_clock_that_is_wrong_does_not_call_before_Stravas_window_ends()
    {
        var there = CreateResponse(429, "X-RateLimit", "200,2000", "201,201", "100,1000", "101,101"); // 12:07 at Strava
        // 12:14 here: the window ends in one minute here, in eight at Strava.
        _fixture.Clock.Advance(TimeSpan.FromMinutes(7));

        RateLimiter.Observe(there);

        Assert.InRange(
            RateLimiter.FindBlockingError()!.RetryAt!.Value,
            NextQuarter.AddMinutes(7),
            NextQuarter.AddMinutes(7) + Slack
        );
    }

    [Fact]
    public void An_answer_without_limits_leaves_what_is_known()
    {
        using var bare = new HttpResponseMessage();
        RateLimiter.Observe(CreateResponse(200, "X-RateLimit", "200,2000", "200,210", "100,1000", "100,110"));
        RateLimiter.Observe(new StravaResponse(503, StravaErrorKind.ServerError, default, bare.Headers));

        Assert.NotNull(RateLimiter.FindBlockingError());
    }

    [Fact]
    public async Task Once_closed_no_call_is_made_and_a_restart_does_not_open_it()
    {
        _fixture.StubList(
            """
            {"message":"Rate Limit Exceeded",
             "errors":[{"resource":"Application","field":"rate limit","code":"exceeded"}]}
            """,
            status: 429,
            headers: [("X-RateLimit-Limit", "600,30000"), ("X-RateLimit-Usage", "574,1000")]
        );

        var refused = await _fixture.ReadAsync();
        using var restarted = _fixture.Build();
        var after = await restarted
            .GetRequiredService<StravaSource>()
            .ReadAsync(StravaFixture.Anna, _fixture.Clock.GetUtcNow().AddDays(-9), CancellationToken.None);

        Assert.Equal(SourceOutcome.LimitReached, refused.Outcome);
        Assert.Equal(SourceOutcome.LimitReached, after.Outcome);
        Assert.Equal(refused.RetryAt, after.RetryAt);
        Assert.Equal(0, after.RequestCount);
        Assert.Equal(1, _fixture.CountCalls(StravaFixture.List));
    }

    [Fact]
    public async Task A_reading_heeds_the_headers_of_the_one_before_it()
    {
        _fixture.StubList("[]", headers: [("X-ReadRateLimit-Limit", "100,1000"), ("X-ReadRateLimit-Usage", "95,95")]);

        Assert.Equal(SourceOutcome.Complete, (await _fixture.ReadAsync()).Outcome);
        Assert.Equal(SourceOutcome.LimitReached, (await _fixture.ReadAsync()).Outcome);
        Assert.Equal(1, _fixture.CountCalls(StravaFixture.List));
    }

    private static StravaResponse CreateResponse(
        int status,
        string prefix,
        string limit,
        string used,
        string readLimit,
        string readUsed
    )
    {
        var read = prefix
            .Replace("Rate", "ReadRate", StringComparison.Ordinal)
            .Replace("-rate", "-readrate", StringComparison.Ordinal);
        var headers = new HttpResponseMessage().Headers;
        headers.Add("Date", StravaFixture.Now.ToString("r", CultureInfo.InvariantCulture));
        headers.Add($"{prefix}-Limit", limit);
        headers.Add($"{prefix}-Usage", used);
        headers.Add($"{read}-Limit", readLimit);
        headers.Add($"{read}-Usage", readUsed);
        return new StravaResponse(status, StravaErrorClassifier.Classify(status, default), default, headers);
    }
}
