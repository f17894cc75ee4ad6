using System.Globalization;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>
/// One daemon holds a data directory. The lock is on <c>daemon.lock</c> and ends with its process; who holds it stands in
/// <c>daemon.pid</c> beside it, since a locked file cannot be read.
/// </summary>
internal sealed class DaemonLock(AppSettings settings, TimeProvider clock)
{
    /// <summary>A look at the lock (<see cref="IsHeld"/>) holds it for an instant: try again before refusing.</summary>
    private const int Tries = 5;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private readonly string _lock = Path.Combine(settings.ActivitySync.DataDirectory, "daemon.lock");
    private readonly string _holder = Path.Combine(settings.ActivitySync.DataDirectory, "daemon.pid");

    /// <exception cref="CannotProceedException">Another daemon holds it, or it cannot be written: the line says which.</exception>
    public IDisposable Take()
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                DataDirectory.Ensure(settings.ActivitySync.DataDirectory);
                var held = new FileStream(_lock, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
                TellHolder(held);
                return held;
            }
            catch (IOException inUse) when (FileTrouble.IsInUse(inUse) && tried < Tries)
            {
                Thread.Sleep(BetweenTries);
            }
            catch (IOException inUse) when (FileTrouble.IsInUse(inUse))
            {
                throw new CannotProceedException(
                    ExitCode.Failed,
                    $"{settings.ActivitySync.DataDirectory}: another daemon holds this data directory ({Holder()}); stop it first, or set ActivitySync:DataDirectory to another.");
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                throw new CannotProceedException(ExitCode.Failed, FileTrouble.LineFor(trouble, settings.ActivitySync.DataDirectory), trouble);
            }
        }
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

    private void TellHolder(FileStream held)
    {
        try
        {
            File.WriteAllText(
                _holder,
                string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}, started {clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}\n"));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private string Holder() => File.Exists(_holder) ? File.ReadAllText(_holder).Trim() : "it has not said which";
}
