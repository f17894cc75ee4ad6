using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Hosting;

public sealed class JobMonitorTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));

    private AppSettings Settings =>
        new()
        {
            ActivitySync = new DaemonSettings { DataDirectory = _directory },
            Athletes =
            [
                new AthleteSettings
                {
                    Name = "anna",
                    Email = "a@example.org",
                    TimeZone = TimeZoneInfo.Utc,
                    Sources = new AthleteSources { Strava = true },
                },
            ],
        };

    private Database Database => new(Settings, _clock);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_job_that_throws_is_counted_where_health_sees_it_and_a_good_run_clears_it()
    {
        var watch = new JobMonitor(Database, _clock, NullLogger<JobMonitor>.Instance);
        using var daemon = Lock().Acquire();

        await watch.RunAsync("wake", _ => throw new InvalidOperationException("secret"), default);
        await watch.RunAsync("wake", _ => throw new OperationException(ErrorKind.Failed, "the disk is full"), default);

        var sick = Health();
        Assert.False(sick.Healthy);
        Assert.Contains(sick.Reasons, reason =>
            reason.Contains("'wake' failed 2 times in a row: the disk is full", StringComparison.Ordinal)
        );

        await watch.RunAsync("wake", _ => Task.CompletedTask, default);
        Assert.True(Health().Healthy);
    }

    [Fact]
    public async Task A_job_that_never_ends_is_stuck_after_two_hours_and_one_that_ended_is_not()
    {
        var watch = new JobMonitor(Database, _clock, NullLogger<JobMonitor>.Instance);
        var hangs = new TaskCompletionSource();
        var hanging = watch.RunAsync("sync-strava", _ => hangs.Task, default);
        await watch.RunAsync("wake", _ => Task.CompletedTask, default);
        await watch.RunAsync("inbox", _ => throw new InvalidOperationException(), default);
        _clock.Advance(JobMonitor.MaxRunTime);
        Assert.Empty(watch.GetStuckJobs());

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["sync-strava"], watch.GetStuckJobs());

        hangs.SetResult();
        await hanging;
        Assert.Empty(watch.GetStuckJobs());
    }

    [Fact]
    public async Task Trouble_with_the_disk_is_said_once_by_all_jobs_and_is_over_for_all_with_the_first_that_gets_through()
    {
        using var log = new LogCapture();
        using var logs = new LoggerFactory([log]);
        var watch = new JobMonitor(Database, _clock, logs.CreateLogger<JobMonitor>());
        var full = FileErrors.Translate(new IOException("full", 28), _directory);
        using var daemon = Lock().Acquire();
        await watch.RunAsync("wake", _ => Task.CompletedTask, default);

        foreach (var job in new[] { "wake", "inbox", "expire", "wake", "wake" })
        {
            await watch.RunAsync(job, _ => throw full, default);
        }

        Assert.Contains("the disk is full", Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.Contains(
            "the disk is full",
            Assert.Single(new HealthReader(Database, Settings, _clock, Lock(), watch).Read().Reasons),
            StringComparison.Ordinal
        );

        await watch.RunAsync("wake", _ => Task.CompletedTask, default);
        await watch.RunAsync("wake", _ => Task.CompletedTask, default);

        Assert.Equal(["job", "was"], log.Lines.Select(line => line.Split('=')[0]));
        Assert.True(Health().Healthy);
    }

    [Fact]
    public async Task A_job_that_failed_and_was_switched_off_is_nobody_s_trouble_any_more()
    {
        var watch = new JobMonitor(Database, _clock, NullLogger<JobMonitor>.Instance);
        using var daemon = Lock().Acquire();
        await watch.RunAsync(JobName.Wake, _ => Task.CompletedTask, default);
        await watch.RunAsync(JobName.Heartbeat, _ => throw new InvalidOperationException(), default);
        var told = Settings with
        {
            ActivitySync = Settings.ActivitySync with { HeartbeatUrl = new Uri("https://watch.example.org/") },
        };
        Assert.Contains(Read(told).Read().Reasons, reason =>
            reason.Contains("'heartbeat' failed", StringComparison.Ordinal)
        );

        Assert.True(Read(Settings).Read().Healthy);
        Assert.Equal([JobName.Wake], Read(Settings).GetJobRuns().Select(run => run.Job));

        HealthReader Read(AppSettings settings) =>
            new(Database, settings, _clock, Lock(), new JobMonitor(Database, _clock, NullLogger<JobMonitor>.Instance));
    }

    [Fact]
    public async Task What_an_unexpected_exception_says_is_not_passed_on()
    {
        await new JobMonitor(Database, _clock, NullLogger<JobMonitor>.Instance).RunAsync(
            "wake",
            _ => throw new FormatException("sore knee"),
            default
        );

        using var connection = Database.Open();
        Assert.DoesNotContain("knee", JobRunRepository.GetAll(connection).Single().Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_daemon_nothing_is_healthy()
    {
        var health = Health();

        Assert.False(health.Healthy);
        Assert.Contains(health.Reasons, reason => reason.Contains("activitysync run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_daemon_that_has_fallen_silent_is_not_healthy()
    {
        using var daemon = Lock().Acquire();
        await new JobMonitor(Database, _clock, NullLogger<JobMonitor>.Instance).RunAsync(
            "wake",
            _ => Task.CompletedTask,
            default
        );
        _clock.Advance(TimeSpan.FromMinutes(15));
        Assert.True(Health().Healthy);

        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Contains(Health().Reasons, reason =>
            reason.Contains("has done nothing since", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_source_that_has_been_silent_for_too_long_is_told_with_its_last_success()
    {
        using var daemon = Lock().Acquire();
        SaveSync("away", "Strava is away.", succeeded: _clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromHours(24));
        Assert.True(Health().Healthy);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains(Health().Reasons, reason =>
            reason.StartsWith(
                "anna, strava: no sync has succeeded since 2026-01-01 00:00 UTC",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public void A_source_that_needs_a_person_is_told_at_once()
    {
        using var daemon = Lock().Acquire();
        SaveSync("action-needed", "Strava wants a new authorisation.", succeeded: _clock.GetUtcNow());

        Assert.Equal(["anna, strava: Strava wants a new authorisation."], Health().Reasons);
    }

    [Fact]
    public void A_source_that_never_answered_has_a_day_of_grace()
    {
        using var daemon = Lock().Acquire();
        using (var connection = Database.Open())
        {
            AthleteRepository.GetOrAddId(connection, "anna", _clock);
        }

        Assert.True(Health().Healthy);

        _clock.Advance(TimeSpan.FromHours(25));

        Assert.Contains(Health().Reasons, reason =>
            reason.Contains("no sync has ever succeeded", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_failed_mail_is_told_until_a_later_one_goes_out()
    {
        using var daemon = Lock().Acquire();
        var first = AddMail("2026-W01");
        using (var connection = Database.Open())
        {
            MailRepository.Finish(
                connection,
                first,
                MailState.Planned,
                MailState.Failed,
                "Athletes:Email: refused",
                _clock.GetUtcNow()
            );
        }

        var sick = Health();
        Assert.Equal(1, sick.Outbox.Failed);
        Assert.Contains(sick.Reasons, reason =>
            reason.Contains("2026-W01: failed: Athletes:Email", StringComparison.Ordinal)
        );

        _clock.Advance(TimeSpan.FromHours(1));
        var second = AddMail("2026-W02");
        using (var connection = Database.Open())
        {
            MailRepository.MarkRendered(
                connection,
                second,
                "<2@test>",
                [1],
                quotesStrava: false,
                null,
                _clock.GetUtcNow()
            );
            MailRepository.Claim(connection, second, _clock.GetUtcNow());
            MailRepository.MarkSent(connection, second, _clock.GetUtcNow());
        }

        Assert.True(Health().Healthy);
    }

    [Fact]
    public void An_alert_that_went_out_does_not_hide_the_digest_that_failed()
    {
        using var daemon = Lock().Acquire();
        var digest = AddMail("2026-W01");
        using (var connection = Database.Open())
        {
            MailRepository.Finish(
                connection,
                digest,
                MailState.Planned,
                MailState.Failed,
                "refused",
                _clock.GetUtcNow()
            );
        }

        _clock.Advance(TimeSpan.FromHours(1));
        var alert = AddMail("mails-2026-01-01", MailKind.Alert);
        using (var connection = Database.Open())
        {
            MailRepository.MarkRendered(
                connection,
                alert,
                "<3@test>",
                [1],
                quotesStrava: false,
                null,
                _clock.GetUtcNow()
            );
            MailRepository.Claim(connection, alert, _clock.GetUtcNow());
            MailRepository.MarkSent(connection, alert, _clock.GetUtcNow());
        }

        Assert.False(Health().Healthy);
    }

    [Fact]
    public void The_next_digest_is_told_in_the_runners_zone() =>
        Assert.Equal(new DateTimeOffset(2026, 1, 4, 19, 0, 0, TimeSpan.Zero), Health().NextDigest);

    private DaemonLock Lock() => new(Settings, _clock);

    private Health Health() =>
        new HealthReader(
            Database,
            Settings,
            _clock,
            Lock(),
            new JobMonitor(Database, _clock, NullLogger<JobMonitor>.Instance)
        ).Read();

    private long AddMail(string period, MailKind kind = MailKind.Digest)
    {
        using var connection = Database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, "anna", _clock);
        MailRepository.Add(
            connection,
            athleteId,
            kind,
            MailPeriod.Parse(kind, period),
            MailState.Planned,
            null,
            _clock.GetUtcNow(),
            _clock.GetUtcNow()
        );
        return MailRepository.Find(connection, athleteId, kind, MailPeriod.Parse(kind, period))!.Id;
    }

    private void SaveSync(string outcome, string line, DateTimeOffset succeeded)
    {
        using var connection = Database.Open();
        var at = succeeded.ToUnixTimeSeconds();
        SyncStateRepository.Save(
            connection,
            new SyncStateRow(
                AthleteRepository.GetOrAddId(connection, "anna", _clock),
                "strava",
                at,
                outcome,
                line,
                at,
                at,
                null,
                1
            )
        );
    }
}
