using System.Data.Common;

namespace ActivitySync.Data;

/// <summary>
/// Runs a series of write transactions so that another writer, such as a command next to the daemon, waits for a
/// fraction of a second, however long the series is.
/// </summary>
/// <remarks>
/// SQLite has no queue: a waiting writer tries again every 150 ms and finds the database locked if the series goes on
/// at once after each commit. So the series pauses for longer than that after it has written for a while.
/// </remarks>
/// <param name="clock">Measures the time of the transactions and of the pauses.</param>
/// <param name="lease">Without it nothing is written; null if none is needed.</param>
internal sealed class WritePacer(TimeProvider clock, ILease? lease = null)
{
    /// <summary>Max rows that are changed in one transaction; they take a few hundredths of a second.</summary>
    public const int MaxRows = 100;

    private static readonly TimeSpan MaxWriteTime = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(200);

    private TimeSpan _written;
    private long _pausedSince = clock.GetTimestamp();

    /// <summary>Runs one transaction of the series, which changes rows of one athlete, and commits it.</summary>
    /// <exception cref="LeaseLostException">Another node has acquired the lease.</exception>
    public T Write<T>(DbConnection connection, long athleteId, Func<DbTransaction, T> write)
    {
        PauseIfDue();
        using var transaction = connection.BeginFor(athleteId);
        var start = clock.GetTimestamp();
        lease?.ThrowIfLost(connection, transaction);
        var result = write(transaction);
        transaction.Commit();
        _pausedSince = clock.GetTimestamp();
        _written += clock.GetElapsedTime(start, _pausedSince);
        return result;
    }

    /// <inheritdoc cref="Write{T}"/>
    public void Write(DbConnection connection, long athleteId, Action<DbTransaction> write) =>
        Write(connection, athleteId, transaction =>
        {
            write(transaction);
            return true;
        });

    private void PauseIfDue()
    {
        var paused = clock.GetElapsedTime(_pausedSince);
        if (paused < MinPause && _written >= MaxWriteTime)
        {
            clock.Wait(MinPause - paused);
            paused = MinPause;
        }

        if (paused >= MinPause)
        {
            _written = TimeSpan.Zero;
        }
    }
}
