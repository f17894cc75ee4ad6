using System.Data.Common;
using System.Globalization;
using System.Text.Json.Serialization;

namespace ActivitySync.Data;

/// <summary>
/// The rows of the tables that an athlete's changes write to, as stored. Their values are read and written back
/// unchanged, so that undoing a change restores exactly what was there.
/// </summary>
internal static class LogbookRowRepository
{
    /// <summary>An athlete's rows of a table.</summary>
    public static IReadOnlyList<LogbookRow> GetAll(DbConnection connection, long athleteId, LogbookTable table)
    {
        using var command = CreateCommand(
            connection,
            $"SELECT {string.Join(", ", table.Columns)} FROM {table.Name} WHERE athlete_id = @AthleteId",
            athleteId,
            []
        );
        using var reader = command.ExecuteReader();
        var rows = new List<LogbookRow>();
        while (reader.Read())
        {
            rows.Add(
                new LogbookRow(
                    table.Name,
                    [.. Enumerable.Range(0, reader.FieldCount).Select(column => ColumnValue.From(reader[column]))]
                )
            );
        }

        return rows;
    }

    /// <summary>Deletes a row; false if it is gone or has changed.</summary>
    public static bool Delete(DbConnection connection, long athleteId, LogbookRow row)
    {
        var table = LogbookTable.Get(row.Table);
        if (row.Values.Count != table.Columns.Count)
        {
            return false; // stored before a migration added columns
        }

        var conditions = table.Columns.Select(
            (column, index) => $"{column} IS NOT DISTINCT FROM {GetParameterName(index)}"
        );
        using var command = CreateCommand(
            connection,
            $"DELETE FROM {table.Name} WHERE athlete_id = @AthleteId AND {string.Join(" AND ", conditions)}",
            athleteId,
            row.Values
        );
        return command.ExecuteNonQuery() > 0;
    }

    /// <summary>
    /// Inserts a row that was deleted; false if another one has its place: the same id, or by hand the same content.
    /// </summary>
    public static bool Restore(DbConnection connection, long athleteId, LogbookRow row)
    {
        var table = LogbookTable.Get(row.Table);
        var columns = table.Columns.ToList();
        if (row.Values.Count != columns.Count)
        {
            return false;
        }

        string[] same =
        [
            .. table.UniqueColumns.Select(column =>
                $"{column} IS NOT DISTINCT FROM {GetParameterName(columns.IndexOf(column))}"
            ),
            // Titles may say the same thing twice.
            .. columns.IndexOf("origin") is var origin and >= 0
                ? new[] { $"origin = '' AND {GetParameterName(origin)} = ''" }
                : [],
        ];
        var unique =
            table.UniqueColumns.Count == 0
                ? "1 = 1"
                : $"NOT EXISTS (SELECT 1 FROM {table.Name} WHERE athlete_id = @AthleteId AND "
                    + $"{string.Join(" AND ", same)})";
        using var command = CreateCommand(
            connection,
            $"INSERT INTO {table.Name} (athlete_id, {string.Join(", ", columns)}) "
                + $"SELECT @AthleteId, {string.Join(", ", columns.Select((_, index) => GetParameterName(index)))} "
                + $"WHERE {unique} ON CONFLICT DO NOTHING",
            athleteId,
            row.Values
        );
        return command.ExecuteNonQuery() > 0;
    }

    private static string GetParameterName(int index) => string.Create(CultureInfo.InvariantCulture, $"@V{index}");

    private static DbCommand CreateCommand(
        DbConnection connection,
        string sql,
        long athleteId,
        IReadOnlyList<ColumnValue> values
    )
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // the names are those of LogbookTable, and the values are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        AddParameter(command, "@AthleteId", athleteId);
        for (var index = 0; index < values.Count; index++)
        {
            AddParameter(command, GetParameterName(index), values[index].ToParameter());
        }

        return command;
    }

    private static void AddParameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}

/// <summary>A table that an athlete's changes write to.</summary>
/// <param name="Name">The table.</param>
/// <param name="Columns">All its columns but the athlete's id.</param>
/// <param name="UniqueColumns">
/// The columns that no two entries by hand have in common. Empty where the table itself ensures that, or where entries
/// may be the same.
/// </param>
internal sealed record LogbookTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> UniqueColumns)
{
    public static LogbookTable Massages { get; } =
        new("massages", ["id", "date", "kind", "origin", "origin_key"], ["date", "kind"]);

    public static LogbookTable Feelings { get; } =
        new("massage_feelings", ["id", "massage_date", "feeling", "said_on", "said_at", "origin", "origin_key"], []);

    public static LogbookTable Pains { get; } =
        new(
            "pains",
            ["id", "date", "area", "severity", "signs", "resolved_on", "said_at", "origin", "origin_key"],
            ["date", "area"]
        );

    public static LogbookTable Illnesses { get; } =
        new("illnesses", ["id", "date", "kind", "origin", "origin_key"], ["date", "kind"]);

    public static LogbookTable Races { get; } =
        new("races", ["id", "date", "name", "distance_meters", "importance", "origin", "origin_key"], ["date", "name"]);

    public static LogbookTable Slots { get; } = new("slots", ["id", "date", "kind"], ["date", "kind"]);

    public static LogbookTable PlannedSessions { get; } =
        new("planned_sessions", ["id", "date", "kind"], ["date", "kind"]);

    public static LogbookTable Labels { get; } =
        new("labels", ["id", "source", "source_id", "word", "importance", "origin", "said_at"], []);

    public static LogbookTable Pauses { get; } = new("pauses", ["until"], []);

    public static LogbookTable TitlePauses { get; } = new("title_pauses", ["origin_key", "from_date", "until"], []);

    public static LogbookTable DeclinedSuggestions { get; } =
        new(
            "declined_suggestions",
            ["id", "kind", "window_from", "window_to", "declined_on"],
            ["kind", "window_from", "window_to"]
        );

    public static LogbookTable Preferences { get; } = new("preferences", ["key", "value", "changed_at"], ["key"]);

    public static LogbookTable ConfirmedStarts { get; } = new("confirmed_starts", ["id", "date"], ["date"]);

    public static IReadOnlyList<LogbookTable> All { get; } =
    [
        Massages,
        Feelings,
        Pains,
        Illnesses,
        Races,
        Slots,
        PlannedSessions,
        Labels,
        Pauses,
        TitlePauses,
        DeclinedSuggestions,
        Preferences,
        ConfirmedStarts,
    ];

    public static LogbookTable Get(string name) =>
        Find(name) ?? throw new ArgumentException("There is no such table.", nameof(name));

    public static LogbookTable? Find(string name) => All.FirstOrDefault(table => table.Name == name);
}

/// <summary>A row as stored: its values in the order of <see cref="LogbookTable.Columns"/>.</summary>
internal sealed record LogbookRow(string Table, IReadOnlyList<ColumnValue> Values)
{
    /// <summary>Whether the row has the columns of its table.</summary>
    [JsonIgnore]
    public bool IsComplete => LogbookTable.Find(Table) is { } table && table.Columns.Count == Values.Count;

    public bool Equals(LogbookRow? other) =>
        other is not null && Table == other.Table && Values.SequenceEqual(other.Values);

    public override int GetHashCode() =>
        Values.Aggregate(Table.GetHashCode(StringComparison.Ordinal), (hash, value) => HashCode.Combine(hash, value));
}

/// <summary>A value of a column; all three are null for NULL.</summary>
internal sealed record ColumnValue(string? Text = null, long? Integer = null, double? Real = null)
{
    /// <exception cref="FormatException">No table has a value of this type.</exception>
    public static ColumnValue From(object value) =>
        value switch
        {
            DBNull => new(),
            string text => new(text),
            long integer => new(Integer: integer),
            double real => new(Real: real),
            _ => throw new FormatException("A column has a value of another type."),
        };

    public object ToParameter() => (object?)Text ?? (object?)Integer ?? (object?)Real ?? DBNull.Value;
}
