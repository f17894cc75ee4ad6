using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Mail.Transport;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Mail.Outbox;

public sealed class OutboxProcessorTests : IDisposable
{
    private readonly OutboxFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_digest_goes_out_once_when_its_slot_has_passed()
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
    public async Task A_mail_that_arrived_while_the_disk_filled_up_does_not_go_again()
    {
        Requirements.RequireSmallDisk();
        using var disk = SmallDisk.Mount(_fixture.Settings.ActivitySync.DataDirectory, megabytes: 4);
        _fixture.KeepSender();
        await _fixture.ProcessAsync();
        _fixture.Transport.WhileSending = disk.Fill;

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => _fixture.ProcessAtAsync("2026-11-22T18:00:00Z"));
        Assert.Contains("the disk is full", _fixture.Database.DescribeError(exception), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => _fixture.ProcessAtAsync("2026-11-22T18:01:00Z"));
        disk.Free();
        await _fixture.ProcessAtAsync("2026-11-22T18:02:00Z");

        Assert.Single(_fixture.Transport.Messages);
        Assert.Equal((MailState.Sent, false), (_fixture.FindRow()!.State, _fixture.FindRow()!.IsUncertain));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_slot_from_before_the_runner_was_known_is_neither_mailed_nor_recorded()
    {
        _fixture.Clock.SetUtcNow(OutboxFixture.At("2026-11-22T18:00:30Z"));

        await _fixture.ProcessAsync();

        Assert.Empty(_fixture.Transport.Messages);
        Assert.Null(_fixture.FindRow());
    }

    [Fact]
    public async Task A_nomail_in_a_title_skips_the_next_digest_and_only_that()
    {
        await _fixture.ProcessAsync();
        _fixture.Execute(
            "INSERT INTO title_pauses (athlete_id, origin_key, from_date, until) VALUES (1, 'strava:1', '2026-11-18', '2026-11-24')"
        );

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        Assert.Equal(
            (MailState.Skipped, MailPause.Reason),
            (_fixture.FindRow()!.State, _fixture.FindRow()!.Reason)
        );

        await _fixture.ProcessAtAsync("2026-11-29T18:00:00Z");
        Assert.Equal(MailState.Sent, _fixture.FindRow("2026-W48")!.State);
    }

    [Fact]
    public async Task The_bytes_are_stored_before_the_first_goes_over_the_wire()
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
    public async Task A_server_that_was_off_catches_up_with_the_week_it_belongs_to()
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
    public async Task After_more_than_two_days_the_skip_is_recorded_for_each_week_missed()
    {
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-12-01T18:01:00Z");

        Assert.Empty(_fixture.Transport.Messages);
        Assert.Equal(MailState.Skipped, _fixture.FindRow("2026-W47")!.State);
        Assert.Equal(MailState.Skipped, _fixture.FindRow("2026-W48")!.State);
        Assert.Contains("off", _fixture.FindRow("2026-W48")!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_runner_gets_no_mail_and_the_reason_stays()
    {
        await _fixture.ProcessAsync();
        _fixture.Execute("INSERT INTO pauses (athlete_id, until) SELECT id, '2026-11-22' FROM athletes");

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-23T18:00:00Z");

        Assert.Empty(_fixture.Transport.Messages);
        Assert.Equal((MailState.Skipped, "paused"), (_fixture.FindRow()!.State, _fixture.FindRow()!.Reason));
    }

    [Fact]
    public async Task A_pause_that_begins_while_a_mail_waits_holds_it_back()
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
    public async Task A_quiet_week_is_skipped_where_the_writer_says_so()
    {
        _fixture.Write = _ => null;
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T20:00:00Z");

        Assert.Equal((MailState.Skipped, "quiet week"), (_fixture.FindRow()!.State, _fixture.FindRow()!.Reason));
        Assert.Single(_fixture.Requests);
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_again_with_the_same_bytes_ever_more_seldom()
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
    public async Task A_server_that_comes_back_gets_the_mail()
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
    public async Task What_is_refused_for_good_has_failed_and_is_not_tried_again()
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
    public async Task An_answer_that_never_came_means_one_retry_with_the_same_bytes()
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
    public async Task Two_answers_that_never_came_leave_it_unknown_and_it_is_not_sent_a_third_time()
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
    public async Task A_mail_that_may_have_arrived_is_never_called_failed(string second)
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
    public async Task A_crash_on_the_way_ends_in_one_retry_with_the_same_bytes()
    {
        await CrashOnTheWayAsync("2026-11-22T18:00:00Z");

        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Equal("on the wire", Encoding.UTF8.GetString(_fixture.Transport.Messages.Single()));
        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task A_second_crash_on_the_way_leaves_it_unknown()
    {
        await CrashOnTheWayAsync("2026-11-22T18:00:00Z");
        _fixture.Execute("UPDATE mails SET uncertain = 1");

        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Empty(_fixture.Transport.Messages);
        Assert.Equal(MailState.Unknown, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task A_transport_that_throws_leaves_no_row_behind_in_sending()
    {
        _fixture.Transport.EnqueueException(new InvalidOperationException("broken"));
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Equal((MailState.Rendered, true), (_fixture.FindRow()!.State, _fixture.FindRow()!.IsUncertain));
    }

    [Fact]
    public async Task A_row_is_claimed_by_one_only()
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
    public async Task While_another_process_sends_nothing_is_sent_or_taken_for_dead()
    {
        await CrashOnTheWayAsync("2026-11-22T18:00:00Z");
        using (await _fixture.OutboxLock.TryAcquireAsync(TimeSpan.Zero, default))
        {
            await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");
        }

        Assert.Empty(_fixture.Transport.Messages);
        Assert.Equal(MailState.Sending, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task The_daemon_and_verbs_at_the_same_moment_send_it_once()
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
                        await SendWhenItsTurnComesAsync();
                    }
                })
            )
            .ToList();

        start.Set();
        await Task.WhenAll(senders);
        await _fixture.ProcessAsync();

        Assert.Single(_fixture.Transport.Messages);
        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);

        async Task SendWhenItsTurnComesAsync()
        {
            var sending = _fixture.SendAsync();
            while (!sending.IsCompleted)
            {
                _fixture.Clock.Advance(TimeSpan.FromMilliseconds(200)); // it waits by this clock
                await Task.Yield();
            }

            try
            {
                Assert.Null((await sending).Error);
            }
            catch (OperationException exception)
            {
                Assert.Equal(DigestSender.DaemonIsSendingMessage, exception.Message); // its patience was over before the others were done
            }
        }
    }

    [Fact]
    public async Task A_mail_that_cannot_be_written_is_pushed_back_and_the_next_runner_gets_his()
    {
        using var fixture = new OutboxFixture("anna", "ben");
        var write = fixture.Write;
        fixture.Write = request => request.Athlete.Name == "anna" ? throw new FormatException("secret knee") : write(request);
        await fixture.ProcessAsync();

        await fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Equal(MailState.Sent, fixture.FindRow(athlete: "ben")!.State);
        var annas = fixture.FindRow()!;
        Assert.Equal((MailState.Planned, 1L), (annas.State, annas.Attempts));
        Assert.DoesNotContain("knee", annas.Reason, StringComparison.Ordinal);

        fixture.Write = write;
        await fixture.ProcessAtAsync("2026-11-22T18:06:00Z");
        Assert.Equal(MailState.Sent, fixture.FindRow()!.State);
    }

    [Fact]
    public async Task Whatever_of_one_runner_cannot_be_read_the_others_get_their_mails_and_the_pass_says_whose()
    {
        using var fixture = new OutboxFixture("anna", "ben");
        fixture.Triggers.Add(
            new StubMailTrigger(
                MailKind.Race,
                (athlete, _) => athlete.Name == "anna" ? throw new FormatException("secret knee") : []
            )
        );
        await fixture.ProcessAsync();

        var failed = await fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Equal(MailState.Sent, fixture.FindRow(athlete: "ben")!.State);
        Assert.StartsWith("anna: FormatException", Assert.Single(failed), StringComparison.Ordinal);
        Assert.DoesNotContain("knee", failed[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_a_verb_is_about_to_write_is_not_written_under_its_hands()
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
    public async Task A_runner_gets_no_more_mails_a_day_than_the_limit_and_the_rest_the_next_day()
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
    public async Task Old_data_is_freshened_before_a_mail_is_written()
    {
        _fixture.Settings = _fixture.Settings with
        {
            ActivitySync = _fixture.Settings.ActivitySync with { AlertAfterHours = 48 },
            Athletes = [_fixture.Anna with { Sources = new AthleteSources { Strava = true } }],
        };
        await _fixture.ProcessAsync();
        Saves("2026-11-21T17:00:00Z");
        _fixture.OnSync = _ => Saves("2026-11-22T18:00:00Z");

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Equal(["anna Full"], _fixture.SyncedSources);
        Assert.Equal(OutboxFixture.At("2026-11-22T18:00:00Z"), _fixture.Requests.Single().KnownUntil);
    }

    [Fact]
    public async Task Fresh_data_is_not_asked_for_again()
    {
        _fixture.Settings = _fixture.Settings with
        {
            Athletes = [_fixture.Anna with { Sources = new AthleteSources { Strava = true } }],
        };
        await _fixture.ProcessAsync();
        Saves("2026-11-22T17:37:00Z");

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Empty(_fixture.SyncedSources);
        Assert.Equal(OutboxFixture.At("2026-11-22T17:37:00Z"), _fixture.Requests.Single().KnownUntil);
    }

    [Fact]
    public async Task A_source_that_stays_away_does_not_cost_the_mail_which_says_up_to_when_it_knows()
    {
        _fixture.Settings = _fixture.Settings with
        {
            Athletes = [_fixture.Anna with { Sources = new AthleteSources { Strava = true } }],
        };
        await _fixture.ProcessAsync();
        Saves("2026-11-21T13:00:00Z");

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
        Assert.Equal(OutboxFixture.At("2026-11-21T13:00:00Z"), _fixture.Requests.Single().KnownUntil);
    }

    [Fact]
    public async Task Bytes_that_quote_Strava_stay_until_its_rows_have_expired_and_then_go()
    {
        var write = _fixture.Write;
        _fixture.Write = request => write(request)! with { QuotesStrava = true };
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

    private void Saves(string succeededAt)
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

    private async Task CrashOnTheWayAsync(string instant)
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
            quotesStrava: false,
            null,
            now
        );
        MailRepository.Claim(connection, id, now);
    }
}
