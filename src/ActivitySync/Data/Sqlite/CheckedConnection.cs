using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Data.Sqlite;

/// <summary>
/// A connection whose commands throw <see cref="DatabaseException"/> where the database or its disk fails. Errors in a
/// statement, such as a violated constraint, stay <see cref="SqliteException"/>.
/// </summary>
/// <param name="connectionString">The connection string.</param>
/// <param name="translate">Converts an exception of SQLite; null for one that is not a failure of the database.</param>
/// <param name="unreadableRows">Gets the rows that could not be read with any connection; null for none.</param>
internal sealed class CheckedConnection(
    string connectionString,
    Func<SqliteException, DatabaseException?> translate,
    UnreadableRows? unreadableRows = null
) : SqliteConnection(connectionString)
{
    /// <summary>The rows that could not be read with this connection.</summary>
    public UnreadableRows UnreadableRows { get; } = new(unreadableRows);

    // Transactions begin, commit and roll back through commands of this method too.
    public override SqliteCommand CreateCommand() =>
        new CheckedCommand(translate)
        {
            Connection = this,
            CommandTimeout = DefaultTimeout,
            Transaction = Transaction,
        };
}

internal sealed class CheckedCommand(Func<SqliteException, DatabaseException?> translate) : SqliteCommand
{
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

/// <summary>A reader whose steps throw <see cref="DatabaseException"/>; everything else is passed on.</summary>
internal sealed class CheckedReader(DbDataReader reader, Func<SqliteException, DatabaseException?> translate)
    : DbDataReader
{
    public override bool Read()
    {
        try
        {
            return reader.Read();
        }
        catch (SqliteException exception) when (translate(exception) is { } failure)
        {
            throw failure;
        }
    }

    public override bool NextResult()
    {
        try
        {
            return reader.NextResult();
        }
        catch (SqliteException exception) when (translate(exception) is { } failure)
        {
            throw failure;
        }
    }

    public override int Depth => reader.Depth;

    public override int FieldCount => reader.FieldCount;

    public override bool HasRows => reader.HasRows;

    public override bool IsClosed => reader.IsClosed;

    public override int RecordsAffected => reader.RecordsAffected;

    public override object this[int ordinal] => reader[ordinal];

    public override object this[string name] => reader[name];

    public override bool GetBoolean(int ordinal) => reader.GetBoolean(ordinal);

    public override byte GetByte(int ordinal) => reader.GetByte(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        reader.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);

    public override char GetChar(int ordinal) => reader.GetChar(ordinal);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        reader.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);

    public override string GetDataTypeName(int ordinal) => reader.GetDataTypeName(ordinal);

    public override DateTime GetDateTime(int ordinal) => reader.GetDateTime(ordinal);

    public override decimal GetDecimal(int ordinal) => reader.GetDecimal(ordinal);

    public override double GetDouble(int ordinal) => reader.GetDouble(ordinal);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    [return: DynamicallyAccessedMembers(
        DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties
    )]
    public override Type GetFieldType(int ordinal) => reader.GetFieldType(ordinal);

    public override T GetFieldValue<T>(int ordinal) => reader.GetFieldValue<T>(ordinal);

    public override float GetFloat(int ordinal) => reader.GetFloat(ordinal);

    public override Guid GetGuid(int ordinal) => reader.GetGuid(ordinal);

    public override short GetInt16(int ordinal) => reader.GetInt16(ordinal);

    public override int GetInt32(int ordinal) => reader.GetInt32(ordinal);

    public override long GetInt64(int ordinal) => reader.GetInt64(ordinal);

    public override string GetName(int ordinal) => reader.GetName(ordinal);

    public override int GetOrdinal(string name) => reader.GetOrdinal(name);

    public override string GetString(int ordinal) => reader.GetString(ordinal);

    public override object GetValue(int ordinal) => reader.GetValue(ordinal);

    public override int GetValues(object[] values) => reader.GetValues(values);

    public override bool IsDBNull(int ordinal) => reader.IsDBNull(ordinal);

    public override void Close() => reader.Close();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader.Dispose();
        }

        base.Dispose(disposing);
    }
}
