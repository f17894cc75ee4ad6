using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Spaces mails so that at most <c>Mail:PerSecond</c> begin per second, over all connections: a token bucket that holds
/// the tokens of a tenth of a second, and at least one. Several nodes have equal shares of the rate.
/// </summary>
internal sealed class MailPacer(AppSettings settings, TimeProvider clock, Leases leases)
{
    private static readonly TimeSpan MaxBurst = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();

    private TimeSpan Interval =>
        settings.Mail.PerSecond is { } rate ? TimeSpan.FromSeconds(leases.NodeCount / rate) : TimeSpan.Zero;

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
        var interval = Interval;
        if (interval == TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        lock (_gate)
        {
            // The monotonic clock, which changes of the system clock don't affect.
            var now = clock.GetElapsedTime(0);
            var earliest = interval < MaxBurst ? now - (MaxBurst - interval) : now;
            var turn = _next > earliest ? _next : earliest;
            _next = turn + interval;
            return turn - now;
        }
    }
}
