using ActivitySync.Configuration;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Spaces mails so that at most <c>Mail:PerSecond</c> begin per second, over all connections: a token bucket that holds
/// the tokens of a tenth of a second, and at least one.
/// </summary>
internal sealed class MailPacer(AppSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan MaxBurst = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly TimeSpan _interval = settings.Mail.PerSecond is { } rate
        ? TimeSpan.FromSeconds(1 / rate)
        : TimeSpan.Zero;

    /// <summary>The turn of the next mail; if it is in the past, tokens have collected since.</summary>
    private TimeSpan _next = TimeSpan.MinValue;

    /// <summary>Waits for the turn of the next mail; closes the session's connection if that takes long.</summary>
    public async Task WaitAsync(IMailSession session, CancellationToken cancellationToken)
    {
        var wait = TakeTurn();
        if (wait >= IMailSession.IdleLimit)
        {
            await session.CloseAsync();
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private TimeSpan TakeTurn()
    {
        if (_interval == TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        lock (_gate)
        {
            // The monotonic clock, which changes of the system clock don't affect.
            var now = clock.GetElapsedTime(0);
            var earliest = _interval < MaxBurst ? now - (MaxBurst - _interval) : now;
            var turn = _next > earliest ? _next : earliest;
            _next = turn + _interval;
            return turn - now;
        }
    }
}
