using System.Globalization;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>
/// One daemon holds a data directory. The lock is on <c>daemon.lock</c> and ends with its process; who holds it, and whom it
/// serves, stands in <c>daemon.pid</c> beside it, since a locked file cannot be read.
/// </summary>
internal sealed class DaemonLock(AppSettings settings, TimeProvider clock)
{
    /// <summary>A look at the lock (<see cref="IsHeld"/>) holds it for an instant: try again before refusing.</summary>
    private const int Tries = 5;

    private const string LockFile = "daemon.lock";
    private const string Serves = "serves ";
    private const char BetweenNames = ' ';

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private readonly string _lock = Path.Combine(settings.ActivitySync.DataDirectory, LockFile);
    private readonly string _holder = Path.Combine(settings.ActivitySync.DataDirectory, "daemon.pid");

    /// <summary>Takes it for work that no daemon may run beside.</summary>
    /// <exception cref="CannotProceedException">Another daemon holds it, or it cannot be written: the line says which.</exception>
    public IDisposable Take() => Take(string.Empty);

    /// <summary>Takes it for a daemon that serves the runners of the settings.</summary>
    /// <exception cref="CannotProceedException">As above.</exception>
    public IDisposable TakeToServe() => Take($"{Serves}{string.Join(BetweenNames, settings.Athletes.Select(athlete => athlete.Name))}\n");

    /// <summary>Takes it for a change to a runner that a daemon would undo; null if one runs, and does not serve this runner.</summary>
    /// <exception cref="CannotProceedException">One runs that does, or has not said; or see <see cref="Take()"/>.</exception>
    public IDisposable? TakeToForget(string athlete)
    {
        if (!IsHeld() || Served() is not { } served) return Take();
        return served.Contains(athlete)
            ? throw new CannotProceedException(
                ExitCode.Failed,
                $"{settings.ActivitySync.DataDirectory}: a daemon runs ({Holder()}) that serves {athlete}, and would begin with {athlete} anew; take {athlete} out of its settings and restart it, or stop it, then try again.")
            : null;
    }

    private IDisposable Take(string said)
    {
        var folder = settings.ActivitySync.DataDirectory;
        try
        {
            DataDirectory.Ensure(folder);
            for (var tried = 1; tried <= Tries; tried++)
            {
                if (FileLock.TryTake(folder, LockFile) is { } held) return Told(held, said);
                Thread.Sleep(BetweenTries);
            }
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new CannotProceedException(ExitCode.Failed, FileTrouble.LineFor(trouble, folder), trouble);
        }

        throw new CannotProceedException(
            ExitCode.Failed, $"{folder}: another daemon holds this data directory ({Holder()}); stop it first, or set ActivitySync:DataDirectory to another.");
    }

    /// <summary>Whether a daemon runs on this data directory.</summary>
    public bool IsHeld()
    {
        if (!File.Exists(_lock)) return false;
        try
        {
            using var look = new FileStream(_lock, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException inUse) when (FileTrouble.IsInUse(inUse))
        {
            return true;
        }
    }

    /// <summary>Why nothing can be written here; null if it can, or if no daemon ever was here. Nothing is written to find out.</summary>
    public string? TroubleWriting()
    {
        try
        {
            if (File.Exists(_lock)) new FileStream(_lock, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose();
            return null;
        }
        catch (IOException inUse) when (FileTrouble.IsInUse(inUse))
        {
            return null;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return FileTrouble.LineFor(trouble, settings.ActivitySync.DataDirectory);
        }
    }

    private IDisposable Told(IDisposable held, string said)
    {
        try
        {
            File.WriteAllText(
                _holder,
                string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}, started {clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}\n{said}"));
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private string Holder() => Lines().FirstOrDefault() ?? "it has not said which";

    /// <summary>The runners whom the holder serves; null if it is no daemon, or has not said.</summary>
    private string[]? Served() =>
        Lines().FirstOrDefault(line => line.StartsWith(Serves, StringComparison.Ordinal))?[Serves.Length..].Split(BetweenNames, StringSplitOptions.RemoveEmptyEntries);

    private string[] Lines() => File.Exists(_holder) ? File.ReadAllLines(_holder) : [];
}
