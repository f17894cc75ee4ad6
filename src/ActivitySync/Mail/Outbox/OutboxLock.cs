using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// The right to hand mails over, for one process at a time: a lock on <c>outbox.lock</c> in the data directory. It ends
/// with the process, so whoever holds it knows that a mail in <c>sending</c> was left there by a process that died.
/// </summary>
internal sealed class OutboxLock(AppSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Takes the lock, waiting for another process at most this long; null if that holds it still.</summary>
    public async Task<IDisposable?> TryAcquireAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            if (FileLock.TryAcquire(settings.ActivitySync.DataDirectory, "outbox.lock") is { } held)
            {
                return held;
            }

            if (clock.GetElapsedTime(started) >= timeout)
            {
                return null;
            }

            await Task.Delay(PollInterval, clock, cancellationToken);
        }
    }
}
