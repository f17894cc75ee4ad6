using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources;

/// <summary>
/// Lets one caller at a time use an athlete's tokens of a service, across all processes that share the data directory.
/// The lock is on a file, so the operating system releases it when its process ends.
/// </summary>
internal sealed class RefreshLock(AppSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for the lock. Disposing the result releases it.</summary>
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

    /// <summary>Deletes the lock file of a removed athlete.</summary>
    public void Remove(string source, long athleteId) =>
        FileLock.Delete(settings.ActivitySync.DataDirectory, GetLockName(source, athleteId));

    private static string GetLockName(string source, long athleteId) => $"{source}-{athleteId}.lock";
}
