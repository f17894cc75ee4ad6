using System.Data.Common;

namespace ActivitySync.Data;

/// <summary>
/// Reads all rows of an athlete from every table. The tables are found in the schema, so that those of later migrations
/// are included automatically.
/// </summary>
internal static class AthleteTableReader
{
    private const string AthleteIdColumn = "athlete_id";

    /// <summary>Columns that are not exported, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> ExcludedColumns { get; } =
        new Dictionary<string, string>
        {
            ["tokens.access_token"] = "a key to your account",
            ["tokens.refresh_token"] = "a key to your account",
            ["authorisations.state"] = "shows that an answer belongs to a question asked here",
            ["source_keys.key"] = "a key to your account",
            ["calendar_feeds.content"] = "in massage.ics",
            ["sessions.token_hash"] = "recognizes your browser",
            ["sign_in_links.token_hash"] = "recognizes a sign-in link",
            ["roster.settings"] = "in settings.json, without the addresses of calendars",
            ["undo_steps.payload"] = "what was there before a change of the last 24 hours, or an answer to an email",
        };

    public static IEnumerable<AthleteTable> ReadAll(DbConnection connection, long athleteId)
    {
        var engine = connection.GetEngine();
        foreach (var name in engine.GetTablesWithColumn(connection, AthleteIdColumn))
        {
            var (all, orderBy) = engine.GetColumns(connection, name);
            var columns = all.Where(column =>
                    column != AthleteIdColumn && !ExcludedColumns.ContainsKey($"{name}.{column}")
                )
                .ToList();
            yield return new AthleteTable(
                name,
                columns,
                ReadRows(
                    connection,
                    $"SELECT {string.Join(", ", columns)} FROM {name} "
                        + $"WHERE {AthleteIdColumn} = @AthleteId ORDER BY {orderBy}",
                    athleteId
                )
            );
        }
    }

    private static List<object?[]> ReadRows(DbConnection connection, string query, long athleteId)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the names come from the schema of the database
        command.CommandText = query;
#pragma warning restore CA2100
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@AthleteId";
        parameter.Value = athleteId;
        command.Parameters.Add(parameter);
        var rows = new List<object?[]>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add([.. row.Select(cell => cell is DBNull ? null : cell)]);
        }

        return rows;
    }
}

/// <summary>The rows of a table that refer to one athlete, as stored.</summary>
internal sealed record AthleteTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows);
