using System.Text;
using ActivitySync.Outbox;
using ActivitySync.Settings;
using ActivitySync.Store;
using ActivitySync.Tests.RealParts;

namespace ActivitySync.Tests.Outbox;

public sealed class KeepOutboxTests : IDisposable
{
    private readonly OutboxHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task A_digest_goes_out_once_when_its_slot_has_passed()
    {
        await _house.PassAsync();
        await _house.PassAt("2026-11-22T17:59:59Z");
        Assert.Empty(_house.Transport.Tried);

        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAsync();
        await _house.PassAt("2026-11-23T09:00:00Z");

        Assert.Single(_house.Transport.Tried);
        Assert.Equal(MailState.Sent, _house.Row()!.State);
        Assert.Null(_house.Bytes());
        Assert.Equal("<digest.2026-W47.0.anna@test>", _house.Row()!.MessageId);
    }

    [Fact]
    public async Task A_mail_that_arrived_while_the_disk_filled_up_does_not_go_again()
    {
        Needs.ASmallDisk();
        using var disk = SmallDisk.Mount(_house.Settings.ActivitySync.DataDirectory, megabytes: 4);
        _house.StaysAlive();
        await _house.PassAsync();
        _house.Transport.OnTheWay = disk.Fill;

        var trouble = await Assert.ThrowsAnyAsync<Exception>(() => _house.PassAt("2026-11-22T18:00:00Z"));
        Assert.Contains("the disk is full", _house.Database.LineOf(trouble), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => _house.PassAt("2026-11-22T18:01:00Z"));
        disk.Free();
        await _house.PassAt("2026-11-22T18:02:00Z");

        Assert.Single(_house.Transport.Tried);
        Assert.Equal((MailState.Sent, 0L), (_house.Row()!.State, _house.Row()!.Uncertain));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_slot_from_before_the_runner_was_known_is_neither_mailed_nor_recorded()
    {
        _house.Clock.SetUtcNow(OutboxHouse.At("2026-11-22T18:00:30Z"));

        await _house.PassAsync();

        Assert.Empty(_house.Transport.Tried);
        Assert.Null(_house.Row());
    }

    [Fact]
    public async Task A_nomail_in_a_title_skips_the_next_digest_and_only_that()
    {
        await _house.PassAsync();
        _house.Execute("INSERT INTO title_pauses (athlete_id, origin_key, from_date, until) VALUES (1, 'strava:1', '2026-11-18', '2026-11-24')");

        await _house.PassAt("2026-11-22T18:00:00Z");
        Assert.Equal((MailState.Skipped, PlanDigests.Paused), (_house.Row()!.State, _house.Row()!.Reason));

        await _house.PassAt("2026-11-29T18:00:00Z");
        Assert.Equal(MailState.Sent, _house.Row("2026-W48")!.State);
    }

    [Fact]
    public async Task The_bytes_are_stored_before_the_first_goes_over_the_wire()
    {
        byte[]? stored = null;
        string? state = null;
        _house.Transport.OnTheWay = () => (stored, state) = (_house.Bytes(), _house.Row()!.State);
        await _house.PassAsync();

        await _house.PassAt("2026-11-22T18:00:00Z");

        Assert.Equal(_house.Transport.Tried.Single(), stored);
        Assert.Equal(MailState.Sending, state);
    }

    [Fact]
    public async Task A_server_that_was_off_catches_up_with_the_week_it_belongs_to()
    {
        await _house.PassAsync();

        await _house.PassAt("2026-11-24T17:59:00Z");

        var order = Assert.Single(_house.Orders);
        Assert.Equal("2026-W47", order.Period);
        Assert.Equal(new DateOnly(2026, 11, 22), order.WeekEnd);
        Assert.Equal(new DateOnly(2026, 11, 24), order.Today);
        Assert.Equal(MailState.Sent, _house.Row()!.State);
    }

    [Fact]
    public async Task After_more_than_two_days_the_skip_is_recorded_for_each_week_missed()
    {
        await _house.PassAsync();

        await _house.PassAt("2026-12-01T18:01:00Z");

        Assert.Empty(_house.Transport.Tried);
        Assert.Equal(MailState.Skipped, _house.Row("2026-W47")!.State);
        Assert.Equal(MailState.Skipped, _house.Row("2026-W48")!.State);
        Assert.Contains("off", _house.Row("2026-W48")!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_runner_gets_no_mail_and_the_reason_stays()
    {
        await _house.PassAsync();
        _house.Execute("INSERT INTO pauses (athlete_id, until) SELECT id, '2026-11-22' FROM athletes");

        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAt("2026-11-23T18:00:00Z");

        Assert.Empty(_house.Transport.Tried);
        Assert.Equal((MailState.Skipped, "paused"), (_house.Row()!.State, _house.Row()!.Reason));
    }

    [Fact]
    public async Task A_pause_that_begins_while_a_mail_waits_holds_it_back()
    {
        _house.Transport.Answers(new MailOutcome(MailResult.Transient, "later"));
        await _house.PassAsync();
        await _house.PassAt("2026-11-22T18:00:00Z");
        _house.Execute("INSERT INTO pauses (athlete_id, until) SELECT id, '2026-11-30' FROM athletes");

        await _house.PassAt("2026-11-22T19:00:00Z");

        Assert.Single(_house.Transport.Tried);
        Assert.Equal(MailState.Skipped, _house.Row()!.State);
    }

    [Fact]
    public async Task A_quiet_week_is_skipped_where_the_writer_says_so()
    {
        _house.Write = _ => null;
        await _house.PassAsync();

        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAt("2026-11-22T20:00:00Z");

        Assert.Equal((MailState.Skipped, "quiet week"), (_house.Row()!.State, _house.Row()!.Reason));
        Assert.Single(_house.Orders);
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_again_with_the_same_bytes_ever_more_seldom()
    {
        _house.Transport.Answers([.. Enumerable.Repeat(new MailOutcome(MailResult.Transient, "Mail:Smtp:Host: away"), 1000)]);
        await _house.PassAsync();
        _house.Clock.SetUtcNow(OutboxHouse.At("2026-11-22T18:00:00Z"));

        for (var minute = 0; minute <= 48 * 60; minute++)
        {
            await _house.PassAsync();
            _house.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(_house.Transport.Tried.Count, 10, 25);
        Assert.All(_house.Transport.Tried, tried => Assert.Equal(_house.Transport.Tried[0], tried));
        Assert.Equal(MailState.Rendered, _house.Row()!.State);
        Assert.Contains("Mail:Smtp:Host", _house.Row()!.Reason, StringComparison.Ordinal);

        await _house.PassAt("2026-11-24T18:01:00Z");

        Assert.Equal(MailState.Failed, _house.Row()!.State);
        Assert.Contains("48 hours", _house.Row()!.Reason, StringComparison.Ordinal);
        Assert.Contains("away", _house.Row()!.Reason, StringComparison.Ordinal);
        Assert.Null(_house.Bytes());
    }

    [Fact]
    public async Task A_server_that_comes_back_gets_the_mail()
    {
        _house.Transport.Answers(new MailOutcome(MailResult.Transient, "away"), new MailOutcome(MailResult.ActionNeeded, "login"), MailOutcome.Accepted);
        await _house.PassAsync();
        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAt("2026-11-22T18:04:59Z");
        Assert.Single(_house.Transport.Tried);

        await _house.PassAt("2026-11-22T18:06:00Z");
        await _house.PassAt("2026-11-22T18:18:01Z");

        Assert.Equal(3, _house.Transport.Tried.Count);
        Assert.Equal((MailState.Sent, (string?)null), (_house.Row()!.State, _house.Row()!.Reason));
    }

    [Fact]
    public async Task What_is_refused_for_good_has_failed_and_is_not_tried_again()
    {
        _house.Transport.Answers(new MailOutcome(MailResult.Permanent, "Athletes:Email: refused"));
        await _house.PassAsync();

        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAt("2026-11-23T18:00:00Z");

        Assert.Single(_house.TriedDigests);
        Assert.Equal((MailState.Failed, "Athletes:Email: refused"), (_house.Row()!.State, _house.Row()!.Reason));
    }

    [Fact]
    public async Task An_answer_that_never_came_means_one_retry_with_the_same_bytes()
    {
        _house.Transport.Answers(new MailOutcome(MailResult.Unknown, "no answer"), MailOutcome.Accepted);
        await _house.PassAsync();

        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAt("2026-11-22T18:06:00Z");
        await _house.PassAt("2026-11-22T19:00:00Z");

        Assert.Equal(2, _house.Transport.Tried.Count);
        Assert.Equal(_house.Transport.Tried[0], _house.Transport.Tried[1]);
        Assert.Equal(MailState.Sent, _house.Row()!.State);
    }

    [Fact]
    public async Task Two_answers_that_never_came_leave_it_unknown_and_it_is_not_sent_a_third_time()
    {
        _house.Transport.Answers(new MailOutcome(MailResult.Unknown, "no answer"), new MailOutcome(MailResult.Unknown, "no answer"));
        await _house.PassAsync();

        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAt("2026-11-22T18:06:00Z");
        await _house.PassAt("2026-11-22T23:00:00Z");

        Assert.Equal(2, _house.TriedDigests.Count);
        Assert.Equal(MailState.Unknown, _house.Row()!.State);
    }

    [Theory]
    [InlineData(nameof(MailResult.Permanent))]
    [InlineData(nameof(MailResult.Transient))]
    public async Task A_mail_that_may_have_arrived_is_never_called_failed(string second)
    {
        var result = Enum.Parse<MailResult>(second);
        _house.Transport.Answers([new MailOutcome(MailResult.Unknown, "no answer"), .. Enumerable.Repeat(new MailOutcome(result, "no"), 100)]);
        await _house.PassAsync();

        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAt("2026-11-22T18:06:00Z");
        await _house.PassAt("2026-11-25T18:06:00Z");

        Assert.Equal(MailState.Unknown, _house.Row()!.State);
    }

    [Fact]
    public async Task A_crash_on_the_way_ends_in_one_retry_with_the_same_bytes()
    {
        await CrashOnTheWayAsync("2026-11-22T18:00:00Z");

        await _house.PassAt("2026-11-22T18:01:00Z");

        Assert.Equal("on the wire", Encoding.UTF8.GetString(_house.Transport.Tried.Single()));
        Assert.Equal(MailState.Sent, _house.Row()!.State);
    }

    [Fact]
    public async Task A_second_crash_on_the_way_leaves_it_unknown()
    {
        await CrashOnTheWayAsync("2026-11-22T18:00:00Z");
        _house.Execute("UPDATE mails SET uncertain = 1");

        await _house.PassAt("2026-11-22T18:01:00Z");

        Assert.Empty(_house.Transport.Tried);
        Assert.Equal(MailState.Unknown, _house.Row()!.State);
    }

    [Fact]
    public async Task A_transport_that_throws_leaves_no_row_behind_in_sending()
    {
        _house.Transport.Throws(new InvalidOperationException("broken"));
        await _house.PassAsync();

        await _house.PassAt("2026-11-22T18:00:00Z");

        Assert.Equal((MailState.Rendered, 1L), (_house.Row()!.State, _house.Row()!.Uncertain));
    }

    [Fact]
    public async Task A_row_is_claimed_by_one_only()
    {
        _house.Transport.Answers(new MailOutcome(MailResult.Transient, "later"));
        await _house.PassAsync();
        await _house.PassAt("2026-11-22T18:00:00Z");
        var id = _house.Row()!.Id;
        using var one = _house.Database.Open();
        using var other = _house.Database.Open();

        Assert.True(Mails.Claim(one, id, _house.Clock.GetUtcNow()));
        Assert.False(Mails.Claim(other, id, _house.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task While_another_process_sends_nothing_is_sent_or_taken_for_dead()
    {
        await CrashOnTheWayAsync("2026-11-22T18:00:00Z");
        using (await _house.Sole.TakeAsync(TimeSpan.Zero, default)) await _house.PassAt("2026-11-22T18:01:00Z");

        Assert.Empty(_house.Transport.Tried);
        Assert.Equal(MailState.Sending, _house.Row()!.State);
    }

    [Fact]
    public async Task The_daemon_and_verbs_at_the_same_moment_send_it_once()
    {
        await _house.PassAsync();
        _house.Clock.SetUtcNow(OutboxHouse.At("2026-11-22T18:00:00Z"));
        using var start = new ManualResetEventSlim();
        var senders = Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            start.Wait();
            if (number % 2 == 0) await _house.PassAsync();
            else await SendWhenItsTurnComesAsync();
        })).ToList();

        start.Set();
        await Task.WhenAll(senders);
        await _house.PassAsync();

        Assert.Single(_house.Transport.Tried);
        Assert.Equal(MailState.Sent, _house.Row()!.State);

        async Task SendWhenItsTurnComesAsync()
        {
            var sending = _house.SendAsync();
            while (!sending.IsCompleted)
            {
                _house.Clock.Advance(TimeSpan.FromMilliseconds(200)); // it waits by this clock
                await Task.Yield();
            }

            try
            {
                Assert.Equal(ExitCode.Done, (await sending).ExitCode);
            }
            catch (CannotProceedException trouble)
            {
                Assert.Equal(SendDigest.DaemonIsSending, trouble.Message); // its patience was over before the others were done
            }
        }
    }

    [Fact]
    public async Task A_mail_that_cannot_be_written_is_pushed_back_and_the_next_runner_gets_his()
    {
        using var house = new OutboxHouse("anna", "ben");
        var write = house.Write;
        house.Write = order => order.Athlete.Name == "anna" ? throw new FormatException("secret knee") : write(order);
        await house.PassAsync();

        await house.PassAt("2026-11-22T18:00:00Z");
        await house.PassAt("2026-11-22T18:01:00Z");

        Assert.Equal(MailState.Sent, house.Row(runner: "ben")!.State);
        var annas = house.Row()!;
        Assert.Equal((MailState.Planned, 1L), (annas.State, annas.Attempts));
        Assert.DoesNotContain("knee", annas.Reason, StringComparison.Ordinal);

        house.Write = write;
        await house.PassAt("2026-11-22T18:06:00Z");
        Assert.Equal(MailState.Sent, house.Row()!.State);
    }

    [Fact]
    public async Task Whatever_of_one_runner_cannot_be_read_the_others_get_their_mails_and_the_pass_says_whose()
    {
        using var house = new OutboxHouse("anna", "ben");
        house.Occasions.Add((_, athlete, _) => athlete.Name == "anna" ? throw new FormatException("secret knee") : []);
        await house.PassAsync();

        var failed = await house.PassAt("2026-11-22T18:00:00Z");

        Assert.Equal(MailState.Sent, house.Row(runner: "ben")!.State);
        Assert.StartsWith("anna: FormatException", Assert.Single(failed), StringComparison.Ordinal);
        Assert.DoesNotContain("knee", failed[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_a_verb_is_about_to_write_is_not_written_under_its_hands()
    {
        await _house.PassAsync();
        using (await _house.Sole.TakeAsync(TimeSpan.Zero, TestContext.Current.CancellationToken)) await _house.PassAt("2026-11-22T18:00:00Z");
        Assert.Equal(MailState.Planned, _house.Row()!.State);

        await _house.PassAsync();

        Assert.Equal(MailState.Sent, _house.Row()!.State);
    }

    [Fact]
    public async Task A_runner_gets_no_more_mails_a_day_than_the_limit_and_the_rest_the_next_day()
    {
        _house.Settings = _house.Settings with { Mail = new MailSettings { DailyLimit = 1 } };
        await _house.PassAsync();
        await _house.PassAt("2026-11-22T18:00:00Z");

        var report = await _house.ResendAsync();
        Assert.Equal(ExitCode.RemoteAway, report.ExitCode);
        Assert.Contains("Mail:DailyLimit", report.Line, StringComparison.Ordinal);
        await _house.PassAt("2026-11-22T22:59:59Z");
        Assert.Single(_house.Transport.Tried);

        await _house.PassAt("2026-11-22T23:00:00Z"); // midnight in Berlin
        Assert.Equal(2, _house.Transport.Tried.Count);
    }

    [Fact]
    public async Task Old_data_is_freshened_before_a_mail_is_written()
    {
        _house.Settings = _house.Settings with
        {
            ActivitySync = _house.Settings.ActivitySync with { AlertAfterHours = 48 },
            Athletes = [_house.Anna with { Sources = new AthleteSources { Strava = true } }],
        };
        await _house.PassAsync();
        Saves("2026-11-21T17:00:00Z");
        _house.OnSync = _ => Saves("2026-11-22T18:00:00Z");

        await _house.PassAt("2026-11-22T18:00:00Z");

        Assert.Equal(["anna Full"], _house.Synced);
        Assert.Equal(OutboxHouse.At("2026-11-22T18:00:00Z"), _house.Orders.Single().KnownUntil);
    }

    [Fact]
    public async Task Fresh_data_is_not_asked_for_again()
    {
        _house.Settings = _house.Settings with { Athletes = [_house.Anna with { Sources = new AthleteSources { Strava = true } }] };
        await _house.PassAsync();
        Saves("2026-11-22T17:37:00Z");

        await _house.PassAt("2026-11-22T18:00:00Z");

        Assert.Empty(_house.Synced);
        Assert.Equal(OutboxHouse.At("2026-11-22T17:37:00Z"), _house.Orders.Single().KnownUntil);
    }

    [Fact]
    public async Task A_source_that_stays_away_does_not_cost_the_mail_which_says_up_to_when_it_knows()
    {
        _house.Settings = _house.Settings with { Athletes = [_house.Anna with { Sources = new AthleteSources { Strava = true } }] };
        await _house.PassAsync();
        Saves("2026-11-21T13:00:00Z");

        await _house.PassAt("2026-11-22T18:00:00Z");

        Assert.Equal(MailState.Sent, _house.Row()!.State);
        Assert.Equal(OutboxHouse.At("2026-11-21T13:00:00Z"), _house.Orders.Single().KnownUntil);
    }

    [Fact]
    public async Task Bytes_that_quote_Strava_stay_until_its_rows_have_expired_and_then_go()
    {
        var write = _house.Write;
        _house.Write = order => write(order)! with { QuotesStrava = true };
        await _house.PassAsync();
        await _house.PassAt("2026-11-22T18:00:00Z");
        Assert.NotNull(_house.Bytes());

        using var store = _house.Database.Open();
        Assert.Equal(0, Mails.DropBytes(store, OutboxHouse.At("2026-11-29T17:59:59Z")));
        Assert.Equal(1, Mails.DropBytes(store, OutboxHouse.At("2026-11-29T18:00:00Z")));
        Assert.Null(_house.Bytes());
        Assert.Equal(MailState.Sent, _house.Row()!.State);
        Assert.NotNull(_house.Row()!.MessageId);
    }

    private void Saves(string succeededAt)
    {
        using var store = _house.Database.Open();
        var at = OutboxHouse.At(succeededAt).ToUnixTimeSeconds();
        Syncs.Save(store, new SyncRow(Athletes.IdOf(store, "anna", _house.Clock), "strava", at, "complete", null, at, at, null, 0));
    }

    private async Task CrashOnTheWayAsync(string instant)
    {
        await _house.PassAsync();
        _house.Clock.SetUtcNow(OutboxHouse.At(instant));
        using var store = _house.Database.Open();
        var now = _house.Clock.GetUtcNow();
        Mails.Add(store, Athletes.IdOf(store, "anna", _house.Clock), MailKind.Digest, "2026-W47", MailState.Planned, null, OutboxHouse.At("2026-11-22T18:00:00Z"), now);
        var id = _house.Row()!.Id;
        Mails.Render(store, id, "<id@test>", "on the wire"u8.ToArray(), quotesStrava: false, null, now);
        Mails.Claim(store, id, now);
    }
}
