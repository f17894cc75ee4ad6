using System.Globalization;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using ActivitySync.Tests.Reliability;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Sources.Strava;

/// <summary>
/// Several nodes, each with its own limiter, that call Strava with one app and one database: a call is counted before
/// it is made, and the headers of answers only raise the count.
/// </summary>
public sealed class SharedRateLimitTests : IDisposable
{
    private const int Unlimited = 1_000_000;

    private readonly StravaFixture _fixture = new();

    public SharedRateLimitTests() => _fixture.Connect(TimeSpan.FromDays(3));

    private StravaRateLimiter Limiter => _fixture.Get<StravaRateLimiter>();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_callers_make_exactly_as_many_calls_as_a_limit_allows(bool isDay)
    {
        const int nodes = 4;
        const int callersPerNode = 4;
        var limit = TestScale.Choose(100, 2_000);
        var limits = isDay ? $"{Unlimited},{limit}" : $"{limit},{Unlimited}";
        Limiter.Observe(CreateAnswer(limits, used: 0));
        var calls = 0;

        await Task.WhenAll(
            Enumerable
                .Range(0, nodes)
                .Select(_ => CreateNode())
                .SelectMany(node => Enumerable.Repeat(node, callersPerNode))
                .Select(node => Task.Run(() => CallUntilRefused(node), TestContext.Current.CancellationToken))
        );

        TestScale.WriteLine($"{calls} of {limit} calls");
        Assert.Equal(limit - (limit / 10), calls);
        Assert.NotNull(Limiter.FindBlockingError());

        void CallUntilRefused(StravaRateLimiter node)
        {
            while (node.TryReserve() is null)
            {
                node.Observe(CreateAnswer(limits, Interlocked.Increment(ref calls)));
            }
        }
    }

    [Fact]
    public void An_answer_that_counts_less_does_not_lower_the_count()
    {
        Limiter.Observe(CreateAnswer("5,50", used: 0));
        Assert.Equal(3, CountAllowed(max: 3));

        Limiter.Observe(CreateAnswer("5,50", used: 1));

        Assert.Equal(2, CountAllowed());
    }

    [Fact]
    public void An_answer_that_counts_calls_of_other_programs_raises_the_count()
    {
        Limiter.Observe(CreateAnswer("5,50", used: 0));
        Assert.Equal(1, CountAllowed(max: 1));

        Limiter.Observe(CreateAnswer("5,50", used: 4));

        Assert.Equal(1, CountAllowed());
    }

    [Fact]
    public void A_changed_limit_applies_at_once()
    {
        Limiter.Observe(CreateAnswer("5,50", used: 0));
        Assert.Equal(3, CountAllowed(max: 3));

        Limiter.Observe(CreateAnswer("9,90", used: 3));

        Assert.Equal(6, CountAllowed());
    }

    [Fact]
    public void A_new_quarter_begins_at_zero_and_the_day_goes_on()
    {
        Limiter.Observe(CreateAnswer("5,8", used: 0));
        Assert.Equal(5, CountAllowed());

        _fixture.Clock.SetUtcNow(Limiter.FindBlockingError()!.RetryAt!.Value);
        Assert.Equal(3, CountAllowed());

        var retryAt = Limiter.FindBlockingError()!.RetryAt!.Value;
        Assert.Equal(StravaFixture.Now.Date.AddDays(1), retryAt.UtcDateTime.Date);
        _fixture.Clock.SetUtcNow(retryAt);
        Assert.Equal(5, CountAllowed());
    }

    [Fact]
    public void Quarters_without_an_answer_are_those_of_Stravas_clock()
    {
        _fixture.Clock.Advance(TimeSpan.FromMinutes(7)); // 12:14 here, 12:07 at Strava
        Limiter.Observe(CreateAnswer("5,50", used: 0));
        _fixture.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(5, CountAllowed());

        var quarter = new DateTimeOffset(2026, 11, 23, 13, 22, 0, TimeSpan.Zero);
        Assert.InRange(Limiter.FindBlockingError()!.RetryAt!.Value, quarter, quarter.AddSeconds(3));
    }

    [Fact]
    public void A_late_answer_of_the_quarter_before_closes_nothing()
    {
        Limiter.Observe(CreateAnswer("5,50", used: 0));
        Assert.Equal(5, CountAllowed());
        _fixture.Clock.SetUtcNow(Limiter.FindBlockingError()!.RetryAt!.Value);
        Assert.Equal(1, CountAllowed(max: 1));

        Limiter.Observe(CreateAnswer("5,50", used: 5, StravaFixture.Now.AddMinutes(7.9)));

        Assert.Equal(4, CountAllowed());
    }

    [Fact]
    public void An_answer_on_its_way_does_not_end_the_wait_after_a_refusal()
    {
        Limiter.Observe(CreateAnswer("5,50", used: 2, status: 429));

        Limiter.Observe(CreateAnswer("5,50", used: 1));

        Assert.Equal(0, CountAllowed());
    }

    [Fact]
    public async Task Each_retry_is_counted_and_needs_an_allowed_call()
    {
        Limiter.Observe(CreateAnswer("10,100", used: 7)); // one call in ten is reserved
        _fixture.StubList("", status: 500);

        var result = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.LimitReached, result.Outcome);
        Assert.NotNull(result.RetryAt);
        Assert.Equal((2, 2), (result.RequestCount, _fixture.CountCalls(StravaFixture.List)));
    }

    [Fact]
    public async Task A_call_without_a_connection_is_not_counted()
    {
        Limiter.Observe(CreateAnswer("10,100", used: 3));
        _fixture.Server.Stop();

        Assert.Equal(SourceOutcome.Away, (await _fixture.ReadAsync()).Outcome);

        Assert.Equal(6, CountAllowed());
    }

    /// <summary>The limiter of another node, with the same database.</summary>
    private StravaRateLimiter CreateNode()
    {
        var database = new Database(_fixture.Settings, _fixture.Clock);
        return new(database, new Leases(database, _fixture.Clock, NullLogger<Leases>.Instance), _fixture.Clock);
    }

    private int CountAllowed(int max = 100)
    {
        var count = 0;
        while (count < max && Limiter.TryReserve() is null)
        {
            count++;
        }

        return count;
    }

    /// <param name="limits">Of the quarter hour and the day.</param>
    /// <param name="used">The calls in both.</param>
    /// <param name="at">The time at Strava.</param>
    /// <param name="status">The status.</param>
    private static StravaResponse CreateAnswer(string limits, int used, DateTimeOffset? at = null, int status = 200)
    {
        var headers = new HttpResponseMessage().Headers;
        headers.Add("Date", (at ?? StravaFixture.Now).ToString("r", CultureInfo.InvariantCulture));
        headers.Add("X-ReadRateLimit-Limit", limits);
        headers.Add("X-ReadRateLimit-Usage", string.Create(CultureInfo.InvariantCulture, $"{used},{used}"));
        return new StravaResponse(status, StravaErrorClassifier.Classify(status, default), default, headers);
    }
}
