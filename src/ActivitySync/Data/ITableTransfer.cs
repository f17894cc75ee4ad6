using System.Data.Common;

namespace ActivitySync.Data;

/// <summary>What differs between the engines when all rows are copied to another database.</summary>
internal interface ITableTransfer
{
    /// <summary>With how many parameters a statement is fastest for each of them.</summary>
    int BestParameters { get; }

    /// <summary>
    /// The tables with data, each after those that it refers to. Tables about the database itself, and about which
    /// process does what, are not among them.
    /// </summary>
    IReadOnlyList<StoreTable> GetTables(DbConnection connection);

    /// <summary>
    /// Begins a transaction that reads all tables as they are at one instant. Until it ends, nobody else writes.
    /// </summary>
    DbTransaction BeginReading(DbConnection connection, IReadOnlyList<StoreTable> tables);

    /// <summary>Begins a transaction in which nobody else writes.</summary>
    DbTransaction BeginWriting(DbConnection connection, IReadOnlyList<StoreTable> tables);

    /// <summary>What to select for a column. A text may be read as its bytes in UTF-8.</summary>
    string GetReadExpression(StoreColumn column);

    /// <summary>
    /// The last number that a table generated for a column, even if its row was deleted; 0 if that is unknown.
    /// </summary>
    long GetLastGenerated(DbTransaction transaction, string table, string column);

    /// <summary>Makes a table generate higher numbers for a column than the last one.</summary>
    void SetLastGenerated(DbTransaction transaction, string table, string column, long last);
}
