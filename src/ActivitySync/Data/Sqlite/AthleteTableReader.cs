using System.Data.Common;
using Dapper;

namespace ActivitySync.Data.Sqlite;

/// <summary>
/// All that is held on a runner, table by table: found in the database's own form, so that a table that comes with a
/// migration is in without being thought of.
/// </summary>
internal static class AthleteTableReader
{
    private const string AthleteIdColumn = "athlete_id";

    /// <summary>What goes to nobody, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> ExcludedColumns { get; } =
        new Dictionary<string, string>
        {
            ["tokens.access_token"] = "a key to your account",
            ["tokens.refresh_token"] = "a key to your account",
            ["authorisations.state"] = "shows that an answer belongs to a question asked here",
            ["mails.message"] = "in mails/, as it was written",
        };

    public static IEnumerable<AthleteTable> ReadAll(DbConnection connection, long athleteId)
    {
        var names = connection
            .Query<string>(
                $"""
                SELECT held.name FROM sqlite_schema held JOIN pragma_table_info(held.name) known
                WHERE held.type = 'table' AND known.name = '{AthleteIdColumn}' ORDER BY held.name
                """
            )
            .AsList();
        foreach (var name in names)
        {
            var columns = connection
                .Query<string>("SELECT name FROM pragma_table_info(@Table) ORDER BY cid", new { Table = name })
                .AsList();
            columns.RemoveAll(column => column == AthleteIdColumn || ExcludedColumns.ContainsKey($"{name}.{column}"));
            yield return new AthleteTable(
                name,
                columns,
                ReadRows(
                    connection,
                    $"SELECT {string.Join(", ", columns)} FROM {name} WHERE {AthleteIdColumn} = @AthleteId ORDER BY rowid",
                    athleteId
                )
            );
        }
    }

    private static List<object?[]> ReadRows(DbConnection connection, string query, long athleteId)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the names in it are the database's own
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

/// <summary>The rows of a table that hang on one runner, as they are stored.</summary>
internal sealed record AthleteTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows);
