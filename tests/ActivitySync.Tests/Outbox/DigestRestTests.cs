using ActivitySync.Outbox;
using ActivitySync.Store;

namespace ActivitySync.Tests.Outbox;

/// <summary>Digests without anything to tell: two are sent, then they pause until somebody runs again.</summary>
public sealed class DigestRestTests : IDisposable
{
    private static readonly DateTimeOffset FirstSlot = OutboxHouse.At("2026-11-22T18:00:00Z");

    private readonly OutboxHouse _house = new();
    private bool _empty = true;

    public DigestRestTests()
    {
        var write = _house.Write;
        _house.Write = order => write(order)! with { IsEmpty = _empty };
    }

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task The_third_empty_digest_in_a_row_is_not_sent_nor_the_fourth()
    {
        Assert.Equal(["sent", "sent", "skipped", "skipped"], await WeeksAsync(true, true, true, true));
        Assert.Equal(DigestRest.Resting, _house.Row("2026-W50")!.Reason);
    }

    [Fact]
    public async Task They_come_again_with_the_training_and_the_count_begins_anew() =>
        Assert.Equal(
            ["sent", "sent", "skipped", "sent", "sent", "sent", "skipped"],
            await WeeksAsync(true, true, true, false, true, true, true));

    [Fact]
    public async Task The_last_one_before_the_pause_is_told_of_it()
    {
        await WeeksAsync(true, true, true);

        Assert.Equal([false, true, false], _house.Orders.Select(order => order.RestsNext));
    }

    [Fact]
    public async Task Weeks_that_the_runner_paused_do_not_count()
    {
        await WeeksAsync(true);
        _house.Execute("INSERT INTO pauses (athlete_id, until) SELECT id, '2026-11-29' FROM athletes");
        await WeekAsync(1);
        await WeekAsync(2);

        Assert.Equal(["sent", "skipped", "sent"], States(3));
        Assert.Equal("paused", _house.Row("2026-W48")!.Reason);
    }

    [Fact]
    public async Task A_persons_wish_is_sent_all_the_same()
    {
        await WeeksAsync(true, true, true);

        var report = await _house.SendAsync("2026-W49");

        Assert.Equal(ExitCode.Done, report.ExitCode);
        Assert.Equal(MailState.Sent, _house.Row("2026-W49")!.State);
    }

    private async Task<List<string>> WeeksAsync(params bool[] empty)
    {
        await _house.PassAsync();
        for (var week = 0; week < empty.Length; week++)
        {
            _empty = empty[week];
            await WeekAsync(week);
        }

        return States(empty.Length);
    }

    private async Task WeekAsync(int week)
    {
        _house.Clock.SetUtcNow(FirstSlot.AddDays(7 * week));
        await _house.PassAsync();
    }

    private List<string> States(int weeks) =>
        [.. Enumerable.Range(0, weeks).Select(week => _house.Row($"2026-W{47 + week}")!.State)];
}
