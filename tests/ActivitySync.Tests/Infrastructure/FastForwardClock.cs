using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// A clock that only moves when it is set, except that it skips waits of 0.1 to 15 s (back-offs): they end at once and
/// advance the clock. A repeating timer is not a wait. Shorter waits, for another process, use the real clock. Timeouts
/// are longer and don't fire.
/// </summary>
internal sealed class FastForwardClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan MinSkippedWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxSkippedWait = TimeSpan.FromSeconds(15);

    /// <summary>A value for <see cref="TimeoutScale"/>: a timeout of 20 s fires after 0.4 s.</summary>
    public const double OneFiftieth = 1 / 50.0;

    /// <summary>If set, timeouts fire after this fraction of their duration, by the real clock.</summary>
    public double? TimeoutScale { get; set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero && dueTime < MinSkippedWait)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }

        if (dueTime > MaxSkippedWait && TimeoutScale is { } scale)
        {
            return System.CreateTimer(callback, state, dueTime * scale, period);
        }

        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= MaxSkippedWait && period == Timeout.InfiniteTimeSpan)
        {
            Advance(dueTime);
        }

        return timer;
    }
}
