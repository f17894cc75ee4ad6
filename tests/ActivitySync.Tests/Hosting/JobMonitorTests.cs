using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Maintenance;
using ActivitySync.Tests.Data;
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
            Store = TestStore.For(_directory),
            ActivitySync = new DaemonSettings { DataDirectory = _directory },
            FileAthletes =
            [
                new AthleteSettings
                {
                    Name = "anna",
                    Email = "a@example.org",
                    TimeZone = TimeZoneInfo.Utc,
                    Sources = new AthleteSources { Enabled = [SourceNames.Strava] },
                },
            ],
        };

    private Database Database => new(Settings, _clock);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Health_reports_a_failing_job_until_it_succeeds()
    {
        var monitor = new JobMonitor(Database, _clock, NullLogger<JobMonitor>.Instance);
        using var daemon = Lock().Acquire();

        await monitor.RunAsync("wake", _ => throw new InvalidOperationException("secret"), default);
        await monitor.RunAsync(
            "wake",
            _ => throw new OperationException(ErrorKind.Failed, "the disk is full"),
            default
        );

        var health = Health();
        Assert.False(health.Healthy);
        Assert.Contains(health.Reasons, reason =>
            reason.Contains("'wake' failed 2 times in a row: the disk is full", StringComparison.Ordinal)
        );

        await monitor.RunAsync("wake", _ => Task.CompletedTask, default);
        Assert.True(Health().Healthy);
    }

    [Fact]
    public async Task A_job_is_stuck_after_two_hours_until_it_ends()
    {
        var monitor = new JobMonitor(Database, _clock, NullLogger<JobMonitor>.Instance);
        var endless = new TaskCompletionSource();
        var stuck = monitor.RunAsync("sync-strava", _ => endless.Task, default);
        await monitor.RunAsync("wake", _ => Task.CompletedTask, default);
        await monitor.RunAsync("inbox", _ => throw new InvalidOperationException(), default);
        _clock.Advance(JobMonitor.MaxRunTime);
        Assert.Empty(monitor.GetStuckJobs());

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["sync-strava"], monitor.GetStuckJobs());

        endless.SetResult();
        await stuck;
        Assert.Empty(monitor.GetStuckJobs());
    }

    [Fact]
    public async Task A_disk_error_of_all_jobs_is_logged_once_and_resolved_by_any_job()
    {
        using var log = new LogCapture();
        using var logs = new LoggerFactory([log]);
        var monitor = new JobMonitor(Database, _clock, logs.CreateLogger<JobMonitor>());
        var full = FileErrors.Translate(new IOException("full", 28), _directory);
        using var daemon = Lock().Acquire();
        await monitor.RunAsync("wake", _ => Task.CompletedTask, default);

        foreach (var job in new[] { "wake", "inbox", "expire", "wake", "wake" })
        {
            await monitor.RunAsync(job, _ => throw full, default);
        }

        Assert.Contains("the disk is full", Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.Contains(
            "the disk is full",
            Assert.Single(
                new HealthReader(RosterBuilder.Create(Database, Settings), Database, Settings, _clock, Lock(), monitor)
                    .Read()
                    .Reasons
            ),
            StringComparison.Ordinal
        );

        await monitor.RunAsync("wake", _ => Task.CompletedTask, default);
        await monitor.RunAsync("wake", _ => Task.CompletedTask, default);

        Assert.Equal(["job", "was"], log.Lines.Select(line => line.Split('=')[0]));
        Assert.True(Health().Healthy);
    }

    [Fact]
    public async Task A_disabled_job_no_longer_affects_health()
    {
        var monitor = new JobMonitor(Database, _clock, NullLogger<JobMonitor>.Instance);
        using var daemon = Lock().Acquire();
        await monitor.RunAsync(JobName.Wake, _ => Task.CompletedTask, default);
        await monitor.RunAsync(JobName.Heartbeat, _ => throw new InvalidOperationException(), default);
        var withHeartbeat = Settings with
        {
            ActivitySync = Settings.ActivitySync with { HeartbeatUrl = new Uri("https://monitoring.example.org/") },
        };
        Assert.Contains(Read(withHeartbeat).Read().Reasons, reason =>
            reason.Contains("'heartbeat' failed", StringComparison.Ordinal)
        );

        Assert.True(Read(Settings).Read().Healthy);
        Assert.Equal([JobName.Wake], Read(Settings).GetJobRuns().Select(run => run.Job));

        HealthReader Read(AppSettings settings) =>
            new(
                RosterBuilder.Create(Database, settings),
                Database,
                settings,
                _clock,
                Lock(),
                new JobMonitor(Database, _clock, NullLogger<JobMonitor>.Instance)
            );
    }

    [Fact]
    public async Task The_message_of_an_unexpected_exception_is_not_stored()
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
    public void Without_a_daemon_the_state_is_unhealthy()
    {
        var health = Health();

        Assert.False(health.Healthy);
        Assert.Contains(health.Reasons, reason => reason.Contains("activitysync run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_daemon_that_stores_no_runs_is_unhealthy()
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
    public void A_source_failing_for_too_long_is_reported_with_its_last_success()
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
    public void A_source_that_needs_action_is_reported_at_once()
    {
        using var daemon = Lock().Acquire();
        SaveSync("action-needed", "Strava: authorization expired. Reconnect.", succeeded: _clock.GetUtcNow());

        Assert.Equal(["anna, strava: Strava: authorization expired. Reconnect."], Health().Reasons);
    }

    [Fact]
    public void A_source_that_never_succeeded_is_reported_after_a_day()
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
    public void A_failed_mail_is_reported_until_a_later_one_is_sent()
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

        var health = Health();
        Assert.Equal(1, health.Outbox.Failed);
        Assert.Contains(health.Reasons, reason =>
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
                quotesExpiringData: false,
                null,
                _clock.GetUtcNow()
            );
            MailRepository.Claim(connection, second, _clock.GetUtcNow());
            MailRepository.MarkSent(connection, second, _clock.GetUtcNow());
        }

        Assert.True(Health().Healthy);
    }

    [Fact]
    public void A_sent_alert_does_not_hide_a_failed_digest()
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
                quotesExpiringData: false,
                null,
                _clock.GetUtcNow()
            );
            MailRepository.Claim(connection, alert, _clock.GetUtcNow());
            MailRepository.MarkSent(connection, alert, _clock.GetUtcNow());
        }

        Assert.False(Health().Healthy);
    }

    [Fact]
    public void The_next_digest_is_in_the_athletes_time_zone() =>
        Assert.Equal(new DateTimeOffset(2026, 1, 4, 19, 0, 0, TimeSpan.Zero), Health().NextDigest);

    private DaemonLock Lock() => new(Settings, _clock);

    private Health Health() =>
        new HealthReader(
            RosterBuilder.Create(Database, Settings),
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
