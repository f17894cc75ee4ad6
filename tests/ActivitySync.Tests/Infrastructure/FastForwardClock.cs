using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// A clock that stands still, but lets short waits (back-offs) pass at once. Timeouts are longer and do not fire; a wait
/// for another process, shorter still, is a real one and moves no clock.
/// </summary>
internal sealed class FastForwardClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan MinSkippedWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxSkippedWait = TimeSpan.FromSeconds(15);

    /// <summary>For <see cref="TimeoutScale"/>: twenty seconds are 0.4.</summary>
    public const double OneFiftieth = 1 / 50.0;

    /// <summary>Set, timeouts fire after this part of their time, by the real clock; null: never.</summary>
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
        if (dueTime > TimeSpan.Zero && dueTime <= MaxSkippedWait)
        {
            Advance(dueTime);
        }

        return timer;
    }
}
