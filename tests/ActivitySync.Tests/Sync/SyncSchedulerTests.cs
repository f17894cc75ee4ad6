using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Tests.Data;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Sync;

/// <summary>
/// Failed syncs and wrong clocks neither cause a request at each wake-up nor stop requests for years.
/// </summary>
[RunsAlone]
public sealed class SyncSchedulerTests : IDisposable
{
    private static readonly AthleteSettings Anna = new()
    {
        Name = "anna",
        Email = "anna@example.org",
        TimeZone = TimeZoneInfo.Utc,
        Sources = new AthleteSources { Enabled = [SourceNames.Strava, SourceNames.Garmin] },
    };

    private readonly SyncFixture _fixture = new();
    private readonly ScriptedSource _strava = new(SourceNames.Strava);
    private readonly ScriptedSource _garmin = new(SourceNames.Garmin) { IsEnabled = true };

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task An_unexpected_error_at_one_source_is_reported_and_the_other_is_synced()
    {
        _strava.Failure = new FormatException("odd");

        var exception = await Assert.ThrowsAsync<OperationException>(SyncDueAsync);

        Assert.Contains("anna", exception.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (_strava.ReadCount, _garmin.ReadCount));
        Assert.Equal(
            (1L, SyncFixture.Now.ToColumn()),
            (FindLastSync(SourceNames.Strava).Failures, FindLastSync(SourceNames.Strava).TriedAt)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hint_whose_sync_fails_stands_and_is_tried_less_and_less_often(bool isUnforeseen)
    {
        await SyncDueAsync();
        if (isUnforeseen)
        {
            _strava.Failure = new FormatException("odd");
        }
        else
        {
            _strava.Answer = new() { Outcome = SourceOutcome.Away, RequestCount = 1 };
        }

        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        Hint();

        for (var minute = 0; minute < 50; minute++)
        {
            await WakeAsync();
        }

        Assert.InRange(_strava.ReadCount, 3, 6); // one before the hint
        Assert.True(IsHinted());

        (_strava.Failure, _strava.Answer) = (null, SyncFixture.Complete());
        for (var minute = 0; minute < 60; minute++)
        {
            await WakeAsync();
        }

        Assert.False(IsHinted());
        Assert.Equal("complete", FindLastSync(SourceNames.Strava).Outcome);
    }

    [Fact]
    public async Task A_clock_that_was_years_ahead_for_one_sync_holds_nothing_up()
    {
        _fixture.Clock.AdjustTime(SyncFixture.Now.AddYears(10));
        await SyncDueAsync();
        Hint();
        _strava.Answer = new()
        {
            Outcome = SourceOutcome.LimitReached,
            RequestCount = 1,
            RetryAt = SyncFixture.Now.AddYears(10).AddHours(1),
        };
        await Scheduler.SyncSourceAsync(SourceNames.Strava, CancellationToken.None);
        _fixture.Clock.AdjustTime(SyncFixture.Now);
        _strava.Answer = SyncFixture.Complete();
        var asked = (_strava.ReadCount, _garmin.ReadCount);

        await SyncDueAsync(); // its last time is missed, by any clock that is right

        Assert.Equal((asked.Item1 + 1, asked.Item2 + 1), (_strava.ReadCount, _garmin.ReadCount));
        Assert.Equal(SyncFixture.Now.AddDays(-181), _strava.LastFrom); // the whole window
        Assert.Equal(SyncFixture.Now.ToColumn(), FindLastSync(SourceNames.Strava).FullAt);
        Assert.False(IsHinted());
    }

    [Fact]
    public async Task A_wake_up_needs_as_many_statements_for_fifty_athletes_as_for_five()
    {
        var athletes = Enumerable.Range(0, 50).Select(number => Anna with { Name = $"athlete{number}" }).ToList();
        await CreateScheduler(athletes).SyncDueAsync(CancellationToken.None);
        Assert.Equal((50, 50), (_strava.ReadCount, _garmin.ReadCount));

        var few = await CountStatementsAsync(CreateScheduler(athletes[..5]));

        Assert.InRange(few, 1, 60);
        Assert.Equal(few, await CountStatementsAsync(CreateScheduler(athletes)));
        Assert.Equal((50, 50), (_strava.ReadCount, _garmin.ReadCount));
    }

    private Task<int> CountStatementsAsync(SyncScheduler scheduler) =>
        StatementCounter.CountAsync(_fixture.Database, () => scheduler.SyncDueAsync(CancellationToken.None));

    private SyncScheduler Scheduler => CreateScheduler([Anna]);

    private SyncScheduler CreateScheduler(IReadOnlyList<AthleteSettings> athletes) =>
        new(
            _fixture.Database,
            _fixture.Settings with
            {
                FileAthletes = athletes,
            },
            RosterBuilder.Create(_fixture.Database, _fixture.Settings with { FileAthletes = athletes }),
            _fixture.Clock,
            _fixture.CreateSyncService(_strava, _garmin),
            new PendingWrites(_fixture.Clock, NullLogger<PendingWrites>.Instance),
            NullLogger<SyncScheduler>.Instance
        );

    private Task SyncDueAsync() => Scheduler.SyncDueAsync(CancellationToken.None);

    private async Task WakeAsync()
    {
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        try
        {
            await SyncDueAsync();
        }
        catch (OperationException)
        {
            // counted by the job's watch
        }
    }

    private void Hint()
    {
        using var connection = _fixture.Database.Open();
        SyncHintRepository.Save(connection, _fixture.AthleteId, "strava", _fixture.Clock.GetUtcNow().AddSeconds(-1));
    }

    private bool IsHinted()
    {
        using var connection = _fixture.Database.Open();
        return SyncHintRepository.Find(connection, _fixture.AthleteId, "strava") is not null;
    }

    private SyncStateRow FindLastSync(SourceName source)
    {
        using var connection = _fixture.Database.Open();
        return SyncStateRepository.Find(connection, _fixture.AthleteId, source.ToColumn())!;
    }
}
