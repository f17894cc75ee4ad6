using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Sources.Strava;

/// <summary>
/// A clock that stands still, but lets short waits (back-offs) pass at once. Timeouts are longer and do not fire; a wait
/// for another process, shorter still, is a real one and moves no clock.
/// </summary>
internal sealed class HurriedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(15);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero && dueTime < Blink) return System.CreateTimer(callback, state, dueTime, period);
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= Short) Advance(dueTime);
        return timer;
    }
}
