using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Mail.Transport;
using ActivitySync.Tests.Data;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Mail.Outbox;

public sealed class OutboxProcessorTests : IDisposable
{
    private readonly OutboxFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_digest_is_sent_once_after_its_slot()
    {
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T17:59:59Z");
        Assert.Empty(_fixture.Transport.Messages);

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-23T09:00:00Z");

        Assert.Single(_fixture.Transport.Messages);
        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
        Assert.Null(_fixture.GetMessage());
        Assert.Equal("<digest.2026-W47.0.anna@test>", _fixture.FindRow()!.MessageId);
    }

    [Fact]
    [SqliteOnly]
    public async Task A_mail_sent_while_the_disk_filled_up_is_not_sent_again()
    {
        Requirements.RequireSmallDisk();
        using var disk = SmallDisk.Mount(_fixture.Settings.ActivitySync.DataDirectory, megabytes: 4);
        _fixture.KeepSender();
        await _fixture.ProcessAsync();
        _fixture.Transport.WhileSending = disk.Fill;

        var exception = await Assert.ThrowsAsync<DatabaseException>(() =>
            _fixture.ProcessAtAsync("2026-11-22T18:00:00Z")
        );
        Assert.Contains("the disk is full", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => _fixture.ProcessAtAsync("2026-11-22T18:01:00Z"));
        disk.Free();
        await _fixture.ProcessAtAsync("2026-11-22T18:02:00Z");

        Assert.Single(_fixture.Transport.Messages);
        Assert.Equal((MailState.Sent, false), (_fixture.FindRow()!.State, _fixture.FindRow()!.IsUncertain));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task An_outcome_that_was_not_stored_gives_way_to_a_later_attempt_of_another_node()
    {
        _fixture.KeepSender();
        await _fixture.ProcessAsync();
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Transient, "not accepted"));
        _fixture.Transport.WhileSending = () => _fixture.Database.RefuseRows("UPDATE", "mails");
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        _fixture.Transport.WhileSending = null;
        _fixture.Database.AcceptRows("mails");
        _fixture.Execute("UPDATE mails SET attempts = 2, handed_over = 1 WHERE state = 'sending'");

        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Equal((MailState.Sent, true), (_fixture.FindRow()!.State, _fixture.FindRow()!.IsUncertain));
    }

    [Fact]
    public async Task No_other_node_sends_a_mail_whose_outcome_was_not_stored()
    {
        _fixture.KeepSender();
        await _fixture.ProcessAsync();
        _fixture.Transport.WhileSending = () => _fixture.Database.RefuseRows("UPDATE", "mails");
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        _fixture.Transport.WhileSending = null;
        _fixture.Database.AcceptRows("mails");
        Assert.Equal(_fixture.Database.Cluster is null, CanOtherNodeSend());

        await _fixture.ProcessAtAsync("2026-11-22T18:00:01Z");

        Assert.Single(_fixture.Transport.Messages);
        Assert.Equal((MailState.Sent, false), (_fixture.FindRow()!.State, _fixture.FindRow()!.IsUncertain));
        Assert.True(CanOtherNodeSend());
    }

    [Fact]
    public async Task A_mail_that_another_node_is_sending_is_left_to_it()
    {
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        _fixture.Execute("UPDATE mails SET state = 'sending', handed_over = 1");
        using (var connection = _fixture.Database.Open())
        {
            var row = _fixture.FindRow()!;
            _fixture.Recovery.RecoverInterrupted(
                connection,
                new StubLease { IsLost = true },
                _fixture.Settings.FileAthletes[0],
                row.AthleteId
            );
        }

        Assert.Equal((MailState.Sending, false), (_fixture.FindRow()!.State, _fixture.FindRow()!.IsUncertain));
    }

    [Theory]
    [InlineData("rendered")]
    [InlineData("unknown")]
    public async Task A_mail_that_arrived_is_not_sent_again_whatever_another_node_decided_meanwhile(string decided)
    {
        _fixture.KeepSender();
        await _fixture.ProcessAsync();
        var isLost = _fixture.Database.Cluster is not null;
        _fixture.Transport.WhileSending = () =>
        {
            if (isLost)
            {
                _fixture.Execute("UPDATE leases SET fence = fence + 1, expires_at = 1");
                _fixture.Execute(
                    $"UPDATE mails SET state = '{decided}', uncertain = 1, attempts = attempts + 1, "
                        + $"next_try_at = {OutboxFixture.At("2026-11-22T18:30:00Z").ToUnixTimeSeconds()}"
                );
            }
        };
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        _fixture.Transport.WhileSending = null;
        Assert.Equal(isLost ? decided : "sent", _fixture.FindRow()!.State.ToStoredText());

        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T19:00:00Z");

        Assert.Single(_fixture.SentDigests);
        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
    }

    /// <summary>Whether another node gets the lease of Anna's mails; with SQLite there is none.</summary>
    private bool CanOtherNodeSend()
    {
        using var other = new Leases(_fixture.Database, _fixture.Clock, NullLogger<Leases>.Instance);
        using var lease = other.TryAcquire(LeaseWork.Emails, _fixture.FindRow()!.AthleteId);
        return lease is not null;
    }

    [Fact]
    public async Task A_slot_before_the_athlete_was_added_is_not_recorded()
    {
        _fixture.Clock.SetUtcNow(OutboxFixture.At("2026-11-22T18:00:30Z"));

        await _fixture.ProcessAsync();

        Assert.Empty(_fixture.Transport.Messages);
        Assert.Null(_fixture.FindRow());
    }

    [Fact]
    public async Task A_nomail_hashtag_skips_only_the_next_digest()
    {
        await _fixture.ProcessAsync();
        _fixture.Execute(
            "INSERT INTO title_pauses (athlete_id, origin_key, from_date, until) VALUES (1, 'strava:1', "
                + "'2026-11-18', '2026-11-24')"
        );

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        Assert.Equal((MailState.Skipped, MailPause.Reason), (_fixture.FindRow()!.State, _fixture.FindRow()!.Reason));

        await _fixture.ProcessAtAsync("2026-11-29T18:00:00Z");
        Assert.Equal(MailState.Sent, _fixture.FindRow("2026-W48")!.State);
    }

    [Fact]
    public async Task The_bytes_are_stored_before_they_are_sent()
    {
        byte[]? stored = null;
        MailState? state = null;
        _fixture.Transport.WhileSending = () => (stored, state) = (_fixture.GetMessage(), _fixture.FindRow()!.State);
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Equal(_fixture.Transport.Messages.Single(), stored);
        Assert.Equal(MailState.Sending, state);
    }

    [Fact]
    public async Task A_daemon_that_was_off_sends_the_digest_of_the_missed_week()
    {
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-24T17:59:00Z");

        var request = Assert.Single(_fixture.Requests);
        Assert.Equal("2026-W47", request.Period.ToString());
        Assert.Equal(new DateOnly(2026, 11, 22), request.WeekEnd);
        Assert.Equal(new DateOnly(2026, 11, 24), request.Today);
        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task After_more_than_two_days_each_missed_week_is_recorded_as_skipped()
    {
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-12-01T18:01:00Z");

        Assert.Empty(_fixture.Transport.Messages);
        Assert.Equal(MailState.Skipped, _fixture.FindRow("2026-W47")!.State);
        Assert.Equal(MailState.Skipped, _fixture.FindRow("2026-W48")!.State);
        Assert.Contains("off", _fixture.FindRow("2026-W48")!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_athlete_gets_no_mail_and_the_reason_is_stored()
    {
        await _fixture.ProcessAsync();
        _fixture.Execute("INSERT INTO pauses (athlete_id, until) SELECT id, '2026-11-22' FROM athletes");

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-23T18:00:00Z");

        Assert.Empty(_fixture.Transport.Messages);
        Assert.Equal((MailState.Skipped, "paused"), (_fixture.FindRow()!.State, _fixture.FindRow()!.Reason));
    }

    [Fact]
    public async Task A_pause_that_begins_while_a_mail_waits_skips_it()
    {
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Transient, "later"));
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        _fixture.Execute("INSERT INTO pauses (athlete_id, until) SELECT id, '2026-11-30' FROM athletes");

        await _fixture.ProcessAtAsync("2026-11-22T19:00:00Z");

        Assert.Single(_fixture.Transport.Messages);
        Assert.Equal(MailState.Skipped, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task A_mail_without_content_is_skipped()
    {
        _fixture.Write = _ => null;
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T20:00:00Z");

        Assert.Equal((MailState.Skipped, "quiet week"), (_fixture.FindRow()!.State, _fixture.FindRow()!.Reason));
        Assert.Single(_fixture.Requests);
    }

    [Fact]
    public async Task During_an_outage_the_same_bytes_are_retried_with_increasing_delays()
    {
        _fixture.Transport.EnqueueOutcomes([
            .. Enumerable.Repeat(new MailOutcome(MailResult.Transient, "Mail:Smtp:Host: away"), 1000),
        ]);
        await _fixture.ProcessAsync();
        _fixture.Clock.SetUtcNow(OutboxFixture.At("2026-11-22T18:00:00Z"));

        for (var minute = 0; minute <= 48 * 60; minute++)
        {
            await _fixture.ProcessAsync();
            _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(_fixture.Transport.Messages.Count, 10, 25);
        Assert.All(_fixture.Transport.Messages, tried => Assert.Equal(_fixture.Transport.Messages[0], tried));
        Assert.Equal(MailState.Rendered, _fixture.FindRow()!.State);
        Assert.Contains("Mail:Smtp:Host", _fixture.FindRow()!.Reason, StringComparison.Ordinal);

        await _fixture.ProcessAtAsync("2026-11-24T18:01:00Z");

        Assert.Equal(MailState.Failed, _fixture.FindRow()!.State);
        Assert.Contains("48 hours", _fixture.FindRow()!.Reason, StringComparison.Ordinal);
        Assert.Contains("away", _fixture.FindRow()!.Reason, StringComparison.Ordinal);
        Assert.Null(_fixture.GetMessage());
    }

    [Fact]
    public async Task After_an_outage_the_mail_is_sent()
    {
        _fixture.Transport.EnqueueOutcomes(
            new MailOutcome(MailResult.Transient, "away"),
            new MailOutcome(MailResult.ActionNeeded, "login"),
            MailOutcome.Accepted
        );
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T18:04:59Z");
        Assert.Single(_fixture.Transport.Messages);

        await _fixture.ProcessAtAsync("2026-11-22T18:06:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T18:18:01Z");

        Assert.Equal(3, _fixture.Transport.Messages.Count);
        Assert.Equal((MailState.Sent, (string?)null), (_fixture.FindRow()!.State, _fixture.FindRow()!.Reason));
    }

    [Fact]
    public async Task A_permanently_rejected_mail_is_not_retried()
    {
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Permanent, "Athletes:Email: refused"));
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-23T18:00:00Z");

        Assert.Single(_fixture.SentDigests);
        Assert.Equal(
            (MailState.Failed, "Athletes:Email: refused"),
            (_fixture.FindRow()!.State, _fixture.FindRow()!.Reason)
        );
    }

    [Fact]
    public async Task A_missing_answer_means_one_retry_with_the_same_bytes()
    {
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Unknown, "no answer"), MailOutcome.Accepted);
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T18:06:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T19:00:00Z");

        Assert.Equal(2, _fixture.Transport.Messages.Count);
        Assert.Equal(_fixture.Transport.Messages[0], _fixture.Transport.Messages[1]);
        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task After_two_missing_answers_the_outcome_is_unknown()
    {
        _fixture.Transport.EnqueueOutcomes(
            new MailOutcome(MailResult.Unknown, "no answer"),
            new MailOutcome(MailResult.Unknown, "no answer")
        );
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T18:06:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T23:00:00Z");

        Assert.Equal(2, _fixture.SentDigests.Count);
        Assert.Equal(MailState.Unknown, _fixture.FindRow()!.State);
    }

    [Theory]
    [InlineData(nameof(MailResult.Permanent))]
    [InlineData(nameof(MailResult.Transient))]
    public async Task A_mail_that_may_have_arrived_is_never_failed(string second)
    {
        var result = Enum.Parse<MailResult>(second);
        _fixture.Transport.EnqueueOutcomes([
            new MailOutcome(MailResult.Unknown, "no answer"),
            .. Enumerable.Repeat(new MailOutcome(result, "no"), 100),
        ]);
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T18:06:00Z");
        await _fixture.ProcessAtAsync("2026-11-25T18:06:00Z");

        Assert.Equal(MailState.Unknown, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task A_crash_while_sending_means_one_retry_with_the_same_bytes()
    {
        await CrashWhileSendingAsync("2026-11-22T18:00:00Z");

        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Equal("on the wire", Encoding.UTF8.GetString(_fixture.Transport.Messages.Single()));
        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task Crashes_before_the_mail_is_handed_over_cost_attempts_and_nothing_else()
    {
        await CrashWhileSendingAsync("2026-11-22T18:00:00Z", isHandedOver: false);
        for (var crash = 0; crash < 5; crash++)
        {
            _fixture.Transport.WhileConnecting = () => throw new InvalidOperationException("gone");
            await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");
            _fixture.Execute("UPDATE mails SET state = 'sending', handed_over = 0, next_try_at = NULL");
        }

        _fixture.Transport.WhileConnecting = null;
        await _fixture.ProcessAtAsync("2026-11-22T18:02:00Z");

        Assert.Single(_fixture.Transport.Messages);
        Assert.Equal((MailState.Sent, false), (_fixture.FindRow()!.State, _fixture.FindRow()!.IsUncertain));
    }

    [Fact]
    public async Task That_a_mail_may_arrive_is_stored_before_it_is_handed_over()
    {
        bool? before = null;
        bool? after = null;
        _fixture.Transport.WhileConnecting = () => before = _fixture.FindRow()!.IsHandedOver;
        _fixture.Transport.WhileSending = () => after = _fixture.FindRow()!.IsHandedOver;
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Equal((false, true), (before, after));
    }

    [Fact]
    public async Task A_mail_whose_row_changed_meanwhile_is_not_handed_over()
    {
        _fixture.Transport.WhileConnecting = () => _fixture.Execute("UPDATE mails SET state = 'skipped'");
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Empty(_fixture.Transport.Messages);
        Assert.Equal(MailState.Skipped, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task After_a_second_crash_the_outcome_is_unknown()
    {
        await CrashWhileSendingAsync("2026-11-22T18:00:00Z");
        _fixture.Execute("UPDATE mails SET uncertain = 1");

        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Empty(_fixture.Transport.Messages);
        Assert.Equal(MailState.Unknown, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task With_never_a_crash_after_the_mail_was_handed_over_makes_the_outcome_unknown()
    {
        UseNever();
        await CrashWhileSendingAsync("2026-11-22T18:00:00Z");

        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Empty(_fixture.SentDigests);
        Assert.Equal(MailState.Unknown, _fixture.FindRow()!.State);
        Assert.Contains("it may have arrived", _fixture.FindRow()!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_never_a_crash_before_the_mail_was_handed_over_costs_nothing_else()
    {
        UseNever();
        await CrashWhileSendingAsync("2026-11-22T18:00:00Z", isHandedOver: false);

        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Single(_fixture.SentDigests);
        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task With_never_a_mail_without_an_answer_is_not_sent_again_and_the_operator_is_told()
    {
        UseNever();
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Unknown, "no answer"));
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T20:00:00Z");

        Assert.Single(_fixture.SentDigests);
        Assert.Equal(MailState.Unknown, _fixture.FindRow()!.State);
        Assert.Single(_fixture.GetAlerts());
    }

    [Fact]
    public async Task A_retry_that_waits_is_given_up_when_never_is_set()
    {
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Unknown, "no answer"));
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        Assert.True(_fixture.FindRow()!.IsUncertain);

        UseNever();
        await _fixture.ProcessAtAsync("2026-11-22T20:00:00Z");

        Assert.Single(_fixture.SentDigests);
        Assert.Equal(MailState.Unknown, _fixture.FindRow()!.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transport_that_throws_leaves_no_mail_in_sending(bool isHandedOver)
    {
        if (isHandedOver)
        {
            _fixture.Transport.EnqueueException(new InvalidOperationException("broken"));
        }
        else
        {
            _fixture.Transport.WhileConnecting = () => throw new InvalidOperationException("broken");
        }

        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Equal((MailState.Rendered, isHandedOver), (_fixture.FindRow()!.State, _fixture.FindRow()!.IsUncertain));
    }

    [Fact]
    public async Task A_mail_is_claimed_by_one_process_only()
    {
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Transient, "later"));
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        var id = _fixture.FindRow()!.Id;
        using var one = _fixture.Database.Open();
        using var other = _fixture.Database.Open();

        Assert.True(MailRepository.Claim(one, id, _fixture.Clock.GetUtcNow()));
        Assert.False(MailRepository.Claim(other, id, _fixture.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task While_another_process_sends_nothing_is_sent_or_recovered()
    {
        await CrashWhileSendingAsync("2026-11-22T18:00:00Z");
        using (await _fixture.OutboxLock.TryAcquireAsync(TimeSpan.Zero, default))
        {
            await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");
        }

        Assert.Empty(_fixture.Transport.Messages);
        Assert.Equal(MailState.Sending, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task The_daemon_and_commands_at_the_same_time_send_a_mail_once()
    {
        await _fixture.ProcessAsync();
        _fixture.Clock.SetUtcNow(OutboxFixture.At("2026-11-22T18:00:00Z"));
        using var start = new ManualResetEventSlim();
        var senders = Enumerable
            .Range(0, 8)
            .Select(number =>
                Task.Run(async () =>
                {
                    start.Wait();
                    if (number % 2 == 0)
                    {
                        await _fixture.ProcessAsync();
                    }
                    else
                    {
                        await SendWithLockAsync();
                    }
                })
            )
            .ToList();

        start.Set();
        await Task.WhenAll(senders);
        await _fixture.ProcessAsync();

        Assert.Single(_fixture.Transport.Messages);
        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);

        async Task SendWithLockAsync()
        {
            var sending = _fixture.SendAsync();
            while (!sending.IsCompleted)
            {
                _fixture.Clock.Advance(TimeSpan.FromMilliseconds(200)); // the sender waits by this clock
                await Task.Yield();
            }

            try
            {
                Assert.Null((await sending).Error);
            }
            catch (OperationException exception)
            {
                // It timed out before the other senders were done.
                Assert.Equal(DigestSender.DaemonIsSendingMessage, exception.Message);
            }
        }
    }

    [Fact]
    public async Task A_mail_that_cannot_be_rendered_does_not_block_the_next_athlete()
    {
        using var fixture = new OutboxFixture("anna", "ben");
        var write = fixture.Write;
        fixture.Write = request =>
            request.Athlete.Name == "anna" ? throw new FormatException("secret knee") : write(request);
        await fixture.ProcessAsync();

        await fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Equal(MailState.Sent, fixture.FindRow(athlete: "ben")!.State);
        var row = fixture.FindRow()!;
        Assert.Equal((MailState.Planned, 1L), (row.State, row.Attempts));
        Assert.DoesNotContain("knee", row.Reason, StringComparison.Ordinal);

        fixture.Write = write;
        await fixture.ProcessAtAsync("2026-11-22T18:06:00Z");
        Assert.Equal(MailState.Sent, fixture.FindRow()!.State);
    }

    [Fact]
    public async Task One_athletes_failure_is_reported_and_does_not_stop_the_others()
    {
        using var fixture = new OutboxFixture("anna", "ben");
        fixture.Triggers.Add(
            new StubMailTrigger(MailKind.Race, (athlete, _) =>
                athlete.Name == "anna" ? throw new FormatException("secret knee") : []
            )
        );
        await fixture.ProcessAsync();

        var failed = await fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Equal(MailState.Sent, fixture.FindRow(athlete: "ben")!.State);
        Assert.StartsWith("anna: FormatException", Assert.Single(failed), StringComparison.Ordinal);
        Assert.DoesNotContain("knee", failed[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_is_not_rendered_while_a_command_has_the_lock()
    {
        await _fixture.ProcessAsync();
        using (await _fixture.OutboxLock.TryAcquireAsync(TimeSpan.Zero, TestContext.Current.CancellationToken))
        {
            await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        }

        Assert.Equal(MailState.Planned, _fixture.FindRow()!.State);

        await _fixture.ProcessAsync();

        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task Mails_above_the_daily_limit_are_sent_the_next_day()
    {
        _fixture.Settings = _fixture.Settings with { Mail = new MailSettings { DailyLimit = 1 } };
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        var report = await _fixture.ResendAsync();
        Assert.Equal(ErrorKind.RemoteUnavailable, report.Error);
        Assert.Contains("Mail:DailyLimit", report.Message, StringComparison.Ordinal);
        await _fixture.ProcessAtAsync("2026-11-22T22:59:59Z");
        Assert.Single(_fixture.Transport.Messages);

        await _fixture.ProcessAtAsync("2026-11-22T23:00:00Z"); // midnight in Berlin
        Assert.Equal(2, _fixture.Transport.Messages.Count);
    }

    [Fact]
    public async Task Stale_sources_are_synced_before_a_mail_is_rendered()
    {
        _fixture.Settings = _fixture.Settings with
        {
            ActivitySync = _fixture.Settings.ActivitySync with { AlertAfterHours = 48 },
            FileAthletes = [_fixture.Anna with { Sources = new AthleteSources { Enabled = [SourceNames.Strava] } }],
        };
        await _fixture.ProcessAsync();
        SaveSuccessfulSync("2026-11-21T17:00:00Z");
        _fixture.OnSync = _ => SaveSuccessfulSync("2026-11-22T18:00:00Z");

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Equal(["anna Full"], _fixture.SyncedSources);
        Assert.Equal(OutboxFixture.At("2026-11-22T18:00:00Z"), _fixture.Requests.Single().KnownUntil);
    }

    [Fact]
    public async Task Current_sources_are_not_synced_again()
    {
        _fixture.Settings = _fixture.Settings with
        {
            FileAthletes = [_fixture.Anna with { Sources = new AthleteSources { Enabled = [SourceNames.Strava] } }],
        };
        await _fixture.ProcessAsync();
        SaveSuccessfulSync("2026-11-22T17:37:00Z");

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Empty(_fixture.SyncedSources);
        Assert.Equal(OutboxFixture.At("2026-11-22T17:37:00Z"), _fixture.Requests.Single().KnownUntil);
    }

    [Fact]
    public async Task A_source_outage_does_not_stop_the_mail()
    {
        _fixture.Settings = _fixture.Settings with
        {
            FileAthletes = [_fixture.Anna with { Sources = new AthleteSources { Enabled = [SourceNames.Strava] } }],
        };
        await _fixture.ProcessAsync();
        SaveSuccessfulSync("2026-11-21T13:00:00Z");

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
        Assert.Equal(OutboxFixture.At("2026-11-21T13:00:00Z"), _fixture.Requests.Single().KnownUntil);
    }

    [Fact]
    public async Task Bytes_with_Strava_data_are_deleted_when_that_data_expires()
    {
        var write = _fixture.Write;
        _fixture.Write = request => write(request)! with { CacheDays = 7 };
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        Assert.NotNull(_fixture.GetMessage());

        using var connection = _fixture.Database.Open();
        Assert.Equal(0, MailRepository.DeleteExpiredMessages(connection, OutboxFixture.At("2026-11-29T17:59:59Z")));
        Assert.Equal(1, MailRepository.DeleteExpiredMessages(connection, OutboxFixture.At("2026-11-29T18:00:00Z")));
        Assert.Null(_fixture.GetMessage());
        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
        Assert.NotNull(_fixture.FindRow()!.MessageId);
    }

    private void SaveSuccessfulSync(string succeededAt)
    {
        using var connection = _fixture.Database.Open();
        var at = OutboxFixture.At(succeededAt).ToUnixTimeSeconds();
        SyncStateRepository.Save(
            connection,
            new SyncStateRow(
                AthleteRepository.GetOrAddId(connection, "anna", _fixture.Clock),
                "strava",
                at,
                "complete",
                null,
                at,
                at,
                null,
                0
            )
        );
    }

    private void UseNever() =>
        _fixture.Settings = _fixture.Settings with
        {
            Mail = _fixture.Settings.Mail with { AfterCrash = AfterCrash.Never, Operator = "operator@example.org" },
        };

    private async Task CrashWhileSendingAsync(string instant, bool isHandedOver = true)
    {
        await _fixture.ProcessAsync();
        _fixture.Clock.SetUtcNow(OutboxFixture.At(instant));
        using var connection = _fixture.Database.Open();
        var now = _fixture.Clock.GetUtcNow();
        MailRepository.Add(
            connection,
            AthleteRepository.GetOrAddId(connection, "anna", _fixture.Clock),
            MailKind.Digest,
            new WeekPeriod(2026, 47),
            MailState.Planned,
            null,
            OutboxFixture.At("2026-11-22T18:00:00Z"),
            now
        );
        var id = _fixture.FindRow()!.Id;
        MailRepository.MarkRendered(
            connection,
            id,
            "<id@test>",
            "on the wire"u8.ToArray(),
            quotesExpiringData: false,
            null,
            now
        );
        MailRepository.Claim(connection, id, now);
        if (isHandedOver)
        {
            MailRepository.MarkHandedOver(connection, id);
        }
    }
}
