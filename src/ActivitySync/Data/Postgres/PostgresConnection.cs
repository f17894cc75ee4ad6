using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace ActivitySync.Data.Postgres;

/// <summary>
/// A connection whose commands throw <see cref="DatabaseException"/> where the server fails or cannot be reached.
/// Errors in a statement, such as a violated constraint, stay <see cref="PostgresException"/>.
/// </summary>
internal sealed class PostgresConnection(PostgresEngine engine, NpgsqlConnection connection)
    : DbConnection,
        IEngineConnection
{
    private bool _wasOpened;

    public IDatabaseEngine Engine => engine;

    public UnreadableRows UnreadableRows { get; } = new(engine.UnreadableRows);

    /// <summary>Contains no password.</summary>
    [AllowNull]
    public override string ConnectionString
    {
        get => engine.Location;
        set => throw new NotSupportedException();
    }

    public override string Database => connection.Database;

    public override string DataSource => engine.Location;

    public override string ServerVersion => connection.ServerVersion;

    public override ConnectionState State => connection.State;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    /// <remarks>
    /// Not again after the server ended the connection, which Dapper would do: the transaction is lost.
    /// </remarks>
    public override void Open()
    {
        if (_wasOpened)
        {
            throw PostgresErrors.CreateUnreachable(engine.Location);
        }

        Run(connection.Open);
        _wasOpened = true;
    }

    public override void Close() => connection.Close();

    /// <summary>Runs a call of the driver.</summary>
    public T Run<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception exception) when (Translate(exception) is { } failure)
        {
            throw failure;
        }
    }

    public void Run(Action call) =>
        Run(() =>
        {
            call();
            return true;
        });

    /// <summary>Converts an exception of the driver; null for one that is not a failure of the server.</summary>
    public DatabaseException? Translate(Exception exception) =>
        PostgresErrors.Translate(exception, engine.Location, isBroken: connection.State != ConnectionState.Open);

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        new PostgresTransaction(this, Run(() => connection.BeginTransaction(isolationLevel)));

    protected override DbCommand CreateDbCommand() => new PostgresCommand(this, connection.CreateCommand());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            connection.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>A transaction of a <see cref="PostgresConnection"/>; rolled back when disposed before its end.</summary>
internal sealed class PostgresTransaction(PostgresConnection connection, NpgsqlTransaction transaction) : DbTransaction
{
    public override IsolationLevel IsolationLevel => transaction.IsolationLevel;

    protected override DbConnection DbConnection => connection;

    public override void Commit() => connection.Run(transaction.Commit);

    public override void Rollback() => connection.Run(transaction.Rollback);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            transaction.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>
/// A command of a <see cref="PostgresConnection"/>. All commands of a connection are part of its transaction.
/// </summary>
internal sealed class PostgresCommand(PostgresConnection connection, NpgsqlCommand command) : DbCommand
{
    [AllowNull]
    public override string CommandText
    {
        get => command.CommandText;
        set => command.CommandText = value;
    }

    public override int CommandTimeout
    {
        get => command.CommandTimeout;
        set => command.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => command.CommandType;
        set => command.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource
    {
        get => command.UpdatedRowSource;
        set => command.UpdatedRowSource = value;
    }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set
        {
            if (value != connection)
            {
                throw new NotSupportedException("A command belongs to the connection that created it.");
            }
        }
    }

    protected override DbParameterCollection DbParameterCollection => command.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() => command.Cancel();

    public override void Prepare()
    {
        // Statements are few and short; preparing them would need a session of the server for each connection.
    }

    public override int ExecuteNonQuery()
    {
        CleanTexts();
        return connection.Run(command.ExecuteNonQuery);
    }

    public override object? ExecuteScalar()
    {
        CleanTexts();
        return connection.Run(command.ExecuteScalar);
    }

    protected override DbParameter CreateDbParameter() => command.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        CleanTexts();
        return new CheckedReader(connection.Run(() => command.ExecuteReader(behavior)), connection.Translate);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            command.Dispose();
        }

        base.Dispose(disposing);
    }

    private void CleanTexts()
    {
        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            if (parameter.Value is string text)
            {
                parameter.Value = StoredText.Clean(text);
            }
        }
    }
}
