using ActivitySync.Outbox;
using ActivitySync.Store;

namespace ActivitySync.Tests.Outbox;

public sealed class SendDigestTests : IDisposable
{
    private readonly OutboxHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Without_a_week_it_is_the_latest_slot_that_has_passed_however_old()
    {
        var report = await _house.SendAsync();

        Assert.Equal(ExitCode.Done, report.ExitCode);
        Assert.Equal("2026-W46", report.Period);
        Assert.Equal(new DateOnly(2026, 11, 15), _house.Orders.Single().WeekEnd);
        Assert.Equal(MailState.Sent, _house.Row("2026-W46")!.State);
    }

    [Fact]
    public async Task What_was_sent_is_not_sent_again_and_the_answer_says_when_it_was()
    {
        await _house.PassAsync();
        await _house.PassAt("2026-11-22T18:00:00Z");

        var report = await _house.SendAsync("2026-W47");

        Assert.Equal(ExitCode.Done, report.ExitCode);
        Assert.Contains("already sent on Sunday 22 November 2026 at 19:00", report.Line, StringComparison.Ordinal);
        Assert.Single(_house.Transport.Tried);
    }

    [Fact]
    public async Task A_week_sent_by_hand_is_not_sent_by_the_daemon()
    {
        await _house.PassAsync();
        _house.Clock.SetUtcNow(OutboxHouse.At("2026-11-22T18:00:00Z"));
        await _house.SendAsync();

        await _house.PassAt("2026-11-22T18:01:00Z");

        Assert.Single(_house.Transport.Tried);
    }

    [Fact]
    public async Task A_week_still_to_come_is_refused_with_its_date()
    {
        var trouble = await Assert.ThrowsAsync<CannotProceedException>(() => _house.SendAsync("2026-W47"));

        Assert.Equal(ExitCode.WrongInput, trouble.ExitCode);
        Assert.Contains("Sunday 22 November 2026 at 19:00", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_back_off_does_not_hold_up_a_person()
    {
        _house.Transport.Answers(new MailOutcome(MailResult.Transient, "away"), MailOutcome.Accepted);
        await _house.PassAsync();
        await _house.PassAt("2026-11-22T18:00:00Z");

        var report = await _house.SendAsync();

        Assert.Equal(ExitCode.Done, report.ExitCode);
        Assert.Equal(_house.Transport.Tried[0], _house.Transport.Tried[1]);
    }

    [Theory]
    [InlineData(nameof(MailResult.Transient), 3)]
    [InlineData(nameof(MailResult.ActionNeeded), 4)]
    [InlineData(nameof(MailResult.Permanent), 4)]
    [InlineData(nameof(MailResult.Unknown), 3)]
    public async Task Trouble_is_told_with_the_settings_line(string result, int code)
    {
        _house.Transport.Answers(new MailOutcome(Enum.Parse<MailResult>(result), "Mail:Smtp:Host: so and so."));

        var report = await _house.SendAsync();

        Assert.Equal(code, (int)report.ExitCode);
        Assert.Contains("Mail:Smtp:Host: so and so.", report.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_week_that_was_skipped_or_failed_is_written_anew_when_a_person_asks()
    {
        await _house.PassAsync();
        await _house.PassAt("2026-11-28T12:00:00Z");
        Assert.Equal(MailState.Skipped, _house.Row()!.State);
        _house.Transport.Answers(new MailOutcome(MailResult.Permanent, "no"), MailOutcome.Accepted);

        await _house.SendAsync("2026-W47");
        Assert.Equal(MailState.Failed, _house.Row()!.State);
        var report = await _house.SendAsync("2026-W47");

        Assert.Equal(ExitCode.Done, report.ExitCode);
        Assert.Equal(MailState.Sent, _house.Row()!.State);
    }

    [Fact]
    public async Task A_mail_that_may_have_arrived_is_not_risked_twice()
    {
        _house.Transport.Answers(new MailOutcome(MailResult.Unknown, "?"), new MailOutcome(MailResult.Unknown, "?"));
        await _house.PassAsync();
        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAt("2026-11-22T18:06:00Z");

        var report = await _house.SendAsync();

        Assert.Equal(ExitCode.Failed, report.ExitCode);
        Assert.Contains("may have arrived", report.Line, StringComparison.Ordinal);
        Assert.Equal(2, _house.Transport.Tried.Count);
    }

    [Fact]
    public async Task Another_copy_is_a_mail_of_its_own()
    {
        await _house.PassAsync();
        await _house.PassAt("2026-11-22T18:00:00Z");

        await _house.ResendAsync();
        await _house.ResendAsync();

        Assert.Equal([0, 1, 2], _house.Orders.Select(order => order.Copy));
        Assert.All(_house.Orders, order => Assert.Equal("2026-W47", order.Period));
        Assert.Equal("<digest.2026-W47.1.anna@test>", _house.Row("2026-W47#1")!.MessageId);
        Assert.Equal(MailState.Sent, _house.Row("2026-W47#2")!.State);
    }

    [Fact]
    public async Task There_is_no_copy_of_what_was_never_sent()
    {
        var trouble = await Assert.ThrowsAsync<CannotProceedException>(() => _house.ResendAsync());

        Assert.Equal(ExitCode.WrongInput, trouble.ExitCode);
        Assert.Contains("digest send", trouble.Message, StringComparison.Ordinal);
    }
}
