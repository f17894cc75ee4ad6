using ActivitySync.Intake;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;
using static ActivitySync.Tests.Intake.IntakeScene;

namespace ActivitySync.Tests.Intake;

public sealed class SyncAthleteTests : IDisposable
{
    private static readonly AthleteSettings Anna = new() { Name = "anna", Email = "anna@example.org", TimeZone = TimeZoneInfo.Utc };

    private readonly IntakeScene _scene = new();
    private readonly ScriptedSource _strava = new(SourceName.Strava);
    private readonly ScriptedSource _garmin = new(SourceName.Garmin);

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_full_sync_reads_the_history_and_a_day_and_says_how_far_it_knows()
    {
        _strava.Answer = Complete(Strava("1", Days(3))) with { Requests = 1 };

        var report = Assert.Single(await Sync(SyncDepth.Full));

        Assert.Equal(Now.AddDays(-181), _strava.From);
        Assert.Equal((SourceOutcome.Complete, 1, 1, Now), (report.Outcome, report.Changes.New.Count, report.Requests, report.Until));
        Assert.Null(report.Line);
        Assert.Equal((Now.ToColumn(), Now.ToColumn(), 0L), (Row.SucceededAt, Row.FullAt, Row.Failures));
    }

    [Fact]
    public async Task A_short_sync_reads_two_weeks_and_is_no_full_one()
    {
        await Sync(SyncDepth.Short);

        Assert.Equal(Now.AddDays(-14), _strava.From);
        Assert.Null(Row.FullAt);
        Assert.Equal(Now.ToColumn(), Row.SucceededAt);
    }

    [Fact]
    public async Task A_failure_changes_nothing_held_counts_and_keeps_the_last_success()
    {
        _strava.Answer = Complete(Strava("1", Days(3)));
        await Sync(SyncDepth.Full);
        _strava.Answer = new() { Outcome = SourceOutcome.Away, Line = "strava: away", Requests = 3 };
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        await Sync(SyncDepth.Full);
        var report = Assert.Single(await Sync(SyncDepth.Full));

        Assert.Equal((SourceOutcome.Away, "strava: away", Now), (report.Outcome, report.Line, report.Until));
        Assert.Equal((2L, "away", Now.ToColumn()), (Row.Failures, Row.Outcome, Row.SucceededAt));
        Assert.Single(_scene.Held);
    }

    [Fact]
    public async Task A_source_that_named_a_time_is_not_asked_before_it_but_by_hand()
    {
        _strava.Answer = new() { Outcome = SourceOutcome.LimitReached, RetryAt = Now.AddMinutes(15), Line = "strava: limit reached" };
        await Sync(SyncDepth.Short);

        _strava.Answer = Complete();
        var held = Assert.Single(await Sync(SyncDepth.Short));
        Assert.Equal((SourceOutcome.LimitReached, 0, 1), (held.Outcome, held.Requests, _strava.Asked));

        await Sync(SyncDepth.Full);
        Assert.Equal(2, _strava.Asked);

        await Sync(SyncDepth.Short);
        Assert.Equal((3, "complete"), (_strava.Asked, Row.Outcome));
    }

    [Fact]
    public async Task The_time_named_passes()
    {
        _strava.Answer = new() { Outcome = SourceOutcome.LimitReached, RetryAt = Now.AddMinutes(15) };
        await Sync(SyncDepth.Short);
        _scene.Clock.Advance(TimeSpan.FromMinutes(15));
        await Sync(SyncDepth.Short);

        Assert.Equal(2, _strava.Asked);
    }

    [Fact]
    public async Task An_empty_list_after_a_full_one_is_doubted_and_told()
    {
        _strava.Answer = Complete(Strava("1", Days(3)), Strava("2", Days(2)));
        await Sync(SyncDepth.Full);
        _strava.Answer = Complete();

        var report = Assert.Single(await Sync(SyncDepth.Full));

        Assert.Equal(SourceOutcome.Away, report.Outcome);
        Assert.Contains("Strava: 2 activities are missing", report.Line, StringComparison.Ordinal);
        Assert.Contains("disconnect strava --athlete anna", report.Line, StringComparison.Ordinal);
        Assert.Equal(2, _scene.Held.Count);
        Assert.Equal(1, Row.Failures);
    }

    [Fact]
    public async Task The_only_run_of_two_weeks_is_gone_if_the_whole_window_bears_it_out()
    {
        var listed = Enumerable.Range(3, 4).Select(week => Strava($"{week}", Days(7 * week))).Append(Strava("late", Days(2))).ToArray();
        _strava.Answer = Complete(listed);
        await Sync(SyncDepth.Full);
        _strava.Answer = Complete([.. listed[..4], Strava("new", Days(1).AddDays(-14.9))]) with { Requests = 1 };

        var report = Assert.Single(await Sync(SyncDepth.Short));

        Assert.Equal(Now.AddDays(-181), _strava.From);
        Assert.Equal((SourceOutcome.Complete, 2), (report.Outcome, report.Requests));
        Assert.Equal((1, 1), (report.Changes.New.Count, report.Changes.Gone.Count));
        Assert.Null(report.Line);
    }

    [Fact]
    public async Task Trouble_at_one_source_leaves_the_next_its_turn()
    {
        _garmin.On = true;
        _garmin.Answer = Complete(Garmin("1", Days(3)));
        _strava.Trouble = new CannotProceedException(ExitCode.ActionNeeded, "secret.key: not the right key");

        var reports = await Sync(SyncDepth.Full);

        Assert.Equal([SourceName.Strava, SourceName.Garmin], reports.Select(report => report.Source));
        Assert.Equal([SourceOutcome.ActionNeeded, SourceOutcome.Complete], reports.Select(report => report.Outcome));
        Assert.Equal("secret.key: not the right key", reports[0].Line);
    }

    [Fact]
    public async Task A_schedule_asks_its_own_source_and_no_other()
    {
        _garmin.On = true;

        var report = Assert.Single(await Create().SyncAsync(Anna, SourceName.Garmin, SyncDepth.Short, CancellationToken.None));

        Assert.Equal(SourceName.Garmin, report.Source);
        Assert.Equal((0, 1), (_strava.Asked, _garmin.Asked));
    }

    [Fact]
    public async Task A_runner_without_sources_has_no_reports()
    {
        _strava.On = false;

        Assert.Empty(await Sync(SyncDepth.Full));
    }

    [Fact]
    public async Task What_has_expired_goes_even_when_the_source_is_away()
    {
        _strava.Answer = Complete(Strava("1", Days(3)));
        await Sync(SyncDepth.Full);
        _scene.Clock.Advance(TimeSpan.FromDays(8));
        _strava.Answer = new() { Outcome = SourceOutcome.Away };

        await Sync(SyncDepth.Short);

        Assert.Empty(_scene.Held);
    }

    [Fact]
    public async Task Two_syncs_of_one_runner_take_turns()
    {
        var gate = new TaskCompletionSource();
        _strava.Wait = gate.Task;
        var sync = Create();

        var first = sync.SyncAsync(Anna, SyncDepth.Full, CancellationToken.None);
        var second = sync.SyncAsync(Anna, SyncDepth.Full, CancellationToken.None);
        Assert.Equal(1, _strava.Asked);
        gate.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal(2, _strava.Asked);
    }

    private SyncRow Row
    {
        get
        {
            using var store = _scene.Database.Open();
            return Assert.Single(Syncs.Of(store, _scene.AthleteId));
        }
    }

    private SyncAthlete Create() => _scene.SyncAthlete(_garmin, _strava);

    private Task<IReadOnlyList<SyncReport>> Sync(SyncDepth depth) => Create().SyncAsync(Anna, depth, CancellationToken.None);
}
