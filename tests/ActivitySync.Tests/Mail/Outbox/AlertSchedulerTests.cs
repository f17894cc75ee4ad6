using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Mail.Transport;
using ActivitySync.Sources.Keys;
using MimeKit;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>Mails to the operator over days. Each pass is that of a daemon that has just started.</summary>
public sealed class AlertSchedulerTests : IDisposable
{
    private const string ActionMessage =
        "Strava no longer accepts the authorization; run 'activitysync connect strava --athlete anna'.";

    private readonly OutboxFixture _fixture = new();

    public AlertSchedulerTests() =>
        _fixture.Settings = _fixture.Settings with
        {
            FileAthletes = [_fixture.Anna with { Sources = new AthleteSources { Enabled = [SourceNames.Strava] } }],
            Mail = new MailSettings { From = "recovery@example.org", Operator = "operator@example.org" },
        };

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_source_that_needs_action_is_reported_at_once_and_then_daily()
    {
        await _fixture.ProcessAsync();
        for (var hour = 0; hour <= 49; hour++)
        {
            _fixture.SaveSyncAttempt("action-needed", "2026-11-21T11:00:00Z", hour + 1, ActionMessage);
            await _fixture.ProcessAsync();
            await _fixture.ProcessAsync();
            _fixture.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(
            ["strava-2026-11-21", "strava-2026-11-22", "strava-2026-11-23"],
            _fixture.GetAlerts().Select(alert => alert.Period.ToString())
        );
        Assert.All(_fixture.GetAlerts(), alert => Assert.Equal(MailState.Sent, alert.State));
        Assert.Equal(3, GetAlertMessages().Count);
        Assert.Equal(3, GetAlertMessages().Select(mail => mail.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task An_alert_is_one_plain_mail_to_the_operator()
    {
        _fixture.SaveSyncAttempt("action-needed", "2026-11-20T18:00:00Z", 1, ActionMessage);
        await _fixture.ProcessAsync();

        var mail = Assert.Single(GetAlertMessages());
        Assert.Equal("operator@example.org", mail.To.ToString());
        Assert.Equal("Strava needs reconnecting", mail.Subject);
        Assert.IsType<TextPart>(mail.Body);
        Assert.Contains(
            "The last time it worked was Friday 20 November at 19:00.",
            mail.TextBody,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Run 'activitysync connect strava --athlete anna' on the machine",
            mail.TextBody,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "I'll remind you once a day and tell you when it's fixed.",
            mail.TextBody,
            StringComparison.Ordinal
        );
        Assert.Contains($"In detail: {ActionMessage}", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("en", mail.Body!.Headers["Content-Language"]);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
    }

    [Fact]
    public async Task Without_an_operator_the_first_athlete_gets_alerts()
    {
        _fixture.Settings = _fixture.Settings with { Mail = new MailSettings { From = "recovery@example.org" } };
        _fixture.SaveSyncAttempt("misconfigured", null, 1, "Strava:ClientSecret: refused");
        await _fixture.ProcessAsync();

        Assert.Equal("anna@example.org", Assert.Single(GetAlertMessages()).To.ToString());
        Assert.Contains("It hasn't worked once so far.", GetAlertMessages()[0].TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_who_is_an_athlete_reads_alerts_in_that_language()
    {
        _fixture.Settings = _fixture.Settings with
        {
            FileAthletes = [_fixture.Anna with { Language = "de", Email = "operator@example.org" }],
        };
        _fixture.SaveSyncAttempt("action-needed", "2026-11-20T18:00:00Z", 1, ActionMessage);
        await _fixture.ProcessAsync();

        var mail = Assert.Single(GetAlertMessages());
        Assert.Equal("Strava muss neu verbunden werden", mail.Subject);
        Assert.Equal("de", mail.Body!.Headers["Content-Language"]);
        Assert.Contains("deine Aktivitäten", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_mail_reports_that_a_source_has_recovered()
    {
        _fixture.SaveSyncAttempt("action-needed", "2026-11-21T11:00:00Z", 1, ActionMessage);
        await _fixture.ProcessAsync();
        for (var hour = 0; hour < 30; hour++)
        {
            _fixture.Clock.Advance(TimeSpan.FromHours(1));
            _fixture.SaveSyncAttempt("complete", _fixture.Clock.GetUtcNow().ToString("O"), 0);
            await _fixture.ProcessAsync();
        }

        Assert.Equal(
            ["Strava needs reconnecting", "Strava works again"],
            GetAlertMessages().Select(mail => mail.Subject)
        );
    }

    [Fact]
    public async Task An_outage_of_the_source_does_not_resolve_an_alert()
    {
        _fixture.SaveSyncAttempt("action-needed", "2026-11-21T11:00:00Z", 1, ActionMessage);
        await _fixture.ProcessAsync();
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.SaveSyncAttempt("away", "2026-11-21T11:00:00Z", 2, "Strava is unavailable.");
        await _fixture.ProcessAsync();

        Assert.Single(GetAlertMessages());
    }

    [Fact]
    public async Task A_source_that_fails_repeatedly_causes_one_alert_a_day()
    {
        for (var hour = 0; hour < 24; hour++)
        {
            if (hour % 2 == 0)
            {
                _fixture.SaveSyncAttempt("action-needed", "2026-11-21T11:00:00Z", 1, ActionMessage);
            }
            else
            {
                _fixture.SaveSyncAttempt("complete", _fixture.Clock.GetUtcNow().ToString("O"), 0);
            }

            await _fixture.ProcessAsync();
            _fixture.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(
            ["Strava needs reconnecting", "Strava works again"],
            GetAlertMessages().Select(mail => mail.Subject)
        );
    }

    [Fact]
    public async Task A_source_is_reported_after_failing_for_a_day_and_not_before()
    {
        for (var hour = 1; hour <= 25; hour++)
        {
            _fixture.Clock.Advance(TimeSpan.FromHours(1));
            _fixture.SaveSyncAttempt(
                "away",
                "2026-11-21T12:00:00Z",
                hour,
                "Strava is unavailable; syncing resumes automatically."
            );
            await _fixture.ProcessAsync();
            Assert.Equal(hour > 24 ? 1 : 0, GetAlertMessages().Count);
        }

        Assert.Contains("for more than 24 hours", GetAlertMessages()[0].TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_weekend_off_the_source_is_synced_before_an_alert()
    {
        await _fixture.ProcessAsync();
        _fixture.SaveSyncAttempt("complete", "2026-11-21T12:00:00Z", 0);
        _fixture.Clock.Advance(TimeSpan.FromDays(3));
        _fixture.OnSync = _ => _fixture.SaveSyncAttempt("complete", _fixture.Clock.GetUtcNow().ToString("O"), 0);

        await _fixture.ProcessAsync();

        Assert.Equal("anna Strava Full", Assert.Single(_fixture.SyncedSources));
        Assert.Empty(_fixture.GetAlerts());
    }

    [Fact]
    public async Task After_a_weekend_off_an_alert_needs_two_failed_syncs()
    {
        await _fixture.ProcessAsync();
        _fixture.SaveSyncAttempt("complete", "2026-11-21T12:00:00Z", 0);
        _fixture.Clock.Advance(TimeSpan.FromDays(3));
        var failures = 0;
        _fixture.OnSync = _ =>
            _fixture.SaveSyncAttempt("away", "2026-11-21T12:00:00Z", ++failures, "Strava is unavailable.");

        await _fixture.ProcessAsync();
        Assert.Empty(_fixture.GetAlerts());
        _fixture.Clock.Advance(TimeSpan.FromMinutes(6));
        await _fixture.ProcessAsync();

        Assert.Single(GetAlertMessages());
    }

    [Fact]
    public async Task A_sync_that_throws_is_reported_and_not_repeated_endlessly()
    {
        await _fixture.ProcessAsync();
        _fixture.Clock.Advance(TimeSpan.FromHours(25));
        _fixture.OnSync = _ => throw new InvalidOperationException("broken");

        for (var minute = 0; minute < 60; minute++)
        {
            await _fixture.ProcessAsync();
            _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Single(GetAlertMessages());
        Assert.Single(_fixture.SyncedSources, "anna Strava Full");
    }

    [Fact]
    public async Task An_alert_resolved_before_it_was_sent_is_skipped()
    {
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Transient, "down"));
        _fixture.SaveSyncAttempt("action-needed", "2026-11-21T11:00:00Z", 1, ActionMessage);
        await _fixture.ProcessAsync();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(30));
        _fixture.SaveSyncAttempt("complete", _fixture.Clock.GetUtcNow().ToString("O"), 0);
        await _fixture.ProcessAsync();

        Assert.Single(_fixture.Transport.Messages);
        Assert.Equal(
            (MailState.Skipped, AlertScheduler.ResolvedReason),
            (_fixture.GetAlerts().Single().State, _fixture.GetAlerts().Single().Reason)
        );
    }

    [Fact]
    public async Task During_a_mail_server_outage_alerts_do_not_accumulate()
    {
        _fixture.Transport.EnqueueOutcomes([.. Enumerable.Repeat(new MailOutcome(MailResult.Transient, "down"), 1000)]);
        for (var hour = 0; hour < 100; hour++)
        {
            _fixture.SaveSyncAttempt("action-needed", "2026-11-21T11:00:00Z", 1, ActionMessage);
            await _fixture.ProcessAsync();
            Assert.InRange(
                _fixture
                    .GetAlerts()
                    .Count(alert => alert is { State: MailState.Rendered, Period: AlertPeriod { Topic: "strava" } }),
                0,
                1
            );
            _fixture.Clock.Advance(TimeSpan.FromHours(1));
        }
    }

    [Fact]
    public async Task A_failed_digest_is_reported_once()
    {
        _fixture.SaveSyncAttempt("complete", "2026-11-21T12:00:00Z", 0);
        await _fixture.ProcessAsync();
        _fixture.Transport.EnqueueOutcomes(
            new MailOutcome(MailResult.Permanent, "Athletes: anna: Email: refused"),
            MailOutcome.Accepted
        );
        _fixture.Clock.SetUtcNow(OutboxFixture.At("2026-11-22T18:00:00Z"));
        for (var hour = 0; hour < 72; hour++)
        {
            _fixture.SaveSyncAttempt("complete", _fixture.Clock.GetUtcNow().ToString("O"), 0);
            await _fixture.ProcessAsync();
            _fixture.Clock.Advance(TimeSpan.FromHours(1));
        }

        var mail = Assert.Single(GetAlertMessages());
        Assert.Equal("A digest didn't arrive", mail.Subject);
        Assert.Contains("digest of Sunday 22 November didn't arrive", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("Athletes: anna: Email: refused", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("digest send --athlete anna --week 2026-W47", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_do_not_use_the_digests_limit_and_ignore_pauses()
    {
        _fixture.Settings = _fixture.Settings with { Mail = _fixture.Settings.Mail with { DailyLimit = 1 } };
        await _fixture.ProcessAsync();
        _fixture.Clock.SetUtcNow(OutboxFixture.At("2026-11-22T18:00:00Z"));
        _fixture.SaveSyncAttempt("action-needed", "2026-11-22T17:00:00Z", 1, ActionMessage);
        await _fixture.ProcessAsync();
        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
        Assert.Single(GetAlertMessages());

        _fixture.Execute("INSERT INTO pauses (athlete_id, until) SELECT id, '2026-12-31' FROM athletes");
        _fixture.Clock.Advance(TimeSpan.FromHours(24));
        await _fixture.ProcessAsync();
        Assert.Equal(2, GetAlertMessages().Count);
    }

    [Fact]
    public async Task After_a_crash_the_stored_bytes_are_sent()
    {
        _fixture.Transport.EnqueueException(new InvalidOperationException("broken"));
        _fixture.SaveSyncAttempt("action-needed", "2026-11-21T11:00:00Z", 1, ActionMessage);
        await _fixture.ProcessAsync();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(6));
        await _fixture.ProcessAsync();

        Assert.Equal(2, _fixture.Transport.Messages.Count);
        Assert.Equal(_fixture.Transport.Messages[0], _fixture.Transport.Messages[1]);
        Assert.Equal(MailState.Sent, Assert.Single(_fixture.GetAlerts()).State);
    }

    /// <summary>Returns the alerts passed to the transport in each attempt.</summary>
    /// <summary>From five weeks before the end of a key to weeks after its replacement, a pass a day.</summary>
    [Fact]
    public async Task A_key_that_ends_is_announced_four_times_and_reported_daily_until_there_is_a_new_one()
    {
        _fixture.Settings = _fixture.Settings with
        {
            FileAthletes = [_fixture.Anna with { Sources = new AthleteSources { Enabled = [SourceNames.Garmin] } }],
        };
        var (lastDay, replacedOn) = (new DateOnly(2026, 12, 31), new DateOnly(2027, 1, 3));
        SaveKey(lastDay);
        for (var day = 0; day < 60; day++)
        {
            var today = DateOnly.FromDateTime(_fixture.Clock.GetUtcNow().UtcDateTime);
            if (today == replacedOn)
            {
                SaveKey(replacedOn.AddDays(365));
            }

            var works = today <= lastDay || today >= replacedOn;
            _fixture.SaveSyncAttempt(
                works ? "complete" : "action-needed",
                works ? _fixture.Clock.GetUtcNow().ToString("O") : "2026-12-31T12:00:00Z",
                works ? 0 : 1,
                works ? null : "Garmin no longer accepts the key; run 'activitysync connect garmin --athlete anna'.",
                source: "garmin"
            );
            await _fixture.ProcessAsync();
            _fixture.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(
            [
                "garmin-key-2026-12-01",
                "garmin-key-2026-12-17",
                "garmin-key-2026-12-24",
                "garmin-key-2026-12-30",
                "garmin-2027-01-01",
                "garmin-2027-01-02",
                "garmin-2027-01-02-over",
            ],
            _fixture.GetAlerts().Select(alert => alert.Period.ToString())
        );
        Assert.Equal(7, GetAlertMessages().Count);
    }

    private void SaveKey(DateOnly expiresOn)
    {
        using var connection = _fixture.Database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, "anna", _fixture.Clock);
        KeyPropertiesRepository.Save(connection, athleteId, "garmin", "fingerprint", expiresOn);
    }

    private List<MimeMessage> GetAlertMessages() =>
        [
            .. _fixture
                .Transport.Messages.Where(bytes =>
                    Encoding.UTF8.GetString(bytes).Contains("<alert.", StringComparison.Ordinal)
                )
                .Select(bytes => MimeMessage.Load(new MemoryStream(bytes))),
        ];
}
