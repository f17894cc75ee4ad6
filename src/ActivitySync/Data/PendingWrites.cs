using System.Data.Common;
using ActivitySync.Configuration;

namespace ActivitySync.Data;

/// <summary>
/// Writes of what a service hands out only once, such as a renewed token. A write that fails, because the database is
/// locked or the disk is full, stays in memory and is repeated until the database has accepted it.
/// </summary>
/// <remarks>
/// The repetitions come from the callers (before each use of a token, and in the daemon at every wake), so that they
/// need no thread. The last ones are made when the program ends.
/// </remarks>
internal sealed partial class PendingWrites(TimeProvider clock, ILogger<PendingWrites> log) : IDisposable
{
    private const int AttemptsAtExit = 3;
    private static readonly TimeSpan DelayAtExit = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Action> _writes = new(StringComparer.Ordinal);

    /// <summary>Writes now; if that fails, later. Replaces an earlier write of the same name.</summary>
    /// <param name="name">What is written, for example "tokens of athlete 1"; no secret.</param>
    /// <param name="write">Opens the database and writes. May be called several times, from any thread.</param>
    /// <returns>Whether it is in the database.</returns>
    public bool Write(string name, Action write)
    {
        lock (_gate)
        {
            _writes[name] = write;
            if (TryWrite(name) is not { } failure)
            {
                return true;
            }

            LogPostponed(name, ErrorText.LineFor(failure));
            return false;
        }
    }

    /// <summary>Drops a write that is pending, since what it would save is no longer valid.</summary>
    public void Remove(string name)
    {
        lock (_gate)
        {
            _writes.Remove(name);
        }
    }

    /// <summary>Repeats all pending writes.</summary>
    /// <returns>Whether none is pending any more.</returns>
    public bool TryWriteAll()
    {
        lock (_gate)
        {
            foreach (var name in _writes.Keys.ToList())
            {
                if (TryWrite(name) is null)
                {
                    LogWritten(name);
                }
            }

            return _writes.Count == 0;
        }
    }

    /// <summary>Repeats a write if it is pending.</summary>
    /// <exception cref="DatabaseException">The database still doesn't accept it; it stays pending.</exception>
    /// <exception cref="DbException">The same, for a failed statement.</exception>
    public void EnsureWritten(string name)
    {
        lock (_gate)
        {
            if (_writes.TryGetValue(name, out var write))
            {
                write();
                _writes.Remove(name);
                LogWritten(name);
            }
        }
    }

    /// <summary>Repeats the pending writes a last time.</summary>
    public void Dispose()
    {
        for (var attempt = 1; !TryWriteAll() && attempt < AttemptsAtExit; attempt++)
        {
            clock.Wait(DelayAtExit);
        }

        foreach (var name in _writes.Keys)
        {
            LogLost(name);
        }
    }

    /// <summary>Null if the write succeeded; else the failure. Any other exception ends the write for good.</summary>
    private Exception? TryWrite(string name)
    {
        try
        {
            _writes[name]();
        }
        catch (Exception exception) when (exception is DatabaseException or DbException)
        {
            return exception;
        }
        catch
        {
            _writes.Remove(name);
            throw;
        }

        _writes.Remove(name);
        return null;
    }

    [LoggerMessage(
        EventName = "write_postponed",
        Level = LogLevel.Warning,
        Message = "what={What} reason={Reason}; it stays in memory and is saved as soon as the database accepts it"
    )]
    private partial void LogPostponed(string what, string reason);

    [LoggerMessage(EventName = "write_completed", Level = LogLevel.Information, Message = "what={What}")]
    private partial void LogWritten(string what);

    [LoggerMessage(
        EventName = "write_lost",
        Level = LogLevel.Error,
        Message = "what={What}; the database didn't accept it before the program ended. "
            + "Run 'activitysync status' for sources to connect again."
    )]
    private partial void LogLost(string what);
}
