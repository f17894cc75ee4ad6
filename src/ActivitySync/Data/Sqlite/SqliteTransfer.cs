using System.Data.Common;
using Dapper;

namespace ActivitySync.Data.Sqlite;

/// <summary>The tables of a database file, for copying all of them.</summary>
internal sealed class SqliteTransfer : ITableTransfer
{
    private static readonly Dictionary<string, StoreColumnType> Types = new()
    {
        ["INTEGER"] = StoreColumnType.Integer,
        ["REAL"] = StoreColumnType.Real,
        ["TEXT"] = StoreColumnType.Text,
        ["BLOB"] = StoreColumnType.Blob,
    };

    /// <summary>Few: SQLite looks for each parameter among all of the statement.</summary>
    public int BestParameters => 100;

    public IReadOnlyList<StoreTable> GetTables(DbConnection connection) =>
        StoreTable.Create(
            connection
                .Query<SchemaColumn>(
                    """
                    SELECT t.name AS TableName, c.name AS Name, c.type AS Type, c.pk AS KeyPosition,
                        (c.pk = 1 AND t.sql LIKE '%AUTOINCREMENT%') AS IsGenerated
                    FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
                        AND t.name NOT IN ('migrations', 'nodes', 'leases')
                    ORDER BY t.name, c.cid
                    """
                )
                .AsList(),
            connection
                .Query<SchemaReference>(
                    """
                    SELECT t.name AS TableName, f."table" AS Referenced
                    FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
                    """
                )
                .AsList(),
            Types
        );

    /// <summary>Takes the write lock of the whole file (BEGIN IMMEDIATE).</summary>
    public DbTransaction BeginReading(DbConnection connection, IReadOnlyList<StoreTable> tables) =>
        connection.BeginTransaction();

    /// <inheritdoc cref="BeginReading"/>
    public DbTransaction BeginWriting(DbConnection connection, IReadOnlyList<StoreTable> tables) =>
        connection.BeginTransaction();

    /// <summary>A text as bytes: the library would end it at the first NUL.</summary>
    public string GetReadExpression(StoreColumn column) =>
        column.Type == StoreColumnType.Text
            ? $"CAST({StoreCopier.Quote(column.Name)} AS BLOB)"
            : StoreCopier.Quote(column.Name);

    public long GetLastGenerated(DbTransaction transaction, string table, string column) =>
        transaction.Connection!.ExecuteScalar<long>(
            "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = @Table",
            new { Table = table },
            transaction
        );

    public void SetLastGenerated(DbTransaction transaction, string table, string column, long last)
    {
        var row = new { Table = table, Last = last };
        var connection = transaction.Connection!;
        if (connection.Execute("UPDATE sqlite_sequence SET seq = @Last WHERE name = @Table", row, transaction) == 0)
        {
            connection.Execute("INSERT INTO sqlite_sequence (name, seq) VALUES (@Table, @Last)", row, transaction);
        }
    }
}
