using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Data.Sqlite;

/// <summary>
/// A connection whose commands throw <see cref="DatabaseException"/> where the database or its disk fails. Errors in a
/// statement, such as a violated constraint, stay <see cref="SqliteException"/>.
/// </summary>
/// <param name="engine">The engine, which gets the rows that could not be read with any connection.</param>
/// <param name="connectionString">The connection string.</param>
/// <param name="translate">Converts an exception of SQLite; null for one that is not a failure of the database.</param>
internal sealed class CheckedConnection(
    IDatabaseEngine engine,
    string connectionString,
    Func<Exception, DatabaseException?> translate
) : SqliteConnection(connectionString), IEngineConnection
{
    public IDatabaseEngine Engine => engine;

    public UnreadableRows UnreadableRows { get; } = new(engine.UnreadableRows);

    /// <summary>The transaction that has begun and not ended; null without one.</summary>
    public SqliteTransaction? OpenTransaction => Transaction;

    // Transactions begin, commit and roll back through commands of this method too.
    public override SqliteCommand CreateCommand() =>
        new CheckedCommand(translate)
        {
            Connection = this,
            CommandTimeout = DefaultTimeout,
            Transaction = Transaction,
        };
}

/// <summary>
/// A command of a <see cref="CheckedConnection"/>. All commands of a connection are part of its transaction.
/// </summary>
internal sealed class CheckedCommand(Func<Exception, DatabaseException?> translate) : SqliteCommand
{
    /// <remarks>Dapper sets null where its caller passes no transaction.</remarks>
    public override SqliteTransaction? Transaction
    {
        get => base.Transaction;
        set => base.Transaction = value ?? (Connection as CheckedConnection)?.OpenTransaction;
    }

    public override int ExecuteNonQuery()
    {
        try
        {
            return base.ExecuteNonQuery();
        }
        catch (SqliteException exception) when (translate(exception) is { } failure)
        {
            throw failure;
        }
    }

    public override object? ExecuteScalar()
    {
        try
        {
            return base.ExecuteScalar();
        }
        catch (SqliteException exception) when (translate(exception) is { } failure)
        {
            throw failure;
        }
    }

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        try
        {
            return new CheckedReader(base.ExecuteDbDataReader(behavior), translate);
        }
        catch (SqliteException exception) when (translate(exception) is { } failure)
        {
            throw failure;
        }
    }
}
