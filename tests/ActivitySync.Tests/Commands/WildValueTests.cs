using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Reliability;

namespace ActivitySync.Tests.Commands;

/// <summary>
/// Databases with one value in one row that no version of the program writes. The columns are those of the schema, so a
/// new one is tested without a change here. By default each column gets one of its values, and the commands that read
/// most are run; at full size it gets all of them, and every command is run.
/// </summary>
[Trait("Category", "Soak")]
public sealed class WildValueTests : IDisposable
{
    private const int SmallValues = 1;

    private static readonly string[][] Commands =
    [
        ["plan"],
        ["status"],
        ["health"],
        ["activities"],
        ["log", "list"],
        ["race", "list"],
        ["digest", "preview"],
        ["plan", "--json"],
        ["status", "--json"],
        ["activities", "--json"],
        ["log", "list", "--json"],
        ["slot", "list"],
        ["planned", "list"],
        ["log", "undo", "1"],
    ];

    private readonly WildValueFixture _fixture = new();

    public static TheoryData<string> Tables =>
        [
            "activity_ids",
            "athletes",
            "authorisations",
            "calendar_feeds",
            "confirmed_starts",
            "declined_suggestions",
            "deletions",
            "feed_links",
            "files",
            "identities",
            "illnesses",
            "inbox_files",
            "inboxes",
            "injuries",
            "job_runs",
            "key_properties",
            "labels",
            "mail_answers",
            "mail_messages",
            "mails",
            "massage_feelings",
            "massages",
            "notes",
            "notifications",
            "pain_ends",
            "pains",
            "pauses",
            "planned_sessions",
            "preferences",
            "race_feeds",
            "races",
            "rate_limits",
            "recordings",
            "roster",
            "sessions",
            "sign_in_links",
            "slots",
            "source_calendars",
            "subscriptions",
            "sync_hints",
            "syncs",
            "title_pauses",
            "undo_steps",
            "upload_files",
            "uploads",
        ];

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Every_table_is_tested()
    {
        using var connection = _fixture.Commands.Database.Open();
        var tables = connection.GetTables();

        // Tokens and keys are encrypted; the table of migrations belongs to the program's version, and leases and nodes
        // to running processes, who write numbers and their own names.
        Assert.Equal(
            tables.Except(["tokens", "source_keys", "migrations", "leases", "nodes"]).Order(StringComparer.Ordinal),
            Tables.Select(row => row.Data).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_wild_value_in_one_row_ends_no_command(string table)
    {
        foreach (var ((column, type), index) in GetColumns(table).Select((column, index) => (column, index)))
        {
            // At small scale one command a column, so that all of them come up in every larger table.
            var commands = TestScale.IsSmall ? [Commands[(table.Length + index) % Commands.Length]] : Commands;
            foreach (var value in ChooseValues(GetWildValues(type), index))
            {
                _fixture.Restore();
                if (!_fixture.TryWrite(table, column, value))
                {
                    continue;
                }

                foreach (var command in commands)
                {
                    var (_, output, error) = await _fixture.Commands.RunAsync(command);

                    var what = $"{table}.{column} = {value[..Math.Min(value.Length, 40)]}, {string.Join(' ', command)}";
                    Assert.False(
                        (output + error).Contains("Unexpected", StringComparison.Ordinal),
                        $"{what}: {error} {output[..Math.Min(output.Length, 500)]}"
                    );
                }

                if (TestScale.IsSmall)
                {
                    continue;
                }

                await ExportAsync($"{table}.{column} = {value[..Math.Min(value.Length, 40)]}");
            }
        }
    }

    private async Task ExportAsync(string what)
    {
        var target = Path.Combine(_fixture.Commands.Settings.ActivitySync.DataDirectory, "export.zip");
        File.Delete(target);
        var (_, _, error) = await _fixture.Commands.RunAsync("export", "--out", target);
        Assert.False(error.Contains("Unexpected", StringComparison.Ordinal), $"{what}, export: {error}");
    }

    private static IEnumerable<string> ChooseValues(string[] values, int index) =>
        Enumerable
            .Range(0, TestScale.Choose(Math.Min(SmallValues, values.Length), values.Length))
            .Select(number => values[(index + number) % values.Length]);

    private static string[] GetWildValues(string type) =>
        type switch
        {
            "INTEGER" => ["-9223372036854775808", "9223372036854775807", "-1", "253402300799"],
            "REAL" => ["9e999", "-9e999", "1e300", "-1.5"],
            "TEXT" => ["'banana'", "''", "'9999-12-31'", "'0001-01-01'", $"'{new string('x', 100_000)}'", "char(0)"],
            _ => ["x''", "x'ff00'"],
        };

    private IReadOnlyList<(string Name, string Type)> GetColumns(string table)
    {
        using var connection = _fixture.Commands.Database.Open();
        return connection.GetTypedColumns(table);
    }
}
