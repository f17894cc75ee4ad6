using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.Logging;
using static ActivitySync.Tests.Sync.SyncFixture;

namespace ActivitySync.Tests.Sync;

public sealed class SyncServiceTests : IDisposable
{
    private static readonly AthleteSettings Anna = new()
    {
        Name = "anna",
        Email = "anna@example.org",
        TimeZone = TimeZoneInfo.Utc,
    };

    private readonly SyncFixture _fixture = new();
    private readonly ScriptedSource _strava = new(SourceNames.Strava);
    private readonly ScriptedSource _garmin = new(SourceNames.Garmin);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_full_sync_reads_the_history_and_a_day_and_says_how_far_it_knows()
    {
        _strava.Answer = Complete(Strava("1", DaysAgo(3))) with { RequestCount = 1 };

        var report = Assert.Single(await Sync(SyncDepth.Full));

        Assert.Equal(Now.AddDays(-181), _strava.LastFrom);
        Assert.Equal(
            (SourceOutcome.Complete, 1, 1, Now),
            (report.Outcome, report.Changes.New.Count, report.Requests, report.Until)
        );
        Assert.Null(report.Line);
        Assert.Equal((Now.ToColumn(), Now.ToColumn(), 0L), (Row.SucceededAt, Row.FullAt, Row.Failures));
    }

    [Fact]
    public async Task An_unknown_sport_is_logged_once_for_a_source()
    {
        using var log = new LogCapture();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(log));
        var unknown = Strava("1", DaysAgo(3));
        _strava.Answer = Complete(
            unknown with
            {
                Activity = unknown.Activity with { Sport = "quidditch" },
            },
            Strava("2", DaysAgo(4))
        );
        var service = _fixture.CreateSyncService(logging.CreateLogger<SyncService>(), _strava);

        await service.SyncAllAsync(Anna, SyncDepth.Full, default);
        await service.SyncAllAsync(Anna, SyncDepth.Full, default);

        Assert.Single(log.Lines, line => line.Contains("quidditch", StringComparison.Ordinal));
        Assert.Equal(2, _fixture.Activities.Count);
    }

    [Fact]
    public async Task A_short_sync_reads_two_weeks_and_is_no_full_one()
    {
        await Sync(SyncDepth.Short);

        Assert.Equal(Now.AddDays(-14), _strava.LastFrom);
        Assert.Null(Row.FullAt);
        Assert.Equal(Now.ToColumn(), Row.SucceededAt);
    }

    [Fact]
    public async Task A_node_that_was_stopped_during_a_sync_leaves_the_result_to_the_other()
    {
        _strava.Answer = Complete(Strava("1", DaysAgo(3)));
        await Sync(SyncDepth.Full);
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _strava.Answer = Complete(Strava("1", DaysAgo(3)), Strava("2", DaysAgo(2)));
        var isLost = _fixture.Database.Cluster is not null;
        _strava.WhileReading = () =>
        {
            if (isLost)
            {
                _fixture.Execute("UPDATE leases SET fence = fence + 1");
            }
        };

        var report = Assert.Single(await Sync(SyncDepth.Full));

        Assert.Equal(isLost ? SourceOutcome.Away : SourceOutcome.Complete, report.Outcome);
        Assert.Equal(isLost ? 1 : 2, _fixture.Activities.Count);
        Assert.Equal((isLost ? Now : Now.AddHours(1)).ToColumn(), Row.SucceededAt);
        Assert.Equal((0L, "complete"), (Row.Failures, Row.Outcome));
    }

    [Fact]
    public async Task A_failure_is_counted_and_changes_neither_activities_nor_the_last_success()
    {
        _strava.Answer = Complete(Strava("1", DaysAgo(3)));
        await Sync(SyncDepth.Full);
        _strava.Answer = new()
        {
            Outcome = SourceOutcome.Away,
            Message = "strava: away",
            RequestCount = 3,
        };
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        await Sync(SyncDepth.Full);
        var report = Assert.Single(await Sync(SyncDepth.Full));

        Assert.Equal((SourceOutcome.Away, "strava: away", Now), (report.Outcome, report.Line, report.Until));
        Assert.Equal((2L, "away", Now.ToColumn()), (Row.Failures, Row.Outcome, Row.SucceededAt));
        Assert.Single(_fixture.Activities);
    }

    [Fact]
    public async Task A_source_that_named_a_time_is_not_asked_before_it_but_by_hand()
    {
        _strava.Answer = new()
        {
            Outcome = SourceOutcome.LimitReached,
            RetryAt = Now.AddMinutes(15),
            Message = "strava: limit reached",
        };
        await Sync(SyncDepth.Short);

        _strava.Answer = Complete();
        var limited = Assert.Single(await Sync(SyncDepth.Short));
        Assert.Equal((SourceOutcome.LimitReached, 0, 1), (limited.Outcome, limited.Requests, _strava.ReadCount));

        await Sync(SyncDepth.Full);
        Assert.Equal(2, _strava.ReadCount);

        await Sync(SyncDepth.Short);
        Assert.Equal((3, "complete"), (_strava.ReadCount, Row.Outcome));
    }

    [Fact]
    public async Task The_time_named_passes()
    {
        _strava.Answer = new() { Outcome = SourceOutcome.LimitReached, RetryAt = Now.AddMinutes(15) };
        await Sync(SyncDepth.Short);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(15));
        await Sync(SyncDepth.Short);

        Assert.Equal(2, _strava.ReadCount);
    }

    [Fact]
    public async Task An_empty_list_after_a_full_one_is_doubted_and_told()
    {
        _strava.Answer = Complete(Strava("1", DaysAgo(3)), Strava("2", DaysAgo(2)));
        await Sync(SyncDepth.Full);
        _strava.Answer = Complete();

        var report = Assert.Single(await Sync(SyncDepth.Full));

        Assert.Equal(SourceOutcome.Away, report.Outcome);
        Assert.Contains("Strava: 2 activities are missing", report.Line, StringComparison.Ordinal);
        Assert.Contains("disconnect strava --athlete anna", report.Line, StringComparison.Ordinal);
        Assert.Equal(2, _fixture.Activities.Count);
        Assert.Equal(1, Row.Failures);
    }

    [Fact]
    public async Task The_only_run_of_two_weeks_is_gone_if_the_whole_window_bears_it_out()
    {
        var listed = Enumerable
            .Range(3, 4)
            .Select(week => Strava($"{week}", DaysAgo(7 * week)))
            .Append(Strava("late", DaysAgo(2)))
            .ToArray();
        _strava.Answer = Complete(listed);
        await Sync(SyncDepth.Full);
        _strava.Answer = Complete([.. listed[..4], Strava("new", DaysAgo(1).AddDays(-14.9))]) with { RequestCount = 1 };

        var report = Assert.Single(await Sync(SyncDepth.Short));

        Assert.Equal(Now.AddDays(-181), _strava.LastFrom);
        Assert.Equal((SourceOutcome.Complete, 2), (report.Outcome, report.Requests));
        Assert.Equal((1, 1), (report.Changes.New.Count, report.Changes.Deleted.Count));
        Assert.Null(report.Line);
    }

    [Fact]
    public async Task An_error_at_one_source_doesnt_stop_the_next()
    {
        _garmin.IsEnabled = true;
        _garmin.Answer = Complete(Garmin("1", DaysAgo(3)));
        _strava.Failure = new OperationException(ErrorKind.ActionRequired, "secret.key: not the right key");

        var reports = await Sync(SyncDepth.Full);

        Assert.Equal([SourceNames.Strava, SourceNames.Garmin], reports.Select(report => report.Source));
        Assert.Equal([SourceOutcome.ActionNeeded, SourceOutcome.Complete], reports.Select(report => report.Outcome));
        Assert.Equal("secret.key: not the right key", reports[0].Line);
    }

    [Fact]
    public async Task A_schedule_asks_its_own_source_and_no_other()
    {
        _garmin.IsEnabled = true;

        var report = Assert.Single(
            await Create().SyncSourceAsync(Anna, SourceNames.Garmin, SyncDepth.Short, CancellationToken.None)
        );

        Assert.Equal(SourceNames.Garmin, report.Source);
        Assert.Equal((0, 1), (_strava.ReadCount, _garmin.ReadCount));
    }

    [Fact]
    public async Task An_athlete_without_sources_has_no_reports()
    {
        _strava.IsEnabled = false;

        Assert.Empty(await Sync(SyncDepth.Full));
    }

    [Fact]
    public async Task What_has_expired_goes_even_when_the_source_is_away()
    {
        _strava.Answer = Complete(Strava("1", DaysAgo(3)));
        await Sync(SyncDepth.Full);
        _fixture.Clock.Advance(TimeSpan.FromDays(8));
        _strava.Answer = new() { Outcome = SourceOutcome.Away };

        await Sync(SyncDepth.Short);

        Assert.Empty(_fixture.Activities);
    }

    [Fact]
    public async Task Two_syncs_of_one_athlete_run_one_after_the_other()
    {
        var gate = new TaskCompletionSource();
        _strava.Wait = gate.Task;
        var sync = Create();

        var first = sync.SyncAllAsync(Anna, SyncDepth.Full, CancellationToken.None);
        var second = sync.SyncAllAsync(Anna, SyncDepth.Full, CancellationToken.None);
        Assert.Equal(1, _strava.ReadCount);
        gate.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal(2, _strava.ReadCount);
    }

    private SyncStateRow Row
    {
        get
        {
            using var connection = _fixture.Database.Open();
            return Assert.Single(SyncStateRepository.GetAll(connection, _fixture.AthleteId));
        }
    }

    private SyncService Create() => _fixture.CreateSyncService(_garmin, _strava);

    private Task<IReadOnlyList<SyncReport>> Sync(SyncDepth depth) =>
        Create().SyncAllAsync(Anna, depth, CancellationToken.None);
}
