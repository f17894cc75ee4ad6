using System.Data.Common;
using System.Text;
using ActivitySync.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>What tests do with a database and the program never does, in the SQL of its engine.</summary>
internal static class DatabaseTampering
{
    private const string Refusal = "refuse_rows";

    /// <summary>Makes the database refuse rows of a table, with an error in the statement.</summary>
    /// <param name="database">The database.</param>
    /// <param name="change"><c>INSERT</c>, <c>UPDATE</c> or <c>UPDATE OF column</c>.</param>
    /// <param name="table">The table; one at a time.</param>
    /// <param name="when">Which rows, as a condition on <c>new</c>; all by default.</param>
    public static void RefuseRows(this Database database, string change, string table, string when = "1 = 1")
    {
        using var connection = database.Open();
        connection.Execute(
            IsSqlite(connection)
                ? $"""
                CREATE TRIGGER {Refusal} BEFORE {change} ON {table} WHEN {when}
                BEGIN SELECT RAISE(ABORT, 'refused'); END
                """
                : $"""
                CREATE OR REPLACE FUNCTION {Refusal}() RETURNS trigger LANGUAGE plpgsql
                    AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
                CREATE TRIGGER {Refusal} BEFORE {change} ON {table}
                    FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {Refusal}()
                """
        );
    }

    /// <summary>Ends what <see cref="RefuseRows"/> began.</summary>
    public static void AcceptRows(this Database database, string table)
    {
        using var connection = database.Open();
        connection.Execute($"DROP TRIGGER {Refusal}" + (IsSqlite(connection) ? "" : $" ON {table}"));
    }

    /// <summary>
    /// Executes a statement that the CHECK constraints of its table forbid, as a later version of the program might
    /// have written it. They apply to all later statements again.
    /// </summary>
    public static void ExecuteUnchecked(this DbConnection connection, string table, string sql, object parameters)
    {
        if (IsSqlite(connection))
        {
            connection.Execute("PRAGMA ignore_check_constraints = ON");
            connection.Execute(sql, parameters);
            connection.Execute("PRAGMA ignore_check_constraints = OFF");
            return;
        }

        using var transaction = connection.BeginTransaction();
        var checks = connection
            .Query<(string Name, string Definition)>(
                """
                SELECT quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
                WHERE contype = 'c' AND conrelid = to_regclass(@table)
                """,
                new { table }
            )
            .AsList();
        foreach (var (name, _) in checks)
        {
            connection.Execute($"ALTER TABLE {table} DROP CONSTRAINT {name}");
        }

        connection.Execute(sql, parameters);
        foreach (var (name, definition) in checks)
        {
            connection.Execute(
                $"ALTER TABLE {table} ADD CONSTRAINT {name} "
                    + definition.Replace(" NOT VALID", "", StringComparison.Ordinal)
                    + " NOT VALID"
            );
        }

        transaction.Commit();
    }

    /// <summary>
    /// Writes a value into the first row of a table, without a look at what refers to it; false if the schema doesn't
    /// allow it.
    /// </summary>
    /// <param name="connection">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="column">The column.</param>
    /// <param name="value">A value in SQLite's SQL.</param>
    public static bool TryWrite(this DbConnection connection, string table, string column, string value)
    {
        var isSqlite = IsSqlite(connection);
        var row = isSqlite ? "rowid" : "ctid";
        var order = connection.GetEngine().GetColumns(connection, table).OrderBy;
        try
        {
            if (isSqlite)
            {
                connection.Execute("PRAGMA foreign_keys = OFF");
            }

            using var transaction = connection.BeginTransaction();
            if (!isSqlite)
            {
                connection.Execute("SET LOCAL session_replication_role = replica");
            }

            var changed = connection.Execute(
                $"""
                UPDATE {table} SET {column} = {(isSqlite ? value : TranslateValue(value))}
                WHERE {row} = (SELECT {row} FROM {table} ORDER BY {order} LIMIT 1)
                """,
                transaction: transaction
            );
            transaction.Commit();
            return changed == 1;
        }
        catch (DbException)
        {
            return false;
        }
        finally
        {
            if (isSqlite)
            {
                connection.Execute("PRAGMA foreign_keys = ON"); // the pool hands out the connection as it is
            }
        }
    }

    /// <summary>The tables, without those that an engine has for itself, in order of their names.</summary>
    public static IReadOnlyList<string> GetTables(this DbConnection connection) =>
        [
            .. connection
                .Query<string>(
                    IsSqlite(connection)
                        ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                        : """
                        SELECT CAST(relname AS text) FROM pg_class
                        WHERE relkind = 'r' AND relnamespace = to_regnamespace('public') AND relname <> 'store_key'
                        """
                )
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The tables with a foreign key to a table, in order of their names.</summary>
    public static IReadOnlyList<string> GetTablesReferringTo(this DbConnection connection, string table) =>
        [
            .. connection
                .Query<string>(
                    IsSqlite(connection)
                        ? """
                        SELECT DISTINCT t.name FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) k
                        WHERE k."table" = @table
                        """
                        : """
                        SELECT DISTINCT CAST(c.relname AS text) FROM pg_constraint k
                        JOIN pg_class c ON c.oid = k.conrelid
                        WHERE k.contype = 'f' AND k.confrelid = to_regclass(@table)
                        """,
                    new { table }
                )
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The columns of a table, with SQLite's type.</summary>
    public static IReadOnlyList<(string Name, string Type)> GetTypedColumns(
        this DbConnection connection,
        string table
    ) =>
        connection
            .Query<(string, string)>(
                IsSqlite(connection)
                    ? "SELECT name, type FROM pragma_table_info(@table) ORDER BY cid"
                    : """
                    SELECT CAST(attname AS text), CASE format_type(atttypid, NULL) WHEN 'bigint' THEN 'INTEGER'
                        WHEN 'double precision' THEN 'REAL' WHEN 'text' THEN 'TEXT' ELSE 'BLOB' END
                    FROM pg_attribute
                    WHERE attrelid = to_regclass(@table) AND attnum > 0 AND NOT attisdropped
                    ORDER BY attnum
                    """,
                new { table }
            )
            .AsList();

    /// <summary>Everything that the database stores, to look for a text in it.</summary>
    public static string ReadEverything(this Database database)
    {
        if (database.FilePath is { } file)
        {
            using (var connection = database.Open())
            {
                Database.TruncateLog(connection);
            }

            Database.ClearPools();
            return Encoding.Latin1.GetString(File.ReadAllBytes(file));
        }

        var content = new StringBuilder();
        using var server = database.Open();
        foreach (var table in server.GetTables())
        {
            using var rows = server.ExecuteReader($"SELECT * FROM {table}");
            while (rows.Read())
            {
                for (var column = 0; column < rows.FieldCount; column++)
                {
                    var value = rows.GetValue(column);
                    content.Append(value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : value).Append('\n');
                }
            }
        }

        return content.ToString();
    }

    private static string TranslateValue(string value) =>
        value switch
        {
            "9e999" or "-9e999" => $"'{value.Replace("9e999", "Infinity", StringComparison.Ordinal)}'",
            "char(0)" => "chr(0)",
            _ when value.StartsWith("x'", StringComparison.Ordinal) => $@"'\x{value[2..]}",
            _ => value,
        };

    private static bool IsSqlite(DbConnection connection) => connection is SqliteConnection;
}
