using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources;

/// <summary>
/// Lets one caller at a time use an athlete's tokens of a service: across all processes that share the data directory
/// by a lock on a file, which the operating system releases when its process ends, and across nodes by a lease.
/// </summary>
internal sealed class RefreshLock(AppSettings settings, TimeProvider clock, Leases leases)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for the lock. Disposing the result releases it.</summary>
    public async Task<IDisposable> AcquireAsync(string source, long athleteId, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (FileLock.TryAcquire(settings.ActivitySync.DataDirectory, GetLockName(source, athleteId)) is { } turn)
            {
                try
                {
                    return new Turn(
                        turn,
                        await leases.AcquireAsync(LeaseWork.Tokens(source), athleteId, cancellationToken)
                    );
                }
                catch
                {
                    turn.Dispose();
                    throw;
                }
            }

            await Task.Delay(PollInterval, clock, cancellationToken);
        }
    }

    /// <summary>Deletes the lock file of a removed athlete.</summary>
    public void Remove(string source, long athleteId) =>
        FileLock.Delete(settings.ActivitySync.DataDirectory, GetLockName(source, athleteId));

    private static string GetLockName(string source, long athleteId) => $"{source}-{athleteId}.lock";

    private sealed class Turn(IDisposable file, IDisposable lease) : IDisposable
    {
        public void Dispose()
        {
            lease.Dispose();
            file.Dispose();
        }
    }
}
