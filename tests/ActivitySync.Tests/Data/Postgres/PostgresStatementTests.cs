using System.Data;
using System.Text.RegularExpressions;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Tests.Infrastructure;
using Npgsql;

namespace ActivitySync.Tests.Data.Postgres;

/// <summary>PostgreSQL understands every statement of the program.</summary>
[Trait("Category", "System")]
public sealed partial class PostgresStatementTests : IDisposable
{
    /// <summary>What Dapper sends and reads; a boolean would fail only when the statement is executed.</summary>
    private static readonly string[] Types = ["bigint", "integer", "text", "double precision", "bytea"];

    private static readonly Type[] ReadTypes =
    [
        typeof(long),
        typeof(int),
        typeof(string),
        typeof(double),
        typeof(byte[]),
    ];

    private readonly NpgsqlConnection _connection;

    public PostgresStatementTests()
    {
        Requirements.RequirePostgres();
        var store = TestStore.Create(StoreProvider.Postgres);
        using (new Database(TestStore.CreateSettings(store), TimeProvider.System).Open()) { }

        _connection = new NpgsqlConnection(store.ConnectionString);
        _connection.Open();
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Every_statement_of_the_program_can_be_prepared()
    {
        var statements = SqlStatements.GetAll();

        Assert.True(statements.Count > 150, $"only {statements.Count} statements were found");
        var problems = statements.Select(FindProblem).OfType<string>().ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Theory]
    [InlineData("SELECT count(*) FROM no_table")]
    [InlineData("SELECT count(*) FROM mails WHERE (kind = 'alert') = @Alerts")]
    [InlineData("SELECT sum(attempts) FROM mails")]
    [InlineData("UPDATE races SET name = @Name WHERE date IS NOT @Date")]
    public void A_statement_that_PostgreSQL_refuses_or_reads_differently_is_found(string statement) =>
        Assert.NotNull(FindProblem(statement));

    /// <summary>What is wrong with a statement; null if nothing is.</summary>
    private string? FindProblem(string statement)
    {
        var names = new List<string>();
        var numbered = ParameterPattern.Replace(statement, match =>
        {
            if (!names.Contains(match.Value))
            {
                names.Add(match.Value);
            }

            return $"${names.IndexOf(match.Value) + 1}";
        });
        try
        {
            if (_connection.State != ConnectionState.Open)
            {
                _connection.Close();
                _connection.Open();
            }

            Execute("DEALLOCATE ALL");
            Execute($"PREPARE statement AS {numbered}");
            var types = Read("SELECT unnest(parameter_types)::text FROM pg_prepared_statements");
            var problem = types.Except(Types).FirstOrDefault() ?? FindUnreadable(numbered, types);
            return problem is null ? null : $"{problem}: {statement}";
        }
        catch (NpgsqlException exception)
        {
            return $"{exception.Message}: {statement}";
        }
    }

    private string? FindUnreadable(string numbered, List<string> types)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = numbered;
        foreach (var type in types)
        {
            command.Parameters.Add(new NpgsqlParameter { DataTypeName = type, Value = DBNull.Value });
        }

        using var reader = command.ExecuteReader(CommandBehavior.SchemaOnly);
        return Enumerable
            .Range(0, reader.FieldCount)
            .Select(reader.GetFieldType)
            .FirstOrDefault(type => !ReadTypes.Contains(type))
            ?.Name;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<string> Read(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    [GeneratedRegex(@"@\w+")]
    private static partial Regex ParameterPattern { get; }
}
