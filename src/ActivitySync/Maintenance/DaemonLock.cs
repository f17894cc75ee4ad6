using System.Globalization;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileSystem;

namespace ActivitySync.Maintenance;

/// <summary>
/// Ensures that one daemon owns a data directory. The lock on <c>daemon.lock</c> ends with the process. The owner and
/// its athletes are written to <c>daemon.pid</c>, since a locked file cannot be read.
/// </summary>
internal sealed class DaemonLock(AppSettings settings, TimeProvider clock)
{
    /// <summary>
    /// Checking the lock (<see cref="IsDaemonRunning"/>) takes it for a moment, so acquiring is retried.
    /// </summary>
    private const int MaxAttempts = 5;

    private const string LockFile = "daemon.lock";
    private const string ServesPrefix = "serves ";
    private const char NameSeparator = ' ';

    /// <summary>The names of all athletes need far less.</summary>
    private const int MaxHolderBytes = 1_000_000;

    /// <summary>The line about the process is shorter, unless it is another program's.</summary>
    private const int MaxShownLength = 100;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly string _holderPath = Path.Combine(settings.ActivitySync.DataDirectory, "daemon.pid");

    /// <summary>Acquires the lock for work that must not run while a daemon does.</summary>
    /// <exception cref="OperationException">Another daemon owns the directory, or the lock can't be
    /// written.</exception>
    public IDisposable Acquire() => AcquireWithDescription(string.Empty);

    /// <summary>Acquires the lock for a daemon that serves the athletes of the settings.</summary>
    /// <inheritdoc cref="Acquire" path="/exception"/>
    public IDisposable AcquireToServe() =>
        AcquireWithDescription(
            $"{ServesPrefix}{string.Join(NameSeparator, settings.FileAthletes.Select(athlete => athlete.Name))}\n"
        );

    /// <summary>
    /// Acquires the lock to erase an athlete. Returns null if a daemon is running that doesn't serve the athlete.
    /// </summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="isStored">Whether the athlete is in the database's roster, which a daemon reads all the
    /// time.</param>
    /// <exception cref="OperationException">A daemon serves the athlete or its athletes are unknown.</exception>
    public IDisposable? AcquireToErase(string athlete, bool isStored = false)
    {
        if (!IsDaemonRunning() || ReadServedAthletes() is not { } athletes)
        {
            return Acquire();
        }

        if (isStored)
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{settings.ActivitySync.DataDirectory}: a running daemon ({DescribeHolder()}) serves {athlete} and "
                    + $"would sync {athlete} again. Run 'activitysync athlete remove {athlete}', or stop it; "
                    + "then retry."
            );
        }

        return athletes.Contains(athlete)
            ? throw new OperationException(
                ErrorKind.Failed,
                $"{settings.ActivitySync.DataDirectory}: a running daemon ({DescribeHolder()}) serves {athlete} and "
                    + $"would sync {athlete} again. Remove {athlete} from its settings and restart it, or stop it; "
                    + "then retry."
            )
            : null;
    }

    private IDisposable AcquireWithDescription(string description)
    {
        var folder = settings.ActivitySync.DataDirectory;
        try
        {
            DataDirectory.Ensure(folder);
            for (var attempt = 1; attempt <= MaxAttempts; attempt++)
            {
                if (FileLock.TryAcquire(folder, LockFile) is { } acquired)
                {
                    return WriteHolder(acquired, description);
                }

                clock.Wait(RetryDelay);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(exception, folder);
        }

        throw new OperationException(
            ErrorKind.Failed,
            $"{folder}: another daemon uses this data directory ({DescribeHolder()}). Stop it first, or set "
                + "ActivitySync:DataDirectory to another directory."
        );
    }

    /// <summary>Returns whether a daemon is running on this data directory.</summary>
    public bool IsDaemonRunning() => FileLock.IsAcquired(settings.ActivitySync.DataDirectory, LockFile);

    /// <summary>
    /// Returns why the directory cannot be written, without writing to it; null if it can, or if no daemon ever used
    /// it.
    /// </summary>
    public string? FindWriteError() =>
        FileLock.FindWriteError(settings.ActivitySync.DataDirectory, LockFile) is { } exception
            ? FileErrors.Describe(exception, settings.ActivitySync.DataDirectory)
            : null;

    private IDisposable WriteHolder(IDisposable acquired, string description)
    {
        try
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"process {Environment.ProcessId}, started {clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}\n{description}"
            );
            AtomicFile.Write(_holderPath, AtomicFile.OwnerOnly, file => file.Write(Encoding.UTF8.GetBytes(text)));
            return acquired;
        }
        catch
        {
            acquired.Dispose();
            throw;
        }
    }

    private string DescribeHolder() =>
        ReadHolderLines().FirstOrDefault() is { } line
            ? TerminalText.Sanitize(line, MaxShownLength)
            : "process unknown";

    /// <summary>
    /// Returns the athletes that the owner serves; null if the owner is not a daemon or they are unknown.
    /// </summary>
    private string[]? ReadServedAthletes() =>
        ReadHolderLines()
            .FirstOrDefault(line => line.StartsWith(ServesPrefix, StringComparison.Ordinal))
            ?[ServesPrefix.Length..].Split(NameSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>None if the file is missing or cannot be read: it only describes the owner of the lock.</summary>
    private string[] ReadHolderLines()
    {
        try
        {
            return RegularFile
                .ReadAllText(_holderPath, MaxHolderBytes)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
