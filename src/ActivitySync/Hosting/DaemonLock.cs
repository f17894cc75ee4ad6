using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Hosting;

/// <summary>
/// One daemon holds a data directory. The lock is on <c>daemon.lock</c> and ends with its process; who holds it, and whom it
/// serves, stands in <c>daemon.pid</c> beside it, since a locked file cannot be read.
/// </summary>
internal sealed class DaemonLock(AppSettings settings, TimeProvider clock)
{
    /// <summary>A look at the lock (<see cref="IsHeld"/>) holds it for an instant: try again before refusing.</summary>
    private const int MaxAttempts = 5;

    private const string LockFile = "daemon.lock";
    private const string ServesPrefix = "serves ";
    private const char NameSeparator = ' ';

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly string _lockPath = Path.Combine(settings.ActivitySync.DataDirectory, LockFile);
    private readonly string _holderPath = Path.Combine(settings.ActivitySync.DataDirectory, "daemon.pid");

    /// <summary>Takes it for work that no daemon may run beside.</summary>
    /// <exception cref="OperationException">Another daemon holds it, or it cannot be written: the line says which.</exception>
    public IDisposable Acquire() => AcquireWithDescription(string.Empty);

    /// <summary>Takes it for a daemon that serves the runners of the settings.</summary>
    /// <exception cref="OperationException">As above.</exception>
    public IDisposable AcquireToServe() =>
        AcquireWithDescription(
            $"{ServesPrefix}{string.Join(NameSeparator, settings.Athletes.Select(athlete => athlete.Name))}\n"
        );

    /// <summary>Takes it for a change to a runner that a daemon would undo; null if one runs, and does not serve this runner.</summary>
    /// <exception cref="OperationException">One runs that does, or has not said; or see <see cref="Acquire()"/>.</exception>
    public IDisposable? AcquireToErase(string athlete)
    {
        if (!IsHeld() || ReadServedAthletes() is not { } served)
        {
            return Acquire();
        }

        return served.Contains(athlete)
            ? throw new OperationException(
                ErrorKind.Failed,
                $"{settings.ActivitySync.DataDirectory}: a daemon runs ({DescribeHolder()}) that serves {athlete}, and would begin with {athlete} anew; take {athlete} out of its settings and restart it, or stop it, then try again."
            )
            : null;
    }

    private IDisposable AcquireWithDescription(string description)
    {
        var folder = settings.ActivitySync.DataDirectory;
        try
        {
            DataDirectory.Ensure(folder);
            for (var tried = 1; tried <= MaxAttempts; tried++)
            {
                if (FileLock.TryAcquire(folder, LockFile) is { } held)
                {
                    return WriteHolder(held, description);
                }

                Thread.Sleep(RetryDelay);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(exception, folder);
        }

        throw new OperationException(
            ErrorKind.Failed,
            $"{folder}: another daemon holds this data directory ({DescribeHolder()}); stop it first, or set ActivitySync:DataDirectory to another."
        );
    }

    /// <summary>Whether a daemon runs on this data directory.</summary>
    public bool IsHeld()
    {
        if (!File.Exists(_lockPath))
        {
            return false;
        }

        try
        {
            using var look = new FileStream(_lockPath, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException inUse) when (FileErrors.IsInUse(inUse))
        {
            return true;
        }
    }

    /// <summary>Why nothing can be written here; null if it can, or if no daemon ever was here. Nothing is written to find out.</summary>
    public string? FindWriteError()
    {
        try
        {
            if (File.Exists(_lockPath))
            {
                new FileStream(_lockPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose();
            }

            return null;
        }
        catch (IOException inUse) when (FileErrors.IsInUse(inUse))
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FileErrors.Describe(exception, settings.ActivitySync.DataDirectory);
        }
    }

    private IDisposable WriteHolder(IDisposable acquired, string description)
    {
        try
        {
            File.WriteAllText(
                _holderPath,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"process {Environment.ProcessId}, started {clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}\n{description}"
                )
            );
            return acquired;
        }
        catch
        {
            acquired.Dispose();
            throw;
        }
    }

    private string DescribeHolder() => ReadHolderLines().FirstOrDefault() ?? "it has not said which";

    /// <summary>The runners whom the holder serves; null if it is no daemon, or has not said.</summary>
    private string[]? ReadServedAthletes() =>
        ReadHolderLines()
            .FirstOrDefault(line => line.StartsWith(ServesPrefix, StringComparison.Ordinal))
            ?[ServesPrefix.Length..].Split(NameSeparator, StringSplitOptions.RemoveEmptyEntries);

    private string[] ReadHolderLines() => File.Exists(_holderPath) ? File.ReadAllLines(_holderPath) : [];
}
