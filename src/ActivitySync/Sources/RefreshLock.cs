using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources;

/// <summary>
/// Lets one caller at a time renew a runner's tokens of a service, in this process and all others on the data directory: a lock on
/// a file, which ends with its process whatever becomes of that.
/// </summary>
internal sealed class RefreshLock(AppSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for its turn; disposing what it gives lets the next one in.</summary>
    public async Task<IDisposable> AcquireAsync(string source, long athleteId, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (FileLock.TryAcquire(settings.ActivitySync.DataDirectory, GetLockName(source, athleteId)) is { } turn)
            {
                return turn;
            }

            await Task.Delay(PollInterval, clock, cancellationToken);
        }
    }

    /// <summary>Removes the lock of a runner who is no more.</summary>
    public void Remove(string source, long athleteId) =>
        FileLock.Delete(settings.ActivitySync.DataDirectory, GetLockName(source, athleteId));

    private static string GetLockName(string source, long athleteId) => $"{source}-{athleteId}.lock";
}
