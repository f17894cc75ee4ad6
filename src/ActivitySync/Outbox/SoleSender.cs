using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>
/// The right to hand mails over, for one process at a time: a lock on <c>outbox.lock</c> in the data directory. It ends
/// with the process, so whoever holds it knows that a mail in <c>sending</c> was left there by a process that died.
/// </summary>
internal sealed class SoleSender(AppSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Takes the lock, waiting for another process at most this long; null if that holds it still.</summary>
    public async Task<IDisposable?> TakeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            if (FileLock.TryTake(settings.ActivitySync.DataDirectory, "outbox.lock") is { } held) return held;
            if (clock.GetElapsedTime(started) >= patience) return null;
            await Task.Delay(Poll, clock, cancellationToken);
        }
    }
}
