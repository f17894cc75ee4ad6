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

    private readonly string _path = Path.Combine(settings.ActivitySync.DataDirectory, "outbox.lock");

    /// <summary>Takes the lock, waiting for another process at most this long; null if that holds it still.</summary>
    public async Task<IDisposable?> TakeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException inUse) when (FileTrouble.IsInUse(inUse))
            {
                if (clock.GetElapsedTime(started) >= patience) return null;
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                throw new CannotProceedException(ExitCode.Failed, FileTrouble.LineFor(trouble, settings.ActivitySync.DataDirectory), trouble);
            }

            await Task.Delay(Poll, clock, cancellationToken);
        }
    }
}
