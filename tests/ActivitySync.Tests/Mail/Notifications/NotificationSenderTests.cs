using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Mail.Notifications;
using ActivitySync.Mail.Transport;
using ActivitySync.Maintenance;
using ActivitySync.Maintenance.Checks;
using ActivitySync.Tests.Data;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Mail.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Mail.Notifications;

/// <summary>Notifications over days, sent to a server of this process.</summary>
public sealed class NotificationSenderTests : IAsyncLifetime
{
    private const string ActionMessage =
        "Strava no longer accepts the authorization; run 'activitysync connect strava --athlete anna'.";

    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private OutboxFixture _fixture = null!;
    private NotifyServerFixture _server = null!;
    private ServiceProvider? _daemon;

    public async ValueTask InitializeAsync()
    {
        _server = await NotifyServerFixture.StartAsync();
        Use(new OutboxFixture());
    }

    public async ValueTask DisposeAsync()
    {
        await RestartAsync();
        _fixture.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_digest_that_was_sent_is_announced_once()
    {
        await SendDigestAsync();
        await SendDueAsync();
        await RestartAsync();
        await _fixture.ProcessAsync();
        await SendDueAsync();

        Assert.Equal(
            new ReceivedNotification("Your digest is there", "This week's suggestion is in your inbox.", 3, "envelope"),
            Assert.Single(_server.Accepted)
        );
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task A_digest_that_was_not_sent_and_a_copy_are_not_announced()
    {
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Transient, "down"));
        await SendDigestAsync();
        Assert.Empty(GetRows());

        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        await _fixture.ProcessAsync();
        await _fixture.ResendAsync();

        Assert.Equal("2026-W47", Assert.Single(GetRows()).Period.ToString());
    }

    [Fact]
    public async Task With_several_athletes_the_name_is_part_of_the_notification()
    {
        _fixture.Dispose();
        Use(new OutboxFixture("anna", "ben"));
        await SendDigestAsync();
        await SendDueAsync();

        Assert.Equal(
            ["The digest for anna is there", "The digest for ben is there"],
            _server.Accepted.Select(received => received.Title)
        );
    }

    [Fact]
    public async Task A_title_with_umlauts_arrives_as_written()
    {
        _fixture.Settings = _fixture.Settings with
        {
            FileAthletes =
            [
                _fixture.Anna with
                {
                    Language = "de",
                    Sources = new AthleteSources { Enabled = [SourceNames.Garmin] },
                },
            ],
        };
        using (var connection = _fixture.Database.Open())
        {
            NotificationRepository.Add(
                connection,
                AthleteRepository.GetOrAddId(connection, "anna", _fixture.Clock),
                MailKind.Digest,
                MailPeriod.Parse(MailKind.Digest, "2026-W40"),
                "Der Schlüssel für Garmin endet am Mo 30. Nov – ein längerer Titel mit vielen Umlauten: äöüß ÄÖÜ 🏃",
                "Grüße",
                _fixture.Clock.GetUtcNow()
            );
        }

        await SendDueAsync();

        var received = Assert.Single(_server.Accepted);
        Assert.Equal(
            "Der Schlüssel für Garmin endet am Mo 30. Nov – ein längerer Titel mit vielen Umlauten: äöüß ÄÖÜ 🏃",
            received.Title
        );
        Assert.Equal("Grüße", received.Body);
    }

    [Fact]
    public async Task An_alert_and_its_all_clear_are_one_notification_each()
    {
        UseStrava();
        await FailAsync();
        await SendDueAsync();
        await RecoverAsync();
        await SendDueAsync();
        await _fixture.ProcessAsync();
        await SendDueAsync();

        Assert.Equal(
            [("Strava needs reconnecting", 4, "warning"), ("Strava works again", 3, "white_check_mark")],
            _server.Accepted.Select(received => (received.Title, received.Priority, received.Tags))
        );
        Assert.Equal(
            "Strava no longer lets me read your activities, so new runs are missing from your digests.\n"
                + "Run 'activitysync connect strava --athlete anna' on the machine that ActivitySync runs on.",
            _server.Accepted[0].Body
        );
    }

    [Fact]
    public async Task While_no_mail_can_be_sent_the_notification_arrives_and_its_all_clear()
    {
        UseStrava();
        _fixture.Transport.EnqueueOutcomes([.. Enumerable.Repeat(new MailOutcome(MailResult.Transient, "down"), 99)]);
        await FailAsync();
        await SendDueAsync();
        await RecoverAsync();
        await SendDueAsync();
        await _fixture.ProcessAsync();
        await SendDueAsync();

        Assert.Equal(
            ["Strava needs reconnecting", "Strava works again"],
            _server.Accepted.Select(received => received.Title)
        );
        Assert.DoesNotContain(_fixture.GetAlerts(), alert => alert.State == MailState.Sent);
    }

    [Fact]
    public async Task An_alert_resolved_before_it_was_sent_needs_no_notification()
    {
        UseStrava();
        await FailAsync();
        await RecoverAsync();
        await SendDueAsync();

        Assert.Equal(0, _server.Requests);
        Assert.Equal(NotificationState.Skipped, Assert.Single(GetRows()).State);
    }

    [Fact]
    public async Task During_an_outage_only_the_latest_alert_of_a_topic_waits()
    {
        UseStrava();
        for (var day = 0; day < 2; day++)
        {
            await FailAsync();
            _fixture.Clock.Advance(TimeSpan.FromHours(25));
        }

        Assert.Equal([NotificationState.Skipped, NotificationState.Waiting], GetRows().Select(row => row.State));
    }

    [Fact]
    public async Task A_rate_limit_postpones_every_notification_as_long_as_the_service_says()
    {
        _fixture.Dispose();
        Use(new OutboxFixture("anna", "ben"));
        _server.Enqueue(429, retryAfter: "3600");
        await SendDigestAsync();
        for (var minute = 0; minute < 59; minute++)
        {
            await SendDueAsync();
            _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(1, _server.Requests);

        _fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        await SendDueAsync();
        Assert.Equal(2, _server.Accepted.Count);
    }

    [Theory]
    [InlineData("999999999")]
    [InlineData("Fri, 31 Dec 2100 00:00:00 GMT")]
    [InlineData("-5")]
    [InlineData("soon")]
    public async Task A_wild_wait_does_not_stop_notifications_for_longer_than_a_day(string retryAfter)
    {
        _server.Enqueue(503, retryAfter);
        await SendDigestAsync();
        await SendDueAsync();
        _fixture.Clock.Advance(TimeSpan.FromHours(25));
        await SendDueAsync();

        Assert.Single(_server.Accepted);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(599)]
    public async Task An_error_that_may_pass_is_retried_and_then_sent_once(int status)
    {
        _server.Enqueue(status);
        _server.Enqueue(status);
        await SendDigestAsync();
        await SendForAsync(TimeSpan.FromHours(2));

        Assert.Equal(3, _server.Requests);
        Assert.Equal(NotificationState.Sent, Assert.Single(GetRows()).State);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    public async Task A_refusal_is_final_and_health_reports_it(int status)
    {
        _server.Enqueue(status);
        await SendDigestAsync();
        await SendForAsync(TimeSpan.FromHours(3));

        Assert.Equal(1, _server.Requests);
        Assert.Equal(NotificationState.Failed, Assert.Single(GetRows()).State);
        var reason = Assert.Single(GetHealthLines(), line => line.Contains("Notify:Url", StringComparison.Ordinal));
        Assert.Contains($"HTTP {status}", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("my-secret-topic", reason, StringComparison.Ordinal);
        Assert.DoesNotContain(ReadHealth().ForPage().Reasons, line => line.Contains("HTTP", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_successful_test_by_doctor_resolves_an_earlier_failure()
    {
        _server.Enqueue(403);
        await SendDigestAsync();
        await SendDueAsync();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        _server.Enqueue(403);
        Assert.Equal(ErrorKind.ActionRequired, (await CheckAsync()).Error);
        Assert.Contains(GetHealthLines(), line => line.Contains("Notify:Url", StringComparison.Ordinal));

        Assert.True((await CheckAsync()).IsOk);

        Assert.DoesNotContain(GetHealthLines(), line => line.Contains("Notify:Url", StringComparison.Ordinal));
        Assert.Equal(1, Assert.Single(_server.Accepted).Priority);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _server.Enqueue(307, location: new Uri(_server.Address, "/other").AbsoluteUri);
        await SendDigestAsync();
        await SendDueAsync();

        Assert.Equal(1, _server.Requests);
        Assert.Contains("redirects", Assert.Single(GetRows()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outage_is_retried_for_two_days_and_then_reported()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            _server.Enqueue(502);
        }

        await SendDigestAsync();
        await SendForAsync(TimeSpan.FromHours(60));

        Assert.InRange(_server.Requests, 10, 30);
        var row = Assert.Single(GetRows());
        Assert.Equal(NotificationState.Failed, row.State);
        Assert.StartsWith("not delivered within 48 hours", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_retried_until_it_can()
    {
        var reachable = _fixture.Settings;
        _fixture.Settings = reachable with
        {
            Notify = new NotifySettings { Url = new Uri($"http://127.0.0.1:{ClosedPort()}/my-secret-topic") },
        };
        await SendDigestAsync();
        await SendForAsync(TimeSpan.FromHours(4));
        Assert.False(Assert.Single(GetRows()).IsUncertain);

        _fixture.Settings = reachable;
        await RestartAsync();
        await SendForAsync(TimeSpan.FromHours(6));

        Assert.Single(_server.Accepted);
    }

    [Fact]
    public async Task A_broken_connection_costs_one_repetition_at_most()
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            _server.EnqueueBreak();
        }

        await SendDigestAsync();
        await SendForAsync(TimeSpan.FromHours(3));

        Assert.Equal(2, _server.Requests);
        Assert.Equal(NotificationState.Unknown, Assert.Single(GetRows()).State);
    }

    [Fact]
    public async Task A_notification_that_another_node_is_sending_is_left_to_it()
    {
        await SendDigestAsync();
        _fixture.Execute("UPDATE notifications SET state = 'sending', attempts = 1");
        using var http = new HttpClient();

        await CreateSender(http).SendDueAsync(new StubLease { IsLost = true }, _cancel);
        Assert.Equal((NotificationState.Sending, 1L), (GetRows()[0].State, GetRows()[0].Attempts));
        _fixture.Execute("UPDATE notifications SET state = 'waiting'");
        await CreateSender(http).SendDueAsync(new StubLease { IsLost = true }, _cancel);

        Assert.Equal(NotificationState.Waiting, GetRows()[0].State);
        Assert.Equal(0, _server.Requests);
    }

    [Fact]
    public async Task A_service_that_hangs_does_not_stop_the_pass_and_gets_one_repetition()
    {
        _server.EnqueueHang();
        await SendDigestAsync();
        // Long enough that a busy machine has sent the request by then.
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        await CreateSender(http).SendDueAsync(new StubLease(), _cancel);

        var row = Assert.Single(GetRows());
        Assert.True(row is { State: NotificationState.Waiting, IsUncertain: true });
        Assert.Contains("did not answer in time", row.Reason, StringComparison.Ordinal);

        _fixture.Clock.Advance(TimeSpan.FromMinutes(10));
        await SendDueAsync();
        Assert.Equal(NotificationState.Sent, Assert.Single(GetRows()).State);
    }

    [Theory]
    [InlineData(200, NotificationState.Sent)]
    [InlineData(403, NotificationState.Failed)]
    public async Task An_answer_without_an_end_is_judged_by_its_status(int status, object state)
    {
        _server.EnqueueEndless(status);
        await SendDigestAsync();
        await SendDueAsync();

        Assert.Equal(state, Assert.Single(GetRows()).State);
    }

    [Fact]
    public async Task After_a_crash_between_the_request_and_its_answer_it_is_sent_once_more()
    {
        await SendDigestAsync();
        await SendDueAsync();
        _fixture.Execute("UPDATE notifications SET state = 'sending'"); // as if the answer had not been stored
        await RestartAsync();
        await SendForAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, _server.Accepted.Count);

        _fixture.Execute("UPDATE notifications SET state = 'sending'");
        await RestartAsync();
        await SendForAsync(TimeSpan.FromHours(1));

        Assert.Equal(2, _server.Accepted.Count);
        Assert.Equal(NotificationState.Unknown, Assert.Single(GetRows()).State);
    }

    [Fact]
    public async Task A_daemon_that_is_stopped_leaves_the_rest_for_the_next_start()
    {
        await SendDigestAsync();
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendDueAsync(stopping.Token));
        await RestartAsync();
        await SendDueAsync();

        Assert.Single(_server.Accepted);
    }

    [Fact]
    public async Task A_notification_from_before_a_long_outage_is_not_sent()
    {
        await SendDigestAsync();
        _fixture.Clock.Advance(TimeSpan.FromHours(49));
        await SendDueAsync();

        Assert.Equal(0, _server.Requests);
        Assert.Contains("the daemon was off", Assert.Single(GetRows()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_nothing_is_stored()
    {
        _fixture.Settings = _fixture.Settings with { Notify = new NotifySettings() };
        UseStrava();
        await FailAsync();
        await SendDigestAsync();

        Assert.Empty(GetRows());
    }

    [Theory]
    [InlineData("/message?token=AbCdEf")]
    [InlineData("/notify/my-key")]
    public async Task Gotify_and_Apprise_read_the_JSON_form(string path)
    {
        _fixture.Settings = _fixture.Settings with
        {
            Notify = new NotifySettings { Url = new Uri(_server.Address, path), Format = NotifyFormat.Json },
        };
        UseStrava();
        await FailAsync();
        await SendDueAsync();

        var received = Assert.Single(_server.Accepted);
        Assert.Equal("Strava needs reconnecting", received.Title);
        Assert.StartsWith("Strava no longer lets me read", received.Body, StringComparison.Ordinal);
        Assert.Equal(7, received.Priority);
    }

    [Fact]
    public async Task A_login_in_the_address_is_sent_as_a_header()
    {
        _server.Authorization = $"Basic {Convert.ToBase64String("anna:pass word"u8)}";
        _fixture.Settings = _fixture.Settings with
        {
            Notify = new NotifySettings
            {
                Url = new Uri(
                    _server.Topic.AbsoluteUri.Replace("://", "://anna:pass%20word@", StringComparison.Ordinal)
                ),
            },
        };
        await SendDigestAsync();
        await SendDueAsync();

        Assert.Single(_server.Accepted);
    }

    [Fact]
    public async Task A_long_text_is_cut_at_a_whole_character()
    {
        using (var connection = _fixture.Database.Open())
        {
            NotificationRepository.Add(
                connection,
                AthleteRepository.GetOrAddId(connection, "anna", _fixture.Clock),
                MailKind.Digest,
                MailPeriod.Parse(MailKind.Digest, "2026-W40"),
                "=?looks encoded",
                "x" + string.Concat(Enumerable.Repeat("🏃", 2000)),
                _fixture.Clock.GetUtcNow()
            );
        }

        await SendDueAsync();

        var received = Assert.Single(_server.Accepted);
        Assert.Equal("=?looks encoded", received.Title);
        Assert.InRange(Encoding.UTF8.GetByteCount(received.Body), 4000, 4096);
        Assert.EndsWith("🏃…", received.Body, StringComparison.Ordinal);
    }

    [Fact]
    [SqliteOnly]
    public async Task A_backup_has_no_notifications_so_a_restore_sends_none_again()
    {
        await SendDigestAsync();
        var copy = Path.Combine(Path.GetDirectoryName(_fixture.Database.FilePath!)!, "copy.db");
        _fixture.Database.WriteCopy(copy);

        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={copy};Mode=ReadOnly;Pooling=False"
        );
        connection.Open();
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM notifications";
        Assert.Equal(0L, count.ExecuteScalar());
        Assert.Single(GetRows());
    }

    [Fact]
    public async Task A_forgotten_athlete_has_no_notifications()
    {
        await SendDigestAsync();
        var athleteId = Assert.Single(GetRows()).AthleteId;

        using var connection = _fixture.Database.Open();
        AthleteRepository.Delete(connection, athleteId);

        Assert.Empty(NotificationRepository.GetAll(connection, athleteId));
    }

    private void Use(OutboxFixture fixture)
    {
        _fixture = fixture;
        _fixture.Settings = _fixture.Settings with { Notify = new NotifySettings { Url = _server.Topic } };
    }

    private void UseStrava() =>
        _fixture.Settings = _fixture.Settings with
        {
            FileAthletes = [_fixture.Anna with { Sources = new AthleteSources { Enabled = [SourceNames.Strava] } }],
            Mail = new MailSettings { From = "recovery@example.org" },
        };

    private async Task FailAsync()
    {
        _fixture.SaveSyncAttempt("action-needed", "2026-11-21T11:00:00Z", 1, ActionMessage);
        await _fixture.ProcessAsync();
    }

    private async Task RecoverAsync()
    {
        _fixture.Clock.Advance(TimeSpan.FromMinutes(30));
        _fixture.SaveSyncAttempt("complete", _fixture.Clock.GetUtcNow().ToString("O"), 0);
        await _fixture.ProcessAsync();
    }

    /// <summary>Sends the digest of Sunday, 18:00 UTC.</summary>
    private async Task SendDigestAsync()
    {
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
    }

    /// <summary>Runs a pass every five minutes.</summary>
    private async Task SendForAsync(TimeSpan duration)
    {
        for (var passed = TimeSpan.Zero; passed <= duration; passed += TimeSpan.FromMinutes(5))
        {
            await SendDueAsync();
            _fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        }
    }

    private Task SendDueAsync() => SendDueAsync(_cancel);

    private Task SendDueAsync(CancellationToken stopping)
    {
        _daemon ??= new ServiceCollection().AddActivitySync(_fixture.Settings, _fixture.Clock).BuildServiceProvider();
        return _daemon.GetRequiredService<NotificationSender>().SendDueAsync(new StubLease(), stopping);
    }

    private async Task RestartAsync()
    {
        if (_daemon is not null)
        {
            await _daemon.DisposeAsync();
        }

        _daemon = null;
    }

    private NotificationSender CreateSender(HttpClient http) =>
        new(
            _fixture.Database,
            RosterBuilder.Create(_fixture.Database, _fixture.Settings),
            new NotificationClient(http, _fixture.Settings, _fixture.Clock),
            _fixture.Clock,
            NullLogger<NotificationSender>.Instance
        );

    private async Task<Finding> CheckAsync()
    {
        using var http = new HttpClient();
        var client = new NotificationClient(http, _fixture.Settings, _fixture.Clock);
        var tester = new NotificationTester(client, _fixture.Database, _fixture.Clock);
        return Assert.Single(await new NotifyCheck(_fixture.Settings, tester).RunAsync(_cancel));
    }

    private IReadOnlyList<string> GetHealthLines() => ReadHealth().Reasons;

    private Health ReadHealth() =>
        new HealthReader(
            RosterBuilder.Create(_fixture.Database, _fixture.Settings),
            _fixture.Database,
            _fixture.Settings,
            _fixture.Clock,
            new DaemonLock(_fixture.Settings, _fixture.Clock),
            new JobMonitor(_fixture.Database, _fixture.Clock, NullLogger<JobMonitor>.Instance)
        ).Read();

    private List<NotificationRow> GetRows()
    {
        using var connection = _fixture.Database.Open();
        return
        [
            .. _fixture.Settings.FileAthletes.SelectMany(athlete =>
                NotificationRepository.GetAll(
                    connection,
                    AthleteRepository.GetOrAddId(connection, athlete.Name, _fixture.Clock)
                )
            ),
        ];
    }

    private static int ClosedPort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
