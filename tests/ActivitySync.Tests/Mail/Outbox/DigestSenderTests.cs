using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Tests.Mail.Outbox;

public sealed class DigestSenderTests : IDisposable
{
    private readonly OutboxFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Without_a_week_the_latest_passed_slot_is_sent()
    {
        var report = await _fixture.SendAsync();

        Assert.Null(report.Error);
        Assert.Equal("2026-W46", report.Period.ToString());
        Assert.Equal(new DateOnly(2026, 11, 15), _fixture.Requests.Single().WeekEnd);
        Assert.Equal(MailState.Sent, _fixture.FindRow("2026-W46")!.State);
    }

    [Fact]
    public async Task Without_a_mail_server_the_message_says_that_nothing_was_sent()
    {
        Assert.Equal("anna 2026-W46: sent to anna@example.org.", (await _fixture.SendAsync()).Message);
        _fixture.Settings = _fixture.Settings with { Mail = new MailSettings { PickupDirectory = "/srv/emails" } };

        Assert.Equal(
            "anna 2026-W46#1: written into /srv/emails. No mail server is set, so nothing was sent.",
            (await _fixture.ResendAsync()).Message
        );
    }

    [Fact]
    public async Task A_sent_digest_is_not_sent_again_and_the_message_says_when_it_was()
    {
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        var report = await _fixture.SendAsync("2026-W47");

        Assert.Null(report.Error);
        Assert.Contains("already sent on Sunday 22 November 2026 at 19:00", report.Message, StringComparison.Ordinal);
        Assert.Single(_fixture.Transport.Messages);
    }

    [Fact]
    public async Task A_week_sent_by_command_is_not_sent_by_the_daemon()
    {
        await _fixture.ProcessAsync();
        _fixture.Clock.SetUtcNow(OutboxFixture.At("2026-11-22T18:00:00Z"));
        await _fixture.SendAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Single(_fixture.Transport.Messages);
    }

    [Fact]
    public async Task A_future_week_is_an_error_with_its_date()
    {
        var exception = await Assert.ThrowsAsync<OperationException>(() => _fixture.SendAsync("2026-W47"));

        Assert.Equal(ErrorKind.InvalidInput, exception.Kind);
        Assert.Contains("Sunday 22 November 2026 at 19:00", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_does_not_wait_for_the_retry_delay()
    {
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Transient, "away"), MailOutcome.Accepted);
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        var report = await _fixture.SendAsync();

        Assert.Null(report.Error);
        Assert.Equal(_fixture.Transport.Messages[0], _fixture.Transport.Messages[1]);
    }

    [Theory]
    [InlineData(nameof(MailResult.Transient), 3)]
    [InlineData(nameof(MailResult.ActionNeeded), 4)]
    [InlineData(nameof(MailResult.Permanent), 4)]
    [InlineData(nameof(MailResult.Unknown), 3)]
    public async Task A_failure_is_reported_with_the_transports_message(string result, int code)
    {
        _fixture.Transport.EnqueueOutcomes(
            new MailOutcome(Enum.Parse<MailResult>(result), "Mail:Smtp:Host: so and so.")
        );

        var report = await _fixture.SendAsync();

        Assert.Equal(code, (int)report.Error.ToExitCode());
        Assert.Contains("Mail:Smtp:Host: so and so.", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_skipped_or_failed_week_is_rendered_again_by_command()
    {
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-28T12:00:00Z");
        Assert.Equal(MailState.Skipped, _fixture.FindRow()!.State);
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Permanent, "no"), MailOutcome.Accepted);

        await _fixture.SendAsync("2026-W47");
        Assert.Equal(MailState.Failed, _fixture.FindRow()!.State);
        var report = await _fixture.SendAsync("2026-W47");

        Assert.Null(report.Error);
        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task A_mail_that_may_have_arrived_is_not_sent_again()
    {
        _fixture.Transport.EnqueueOutcomes(
            new MailOutcome(MailResult.Unknown, "?"),
            new MailOutcome(MailResult.Unknown, "?")
        );
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T18:06:00Z");

        var report = await _fixture.SendAsync();

        Assert.Equal(ErrorKind.Failed, report.Error);
        Assert.Contains("may have arrived", report.Message, StringComparison.Ordinal);
        Assert.Equal(2, _fixture.Transport.Messages.Count);
    }

    [Fact]
    public async Task A_copy_is_a_separate_mail()
    {
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        await _fixture.ResendAsync();
        await _fixture.ResendAsync();

        Assert.Equal([0, 1, 2], _fixture.Requests.Select(request => request.Period.CopyNumber));
        Assert.All(_fixture.Requests, request => Assert.Equal("2026-W47", request.Period.Original.ToString()));
        Assert.Equal("<digest.2026-W47.1.anna@test>", _fixture.FindRow("2026-W47#1")!.MessageId);
        Assert.Equal(MailState.Sent, _fixture.FindRow("2026-W47#2")!.State);
    }

    [Fact]
    public async Task A_digest_that_was_never_sent_cannot_be_copied()
    {
        var exception = await Assert.ThrowsAsync<OperationException>(() => _fixture.ResendAsync());

        Assert.Equal(ErrorKind.InvalidInput, exception.Kind);
        Assert.Contains("digest send", exception.Message, StringComparison.Ordinal);
    }
}
