using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Sources;

/// <summary>
/// Lets one caller at a time renew a runner's tokens of a service, in this process and all others on the data directory: a lock on
/// a file, which ends with its process whatever becomes of that.
/// </summary>
internal sealed class RefreshGate(AppSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for its turn; disposing what it gives lets the next one in.</summary>
    public async Task<IDisposable> EnterAsync(string source, long athleteId, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (FileLock.TryTake(settings.ActivitySync.DataDirectory, NameOf(source, athleteId)) is { } turn) return turn;
            await Task.Delay(LookAgain, clock, cancellationToken);
        }
    }

    /// <summary>Removes the lock of a runner who is no more.</summary>
    public void Remove(string source, long athleteId) => FileLock.Remove(settings.ActivitySync.DataDirectory, NameOf(source, athleteId));

    private static string NameOf(string source, long athleteId) => $"{source}-{athleteId}.lock";
}
