using System.Data.Common;
using ActivitySync.Configuration;

namespace ActivitySync.Data;

/// <summary>
/// What differs between SQLite and PostgreSQL. All other code works with <see cref="DbConnection"/> and SQL that both
/// understand.
/// </summary>
internal interface IDatabaseEngine
{
    /// <summary>The database file, or server and database, as messages name it; no secret.</summary>
    string Location { get; }

    /// <summary>The database file; null for a server.</summary>
    string? FilePath { get; }

    /// <summary>Whether there is a database; with a server, it is there or is created when it is opened.</summary>
    bool Exists { get; }

    /// <summary>The rows that this engine's connections could not read so far.</summary>
    UnreadableRows UnreadableRows { get; }

    /// <summary>The statements for several nodes; null for a database that only one can have.</summary>
    IClusterStore? Cluster { get; }

    /// <summary>How all rows are read and written.</summary>
    ITableTransfer Transfer { get; }

    /// <summary>Opens a connection to the database in its current schema version; the caller disposes it.</summary>
    /// <exception cref="DatabaseException">The database cannot be used.</exception>
    /// <exception cref="OperationException">A newer version of the program wrote the database.</exception>
    DbConnection Open();

    /// <summary>Checks the stored data, as far as the engine leaves that to its user.</summary>
    /// <exception cref="DatabaseException">The database is damaged or cannot be opened.</exception>
    void Verify();

    /// <summary>Writes a verified copy while the database may be in use.</summary>
    /// <exception cref="OperationException">The copy cannot be written; a server makes its own.</exception>
    void WriteCopy(string target);

    /// <summary>Stops all use of a damaged database until it is replaced. Does nothing for other failures.</summary>
    void MarkDamaged(DatabaseException failure);

    /// <summary>The size of the database in bytes; 0 if it is unknown.</summary>
    long GetSize();

    /// <summary>
    /// Begins a transaction in which no other one can change the athlete's rows, so that what it reads stays true until
    /// it has written.
    /// </summary>
    DbTransaction BeginFor(DbConnection connection, long athleteId);

    /// <summary>
    /// Removes deleted content from the file and its log, as far as the engine can. A server's log and backups keep it
    /// for as long as the operator keeps them.
    /// </summary>
    void Compact(DbConnection connection);

    /// <summary>Removes deleted content from the log, unless another process is reading.</summary>
    void TruncateLog(DbConnection connection);

    /// <summary>
    /// Makes commits on this connection survive a crash of the process, but not of the machine, to save disk writes.
    /// </summary>
    void UseRelaxedDurability(DbConnection connection);

    /// <summary>The tables that have a column of this name, in order of their names.</summary>
    IReadOnlyList<string> GetTablesWithColumn(DbConnection connection, string column);

    /// <summary>The columns of a table in their order, and what its rows are ordered by.</summary>
    (IReadOnlyList<string> Columns, string OrderBy) GetColumns(DbConnection connection, string table);
}

/// <summary>A connection that knows its engine.</summary>
internal interface IEngineConnection
{
    IDatabaseEngine Engine { get; }

    /// <summary>The rows that could not be read with this connection.</summary>
    UnreadableRows UnreadableRows { get; }
}

/// <summary>Passes calls for a connection on to its engine.</summary>
internal static class EngineConnectionExtensions
{
    /// <inheritdoc cref="IDatabaseEngine.BeginFor"/>
    public static DbTransaction BeginFor(this DbConnection connection, long athleteId) =>
        GetEngine(connection).BeginFor(connection, athleteId);

    /// <summary>The engine of a connection from <see cref="Database.Open"/>.</summary>
    public static IDatabaseEngine GetEngine(this DbConnection connection) =>
        connection is IEngineConnection { Engine: var engine }
            ? engine
            : throw new ArgumentException("The connection is not one of Database.Open.", nameof(connection));
}
