using System.Data;
using System.Data.Common;
using System.Text;
using ActivitySync.Configuration;

namespace ActivitySync.Data;

/// <summary>
/// Copies all rows into an empty database of the same or the other engine, in one transaction, and compares both
/// before it ends. Only a block of rows is in memory at a time.
/// </summary>
internal static class StoreCopier
{
    private const int MaxBlockBytes = 1_000_000;

    /// <summary>For commands: a large table may take its time.</summary>
    private const int NoTimeout = 0;

    /// <summary>Copies all tables.</summary>
    /// <param name="source">The database to read, from <see cref="Database.Open"/>.</param>
    /// <param name="target">The database to fill; its tables must be empty.</param>
    /// <param name="beforeCommit">Called when everything is copied and compared, before that is final.</param>
    /// <param name="cancellationToken">Ends the copying; the target then stays empty.</param>
    /// <returns>The copied tables, in order of their names.</returns>
    /// <exception cref="OperationException">
    /// The target is not empty, a row is refused, or the copy differs. Nothing is copied then.
    /// </exception>
    public static IReadOnlyList<CopiedTable> Copy(
        DbConnection source,
        DbConnection target,
        Action beforeCommit,
        CancellationToken cancellationToken
    )
    {
        var to = target.GetEngine();
        var from = source.GetEngine();
        var tables = to.Transfer.GetTables(target);
        RequireSameSchema(from.Transfer.GetTables(source), tables);
        using var writing = to.Transfer.BeginWriting(target, tables);
        if (tables.FirstOrDefault(table => HasRows(target, table)) is { } filled)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{to.Location}: the database already has rows (in {filled.Name}). "
                    + (to.FilePath is null ? "Use an empty one." : "Use another file, or move this one away.")
            );
        }

        using var reading = from.Transfer.BeginReading(source, tables);
        var copied = new List<CopiedTable>();
        foreach (var table in tables)
        {
            var read = CopyRows(source, target, table, cancellationToken);
            copied.Add(new CopiedTable(table.Name, read.Rows, read.Hash));
        }

        foreach (var (table, read) in tables.Zip(copied))
        {
            CopyGenerated(reading, writing, table);
            if (ReadBack(target, table, cancellationToken) != read)
            {
                throw new OperationException(
                    ErrorKind.Failed,
                    $"{to.Location}: the rows of {table.Name} differ from those in {from.Location}. Nothing was "
                        + "copied. Check for triggers or rules that were added, and retry."
                );
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        beforeCommit();
        writing.Commit();
        return [.. copied.OrderBy(table => table.Name, StringComparer.Ordinal)];
    }

    /// <summary>Both databases have the same schema version, so only tables of other programs can differ.</summary>
    private static void RequireSameSchema(IReadOnlyList<StoreTable> source, IReadOnlyList<StoreTable> target)
    {
        var different = source
            .Select(Describe)
            .ToHashSet()
            .Except(target.Select(Describe))
            .Concat(target.Select(Describe).Except(source.Select(Describe)))
            .Select(table => table.Name)
            .FirstOrDefault();
        if (different is not null)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{different}: the databases don't both have this table with the same columns. "
                    + "Use a database or schema without tables of other programs."
            );
        }

        static (string Name, string Columns) Describe(StoreTable table) =>
            (
                table.Name,
                string.Join(
                    ',',
                    table
                        .Columns.OrderBy(column => column.Name, StringComparer.Ordinal)
                        .Select(column => $"{column.Name} {column.Type}")
                )
            );
    }

    private static bool HasRows(DbConnection connection, StoreTable table)
    {
        using var command = CreateCommand(connection, $"SELECT 1 FROM {Quote(table.Name)} LIMIT 1");
        return command.ExecuteScalar() is not null;
    }

    private static TableDigest CopyRows(
        DbConnection source,
        DbConnection target,
        StoreTable table,
        CancellationToken cancellationToken
    )
    {
        var maxRows = Math.Max(1, target.GetEngine().Transfer.BestParameters / table.Columns.Count);
        var digest = new TableDigest();
        var block = new List<object?[]>();
        var bytes = 0L;
        foreach (var row in ReadRows(source, table, isOrdered: true))
        {
            cancellationToken.ThrowIfCancellationRequested();
            digest.Add(row);
            block.Add(row);
            bytes += row.Sum(GetSize);
            if (block.Count == maxRows || bytes > MaxBlockBytes)
            {
                Insert(target, table, block);
                block.Clear();
                bytes = 0;
            }
        }

        if (block.Count > 0)
        {
            Insert(target, table, block);
        }

        return digest;
    }

    private static CopiedTable ReadBack(DbConnection connection, StoreTable table, CancellationToken cancellationToken)
    {
        var digest = new TableDigest();
        foreach (var row in ReadRows(connection, table, isOrdered: false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            digest.Add(row);
        }

        return new CopiedTable(table.Name, digest.Rows, digest.Hash);
    }

    private static long GetSize(object? value) =>
        value switch
        {
            string text => text.Length,
            byte[] bytes => bytes.Length,
            _ => sizeof(long),
        };

    private static IEnumerable<object?[]> ReadRows(DbConnection connection, StoreTable table, bool isOrdered)
    {
        var transfer = connection.GetEngine().Transfer;
        var order = isOrdered ? $" ORDER BY {string.Join(", ", table.Key.Select(Quote))}" : "";
        using var command = CreateCommand(
            connection,
            $"SELECT {string.Join(", ", table.Columns.Select(transfer.GetReadExpression))} "
                + $"FROM {Quote(table.Name)}{order}"
        );
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object?[table.Columns.Count];
            for (var index = 0; index < row.Length; index++)
            {
                row[index] = reader.IsDBNull(index) ? null : ReadValue(reader, index, table.Columns[index].Type);
            }

            yield return row;
        }
    }

    private static object ReadValue(DbDataReader reader, int index, StoreColumnType type) =>
        type switch
        {
            StoreColumnType.Integer => reader.GetInt64(index),
            StoreColumnType.Real => reader.GetDouble(index),
            StoreColumnType.Blob => reader.GetFieldValue<byte[]>(index),
            _ => StoredText.Clean(
                reader.GetValue(index) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : reader.GetString(index)
            ),
        };

    private static void Insert(DbConnection connection, StoreTable table, IReadOnlyList<object?[]> rows)
    {
        var columns = string.Join(", ", table.Columns.Select(column => Quote(column.Name)));
        var sql = new StringBuilder($"INSERT INTO {Quote(table.Name)} ({columns}) VALUES ");
        using var command = CreateCommand(connection, null);
        foreach (var row in rows)
        {
            sql.Append(command.Parameters.Count == 0 ? "(" : ", (");
            for (var index = 0; index < row.Length; index++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = FormattableString.Invariant($"@p{command.Parameters.Count}");
                parameter.DbType = GetDbType(table.Columns[index].Type);
                parameter.Value = row[index] ?? DBNull.Value;
                command.Parameters.Add(parameter);
                sql.Append(index == 0 ? "" : ", ").Append(parameter.ParameterName);
            }

            sql.Append(')');
        }

#pragma warning disable CA2100 // the names come from the schema of the database
        command.CommandText = sql.ToString();
#pragma warning restore CA2100
        try
        {
            command.ExecuteNonQuery();
        }
        catch (DbException exception)
        {
            // Not the message of the driver, which may quote values of the row.
            throw new OperationException(
                ErrorKind.Failed,
                $"{connection.GetEngine().Location}: a row of {table.Name} is refused"
                    + (exception.SqlState is { } state ? $" (SQLSTATE {state})" : "")
                    + ". Nothing was copied. Check the row in the source, and triggers or constraints that were added.",
                exception
            );
        }
    }

    /// <summary>Numbers of deleted rows aren't used again: addresses in mails and other tables name them.</summary>
    private static void CopyGenerated(DbTransaction reading, DbTransaction writing, StoreTable table)
    {
        if (table.GeneratedColumn is not { } column)
        {
            return;
        }

        var (source, target) = (reading.Connection!, writing.Connection!);
        using var command = CreateCommand(
            target,
            $"SELECT {Quote(column)} FROM {Quote(table.Name)} ORDER BY {Quote(column)} DESC LIMIT 1"
        );
        var last = Math.Max(
            command.ExecuteScalar() as long? ?? 0,
            source.GetEngine().Transfer.GetLastGenerated(reading, table.Name, column)
        );
        if (last > 0)
        {
            target.GetEngine().Transfer.SetLastGenerated(writing, table.Name, column, last);
        }
    }

    private static DbType GetDbType(StoreColumnType type) =>
        type switch
        {
            StoreColumnType.Integer => DbType.Int64,
            StoreColumnType.Real => DbType.Double,
            StoreColumnType.Blob => DbType.Binary,
            _ => DbType.String,
        };

    private static DbCommand CreateCommand(DbConnection connection, string? sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // the names come from the schema of the database
        command.CommandText = sql ?? string.Empty;
#pragma warning restore CA2100
        command.CommandTimeout = NoTimeout;
        return command;
    }

    /// <summary>The name as SQL has it; some columns have the name of a keyword.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>A table that was copied.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Hash">The hash of all values, see <see cref="TableDigest"/>.</param>
internal sealed record CopiedTable(string Name, long Rows, string Hash);
