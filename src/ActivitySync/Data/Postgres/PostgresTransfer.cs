using System.Data;
using System.Data.Common;
using Dapper;

namespace ActivitySync.Data.Postgres;

/// <summary>The tables of a PostgreSQL schema, for copying all of them.</summary>
internal sealed class PostgresTransfer : ITableTransfer
{
    private static readonly Dictionary<string, StoreColumnType> Types = new()
    {
        ["bigint"] = StoreColumnType.Integer,
        ["double precision"] = StoreColumnType.Real,
        ["text"] = StoreColumnType.Text,
        ["bytea"] = StoreColumnType.Blob,
    };

    /// <summary>Many, so that there are few round trips.</summary>
    public int BestParameters => 2000;

    public IReadOnlyList<StoreTable> GetTables(DbConnection connection) =>
        StoreTable.Create(
            connection
                .Query<SchemaColumn>(
                    """
                    SELECT CAST(c.relname AS text) AS "TableName", CAST(a.attname AS text) AS "Name",
                        format_type(a.atttypid, NULL) AS "Type",
                        CAST(COALESCE(array_position(CAST(i.indkey AS smallint[]), a.attnum) + 1, 0) AS bigint)
                            AS "KeyPosition",
                        CAST(CASE WHEN a.attidentity = '' THEN 0 ELSE 1 END AS bigint) AS "IsGenerated"
                    FROM pg_class c
                    JOIN pg_namespace n ON n.oid = c.relnamespace
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                    LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
                    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')
                        AND c.relname NOT IN ('migrations', 'store_key', 'nodes', 'leases')
                    ORDER BY c.relname COLLATE "C", a.attnum
                    """
                )
                .AsList(),
            connection
                .Query<SchemaReference>(
                    """
                    SELECT CAST(c.relname AS text) AS "TableName", CAST(r.relname AS text) AS "Referenced"
                    FROM pg_constraint f
                    JOIN pg_class c ON c.oid = f.conrelid
                    JOIN pg_class r ON r.oid = f.confrelid
                    JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = current_schema() AND f.contype = 'f'
                    """
                )
                .AsList(),
            Types
        );

    /// <summary>Others may read meanwhile.</summary>
    public DbTransaction BeginReading(DbConnection connection, IReadOnlyList<StoreTable> tables) =>
        Begin(connection, IsolationLevel.RepeatableRead, tables, "SHARE");

    /// <inheritdoc cref="BeginReading"/>
    public DbTransaction BeginWriting(DbConnection connection, IReadOnlyList<StoreTable> tables) =>
        Begin(connection, IsolationLevel.ReadCommitted, tables, "EXCLUSIVE");

    public string GetReadExpression(StoreColumn column) => StoreCopier.Quote(column.Name);

    public long GetLastGenerated(DbTransaction transaction, string table, string column) =>
        transaction.Connection!.ExecuteScalar<long>(
            """
            SELECT COALESCE(pg_sequence_last_value(CAST(pg_get_serial_sequence(quote_ident(@Table), @Column)
                AS regclass)), 0)
            """,
            new { Table = table, Column = column },
            transaction
        );

    // A number that is skipped because the transaction is rolled back afterwards costs nothing.
    public void SetLastGenerated(DbTransaction transaction, string table, string column, long last) =>
        transaction.Connection!.Execute(
            "SELECT setval(CAST(pg_get_serial_sequence(quote_ident(@Table), @Column) AS regclass), @Last)",
            new
            {
                Table = table,
                Column = column,
                Last = last,
            },
            transaction
        );

    /// <summary>
    /// Locks the tables before the first statement reads, so that what it reads is not older than the lock.
    /// </summary>
    private static DbTransaction Begin(
        DbConnection connection,
        IsolationLevel isolation,
        IReadOnlyList<StoreTable> tables,
        string mode
    )
    {
        var transaction = connection.BeginTransaction(isolation);
        try
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the names come from the schema of the database
            // The copy may take longer than any other statement, and one side waits while the other one works.
            command.CommandText =
                "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; "
                + $"LOCK TABLE {string.Join(", ", tables.Select(table => StoreCopier.Quote(table.Name)))} "
                + $"IN {mode} MODE";
#pragma warning restore CA2100
            command.ExecuteNonQuery();
            return transaction;
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }
}
