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
        var path = Path.Combine(settings.ActivitySync.DataDirectory, $"{source}-{athleteId}.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException inUse) when (FileTrouble.IsInUse(inUse))
            {
                await Task.Delay(LookAgain, clock, cancellationToken);
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                throw new CannotProceedException(ExitCode.Failed, FileTrouble.LineFor(trouble, settings.ActivitySync.DataDirectory), trouble);
            }
        }
    }
}
