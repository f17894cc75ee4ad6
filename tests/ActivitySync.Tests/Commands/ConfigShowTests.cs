using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Data;

namespace ActivitySync.Tests.Commands;

public sealed class ConfigShowTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private string Settings => Path.Combine(_directory, "appsettings.json");

    public ConfigShowTests() =>
        File.WriteAllText(
            Settings,
            $$"""
            {
              "ActivitySync": {"DataDirectory": "{{_directory}}"},
              "Page": {"Locked": ["Language"]},
              "Athletes": [
                {"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin"},
                {
                  "Name": "ben", "Email": "ben@example.org", "TimeZone": "Europe/Berlin",
                  "Budget": "none",
                  "Conditions": ["first", "second"]
                }
              ]
            }
            """
        );

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_page_is_named_as_a_layer()
    {
        foreach (
            var (key, value) in new[] { ("Budget", "occasional"), ("Conditions", "third"), ("Digest:Time", "08:00") }
        )
        {
            await RunAsync("preference", "set", key, value, "--athlete", "ben");
        }

        var (_, shown, error) = await RunAsync("config", "show");
        using var json = JsonDocument.Parse((await RunAsync("config", "show", "--json")).Output);

        Assert.Equal("", error);
        Assert.Equal(
            [
                "Athletes:0:Budget = regular  (default)",
                "Athletes:1:Budget = occasional  (page)",
                "Athletes:1:Conditions:0 = third  (page)",
                "Athletes:1:Digest:Time = 08:00  (page)",
            ],
            shown
                .Split('\n')
                .Where(line =>
                    line.StartsWith("Athletes:1:Conditions", StringComparison.Ordinal)
                    || line.Contains(":Budget", StringComparison.Ordinal)
                    || line.StartsWith("Athletes:1:Digest:Time", StringComparison.Ordinal)
                )
        );
        Assert.Contains(
            """{"key":"Athletes:1:Budget","value":"occasional","origin":"page"}""",
            json.RootElement.EnumerateArray().Select(row => JsonSerializer.Serialize(row))
        );
    }

    [Fact]
    public async Task A_list_without_elements_is_shown_as_that()
    {
        await RunAsync("preference", "set", "Conditions", "", "--athlete", "ben");

        var (_, shown, _) = await RunAsync("config", "show");

        Assert.Contains("Athletes:1:Conditions = []  (page)\n", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("first", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_database_the_settings_are_shown_and_none_is_created()
    {
        var (exit, shown, error) = await RunAsync("config", "show");

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Contains("Athletes:1:Budget = none  (appsettings.json:8)\n", shown, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_directory, "activitysync.db")));
    }

    [Fact]
    public async Task A_database_that_cannot_be_read_stops_neither_check_nor_show()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_directory, "activitysync.db"),
            "no database",
            TestContext.Current.CancellationToken
        );

        var check = await RunAsync("config", "check");
        var show = await RunAsync("config", "show");

        Assert.Equal((ExitCode.Done, ""), (check.Exit, check.Error));
        Assert.Equal(ExitCode.Done, show.Exit);
        Assert.Contains("Athletes:1:Budget = none", show.Output, StringComparison.Ordinal);
        Assert.StartsWith("Changes from the page are not shown: ", show.Error, StringComparison.Ordinal);
        Assert.Single(show.Error.TrimEnd().Split('\n'));
    }

    private async Task<(ExitCode Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var environment = new CommandEnvironment
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
        };
        var exit = await CommandTree.Build().Parse([.. args, "--config", Settings]).InvokeAsync(environment);
        Database.ClearPools();
        return ((ExitCode)exit, output.ToString(), error.ToString());
    }
}
