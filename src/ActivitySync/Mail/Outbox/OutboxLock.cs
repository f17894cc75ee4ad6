using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Lets one process at a time send mails: a lock on <c>outbox.lock</c> in the data directory. The operating system
/// releases it when the process ends, so the process with the lock knows that a mail in <c>sending</c> was left by one
/// that died.
/// </summary>
internal sealed class OutboxLock(AppSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Acquires the lock; returns null if another process still has it after the timeout.</summary>
    public async Task<IDisposable?> TryAcquireAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            if (FileLock.TryAcquire(settings.ActivitySync.DataDirectory, "outbox.lock") is { } acquired)
            {
                return acquired;
            }

            if (clock.GetElapsedTime(started) >= timeout)
            {
                return null;
            }

            await Task.Delay(PollInterval, clock, cancellationToken);
        }
    }
}
