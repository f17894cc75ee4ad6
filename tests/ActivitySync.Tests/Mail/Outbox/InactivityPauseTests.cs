using ActivitySync.Data;
using ActivitySync.Mail.Outbox;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>Empty digests: two are sent, then they pause until the next training.</summary>
public sealed class InactivityPauseTests : IDisposable
{
    private static readonly DateTimeOffset FirstSlot = OutboxFixture.At("2026-11-22T18:00:00Z");

    private readonly OutboxFixture _fixture = new();
    private bool _isEmpty = true;

    public InactivityPauseTests()
    {
        var write = _fixture.Write;
        _fixture.Write = request => write(request)! with { IsEmpty = _isEmpty };
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task From_the_third_isEmpty_digest_in_a_row_on_none_is_sent()
    {
        Assert.Equal(["sent", "sent", "skipped", "skipped"], await ProcessWeeksAsync(true, true, true, true));
        Assert.Equal(InactivityPause.PausedReason, _fixture.FindRow("2026-W50")!.Reason);
    }

    [Fact]
    public async Task Training_ends_the_pause_and_resets_the_count() =>
        Assert.Equal(
            ["sent", "sent", "skipped", "sent", "sent", "sent", "skipped"],
            await ProcessWeeksAsync(true, true, true, false, true, true, true)
        );

    [Fact]
    public async Task The_last_digest_before_the_pause_announces_it()
    {
        await ProcessWeeksAsync(true, true, true);

        Assert.Equal([false, true, false], _fixture.Requests.Select(request => request.IsLastBeforePause));
    }

    [Fact]
    public async Task Weeks_skipped_in_a_pause_do_not_count()
    {
        await ProcessWeeksAsync(true);
        _fixture.Execute("INSERT INTO pauses (athlete_id, until) SELECT id, '2026-11-29' FROM athletes");
        await ProcessWeekAsync(1);
        await ProcessWeekAsync(2);

        Assert.Equal(["sent", "skipped", "sent"], GetStates(3));
        Assert.Equal("paused", _fixture.FindRow("2026-W48")!.Reason);
    }

    [Fact]
    public async Task A_digest_can_be_sent_by_command_in_the_pause()
    {
        await ProcessWeeksAsync(true, true, true);

        var report = await _fixture.SendAsync("2026-W49");

        Assert.Null(report.Error);
        Assert.Equal(MailState.Sent, _fixture.FindRow("2026-W49")!.State);
    }

    private async Task<List<string>> ProcessWeeksAsync(params bool[] empty)
    {
        await _fixture.ProcessAsync();
        for (var week = 0; week < empty.Length; week++)
        {
            _isEmpty = empty[week];
            await ProcessWeekAsync(week);
        }

        return GetStates(empty.Length);
    }

    private async Task ProcessWeekAsync(int week)
    {
        _fixture.Clock.SetUtcNow(FirstSlot.AddDays(7 * week));
        await _fixture.ProcessAsync();
    }

    private List<string> GetStates(int weeks) =>
        [.. Enumerable.Range(0, weeks).Select(week => _fixture.FindRow($"2026-W{47 + week}")!.State.ToStoredText())];
}
