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

    /// <summary>For <see cref="TimeoutScale"/>: twenty seconds are 0.4.</summary>
    public const double Fiftieth = 1 / 50.0;

    /// <summary>Set, timeouts fire after this part of their time, by the real clock; null: never.</summary>
    public double? TimeoutScale { get; set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero && dueTime < Blink) return System.CreateTimer(callback, state, dueTime, period);
        if (dueTime > Short && TimeoutScale is { } scale) return System.CreateTimer(callback, state, dueTime * scale, period);
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= Short) Advance(dueTime);
        return timer;
    }
}
