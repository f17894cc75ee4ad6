using ActivitySync.Data;
using ActivitySync.Mail.Outbox;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>Digests without anything to tell: two are sent, then they pause until somebody runs again.</summary>
public sealed class InactivityPauseTests : IDisposable
{
    private static readonly DateTimeOffset FirstSlot = OutboxFixture.At("2026-11-22T18:00:00Z");

    private readonly OutboxFixture _fixture = new();
    private bool _empty = true;

    public InactivityPauseTests()
    {
        var write = _fixture.Write;
        _fixture.Write = request => write(request)! with { IsEmpty = _empty };
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task The_third_empty_digest_in_a_row_is_not_sent_nor_the_fourth()
    {
        Assert.Equal(["sent", "sent", "skipped", "skipped"], await WeeksAsync(true, true, true, true));
        Assert.Equal(InactivityPause.PausedReason, _fixture.FindRow("2026-W50")!.Reason);
    }

    [Fact]
    public async Task They_come_again_with_the_training_and_the_count_begins_anew() =>
        Assert.Equal(
            ["sent", "sent", "skipped", "sent", "sent", "sent", "skipped"],
            await WeeksAsync(true, true, true, false, true, true, true)
        );

    [Fact]
    public async Task The_last_one_before_the_pause_is_told_of_it()
    {
        await WeeksAsync(true, true, true);

        Assert.Equal([false, true, false], _fixture.Requests.Select(request => request.IsLastBeforePause));
    }

    [Fact]
    public async Task Weeks_that_the_runner_paused_do_not_count()
    {
        await WeeksAsync(true);
        _fixture.Execute("INSERT INTO pauses (athlete_id, until) SELECT id, '2026-11-29' FROM athletes");
        await WeekAsync(1);
        await WeekAsync(2);

        Assert.Equal(["sent", "skipped", "sent"], States(3));
        Assert.Equal("paused", _fixture.FindRow("2026-W48")!.Reason);
    }

    [Fact]
    public async Task A_persons_wish_is_sent_all_the_same()
    {
        await WeeksAsync(true, true, true);

        var report = await _fixture.SendAsync("2026-W49");

        Assert.Null(report.Error);
        Assert.Equal(MailState.Sent, _fixture.FindRow("2026-W49")!.State);
    }

    private async Task<List<string>> WeeksAsync(params bool[] empty)
    {
        await _fixture.ProcessAsync();
        for (var week = 0; week < empty.Length; week++)
        {
            _empty = empty[week];
            await WeekAsync(week);
        }

        return States(empty.Length);
    }

    private async Task WeekAsync(int week)
    {
        _fixture.Clock.SetUtcNow(FirstSlot.AddDays(7 * week));
        await _fixture.ProcessAsync();
    }

    private List<string> States(int weeks) =>
        [.. Enumerable.Range(0, weeks).Select(week => _fixture.FindRow($"2026-W{47 + week}")!.State.ToStoredText())];
}
