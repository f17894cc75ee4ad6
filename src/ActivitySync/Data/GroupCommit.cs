using System.Data.Common;

namespace ActivitySync.Data;

/// <summary>
/// Writes for several tasks at the same time. SQLite has one writer, and each commit waits for the disk: writes that
/// come while one is being committed are committed together next, each still seeing the ones before it.
/// </summary>
/// <param name="database">The database.</param>
internal sealed class GroupCommit(Database database)
{
    private readonly Lock _gate = new();
    private readonly Lock _waitingLock = new();
    private List<PendingWrite> _waiting = [];

    /// <summary>Runs a write and returns when it is committed.</summary>
    /// <param name="write">
    /// Changes the database and nothing else: if another write of the same commit fails, it runs a second time, after
    /// its first changes were rolled back.
    /// </param>
    /// <param name="isDurable">
    /// Whether the write is on the disk on return. If not, it survives a crash of the process but not of the machine,
    /// until the next durable write.
    /// </param>
    /// <exception cref="DatabaseException">The write could not be committed.</exception>
    public T Write<T>(Func<DbConnection, DbTransaction, T> write, bool isDurable = true)
    {
        T? result = default;
        var pending = new PendingWrite((connection, transaction) => result = write(connection, transaction), isDurable);
        lock (_waitingLock)
        {
            _waiting.Add(pending);
        }

        lock (_gate)
        {
            if (!pending.IsDone)
            {
                CommitAll();
            }
        }

        pending.ThrowIfFailed();
        return result!;
    }

    private void CommitAll()
    {
        List<PendingWrite> group;
        lock (_waitingLock)
        {
            (group, _waiting) = (_waiting, []);
        }

        if (group.Count == 1 || TryCommit(group) is not null)
        {
            // One that fails costs itself only.
            foreach (var pending in group)
            {
                pending.Complete(TryCommit([pending]));
            }

            return;
        }

        foreach (var pending in group)
        {
            pending.Complete(failure: null);
        }
    }

    /// <returns>Why nothing was committed; null if all was.</returns>
    private Exception? TryCommit(List<PendingWrite> group)
    {
        try
        {
            using var connection = database.Open();
            if (!group.Any(pending => pending.IsDurable))
            {
                Database.UseRelaxedDurability(connection);
            }

            using var transaction = connection.BeginTransaction();
            foreach (var pending in group)
            {
                pending.Write(connection, transaction);
            }

            transaction.Commit();
            return null;
        }
#pragma warning disable CA1031 // thrown by the task whose write it is
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }

    /// <summary>A write that waits for its commit.</summary>
    private sealed class PendingWrite(Action<DbConnection, DbTransaction> write, bool isDurable)
    {
        private Exception? _failure;

        public bool IsDurable => isDurable;

        public bool IsDone { get; private set; }

        public void Write(DbConnection connection, DbTransaction transaction) => write(connection, transaction);

        public void Complete(Exception? failure) => (_failure, IsDone) = (failure, true);

        public void ThrowIfFailed()
        {
            if (_failure is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
            }
        }
    }
}
