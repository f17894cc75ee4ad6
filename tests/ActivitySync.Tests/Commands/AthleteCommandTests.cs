using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Maintenance;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Tests.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Commands;

public sealed class AthleteCommandTests : IDisposable
{
    private const string Ben = """{"Name": "ben", "Email": "ben@example.org", "TimeZone": "Europe/Berlin"}""";

    /// <summary>Anna is in the settings file.</summary>
    private readonly CommandFixture _fixture = new();

    public void Dispose()
    {
        Database.ClearPools();
        _fixture.Dispose();
    }

    private AthleteRoster Roster => RosterBuilder.Create(_fixture.Database, _fixture.Settings);

    private string Folder => _fixture.Settings.ActivitySync.DataDirectory;

    [Fact]
    public async Task An_athlete_is_added_changed_listed_and_removed()
    {
        var added = await _fixture.RunAsync(
            "athlete",
            "add",
            "ben",
            "--email",
            "ben@example.org",
            "--time-zone",
            "America/New_York",
            "--language",
            "de",
            "--max-heart-rate",
            "187.5",
            "--race-mails",
            "false",
            "--digest-time",
            "7:30"
        );

        Assert.Equal((ExitCode.Done, ""), (added.Exit, added.Error));
        var ben = Roster.Get("ben");
        Assert.Equal(("America/New_York", "de", 187.5), (ben.TimeZone.Id, ben.Language, ben.MaxHeartRate));
        Assert.Equal((false, new TimeOnly(7, 30)), (ben.RaceMails, ben.Digest.Time));

        var changed = await _fixture.RunAsync("athlete", "change", "ben", "--language", "", "--units", "imperial");

        Assert.Equal((ExitCode.Done, ""), (changed.Exit, changed.Error));
        ben = Roster.Get("ben");
        Assert.Equal(("en", UnitSystem.Imperial, 187.5), (ben.Language, ben.Units, ben.MaxHeartRate));

        var listed = await _fixture.RunAsync("athlete", "list", "--json");
        using (var json = JsonDocument.Parse(listed.Output))
        {
            Assert.Equal(
                ["anna file", "ben database"],
                json.RootElement.EnumerateArray()
                    .Select(row => $"{row.GetProperty("name").GetString()} {row.GetProperty("layer").GetString()}")
            );
        }

        var removed = await _fixture.RunAsync("athlete", "remove", "ben");

        Assert.Equal(ExitCode.Done, removed.Exit);
        Assert.Contains("forget --athlete ben", removed.Output, StringComparison.Ordinal);
        Assert.Equal(["anna"], Roster.GetAll().Select(athlete => athlete.Name));
        Assert.Equal(ExitCode.InvalidInput, (await _fixture.RunAsync("athlete", "remove", "ben")).Exit);
    }

    [Theory]
    [InlineData("--email", "nowhere", "--email: \"nowhere\" is invalid; expected an email address.")]
    [InlineData(
        "--time-zone",
        "Europe/Berlni",
        "--time-zone: \"Europe/Berlni\" is not an IANA time zone; did you mean \"Europe/Berlin\"?"
    )]
    [InlineData("--max-heart-rate", "fast", "--max-heart-rate: \"fast\" is invalid; expected a number from 25 to 250.")]
    [InlineData("--race-mails", "maybe", "--race-mails: \"maybe\" is invalid; expected true or false, without quotes.")]
    [InlineData("--sources", "nothing", "--sources: \"nothing\" is invalid")]
    public async Task An_invalid_value_is_refused_like_in_the_settings_file(string option, string value, string message)
    {
        await ImportAsync(Ben);

        var (exit, _, error) = await _fixture.RunAsync("athlete", "change", "ben", option, value);

        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.StartsWith(message, error, StringComparison.Ordinal);
        Assert.Equal("ben@example.org", Roster.Get("ben").Email);
    }

    [Fact]
    public async Task A_name_that_exists_is_not_added_again()
    {
        await ImportAsync(Ben);
        string[] more = ["--email", "x@example.org", "--time-zone", "UTC"];

        var ben = await _fixture.RunAsync(["athlete", "add", "ben", .. more]);
        var anna = await _fixture.RunAsync(["athlete", "add", "anna", .. more]);
        var change = await _fixture.RunAsync("athlete", "change", "anna", "--email", "x@example.org");
        var wrong = await _fixture.RunAsync(["athlete", "add", "Ben X", .. more]);

        Assert.All([ben, anna, change, wrong], result => Assert.Equal(ExitCode.InvalidInput, result.Exit));
        Assert.Contains("athlete change ben", ben.Error, StringComparison.Ordinal);
        Assert.Contains("anna is in the settings", anna.Error, StringComparison.Ordinal);
        Assert.Contains("anna is in the settings", change.Error, StringComparison.Ordinal);
        Assert.StartsWith("NAME: \"Ben X\" is invalid; expected lower-case", wrong.Error, StringComparison.Ordinal);
        Assert.All([ben, anna, change, wrong], result => Assert.Single(result.Error.TrimEnd().Split('\n')));
    }

    [Fact]
    public async Task Lines_that_are_refused_are_named_and_do_not_stop_the_others()
    {
        var (exit, output, error) = await ImportAsync(
            Ben,
            """{"Name": "carl", "Emial": "carl@example.org", "TimeZone": "Europe/Berlin"}""",
            "",
            "not json",
            """{"Name": "dora", "Email": "dora@example.org", "TimeZone": "UTC", "Digest": {"Day": "Someday"}}""",
            Ben,
            $$"""{"Name": "eva", "Email": "{{new string('x', 70_000)}}"}""",
            """{"Name": "finn", "Email": "finn@example.org", "TimeZone": "Europe/Berlin", "Colour": 1} {}""",
            """{"Name": "gert", "Email": "gert@example.org", "TimeZone": "Europe/Berlin", "Budget": "none"}"""
        );

        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.Equal(
            [
                "athletes.jsonl:2: Email: is missing.",
                "athletes.jsonl:2: Emial: no such setting; did you mean Email?",
                "athletes.jsonl:4: is invalid; expected a JSON object: {\"Name\": …, \"Email\": …}.",
                "athletes.jsonl:5: Digest:Day: \"Someday\" is invalid; expected one of \"Sunday\", \"Monday\", "
                    + "\"Tuesday\", \"Wednesday\", \"Thursday\", \"Friday\", \"Saturday\".",
                "athletes.jsonl:6: Name: ben is defined twice, first on line 1. Remove one.",
                "athletes.jsonl:7: has more than 64000 bytes. Use fewer.",
                "athletes.jsonl:8: invalid JSON. Check for a missing comma, quote or brace just before.",
            ],
            error.TrimEnd().Split('\n')
        );
        Assert.Equal("Athletes: 2 added, 0 updated, 6 refused.", output.TrimEnd());
        Assert.Equal(["anna", "ben", "gert"], Roster.GetAll().Select(athlete => athlete.Name));
        Assert.Equal(Budget.None, Roster.Get("gert").Budget);
    }

    [Fact]
    public async Task An_unknown_key_lists_the_keys_of_an_athlete()
    {
        var (_, _, error) = await ImportAsync(Ben.Replace("}", ", \"Shoes\": \"red\"}", StringComparison.Ordinal));

        Assert.StartsWith(
            "athletes.jsonl:1: Shoes: no such setting; an athlete has Name, Email",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Importing_again_replaces_the_settings()
    {
        await ImportAsync(Ben.Replace("}", ", \"Budget\": \"none\"}", StringComparison.Ordinal));
        var (exit, output, _) = await ImportAsync(Ben.Replace("ben@", "other@", StringComparison.Ordinal));

        Assert.Equal((ExitCode.Done, "Athletes: 0 added, 1 updated, 0 refused."), (exit, output.TrimEnd()));
        Assert.Equal(("other@example.org", Budget.Regular), (Roster.Get("ben").Email, Roster.Get("ben").Budget));
    }

    [Fact]
    public async Task The_settings_file_comes_first()
    {
        var (exit, output, _) = await ImportAsync(
            """{"Name": "anna", "Email": "stored@example.org", "TimeZone": "Asia/Tokyo"}"""
        );
        var list = await _fixture.RunAsync("athlete", "list");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains("anna: the settings file names this athlete too", output, StringComparison.Ordinal);
        Assert.Equal("anna@example.org", Assert.Single(Roster.GetAll()).Email);
        Assert.Contains(
            "database, not used: the settings file names this athlete too",
            list.Output,
            StringComparison.Ordinal
        );
        Assert.False(Roster.HasSeveral());

        _fixture.With(settings => settings with { FileAthletes = [] });

        Assert.Equal("stored@example.org", Assert.Single(Roster.GetAll()).Email);
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync("log", "list")).Exit); // the only one needs no name
    }

    [Fact]
    public async Task A_preference_comes_before_the_database()
    {
        await ImportAsync(Ben.Replace("}", ", \"Budget\": \"occasional\"}", StringComparison.Ordinal));

        Assert.Equal(SettingLayer.Database, Roster.Get("ben").GetOrigin(Preference.Find("Budget")!).Layer);
        await _fixture.RunAsync("preference", "set", "Budget", "none", "--athlete", "ben");
        Assert.Equal(Budget.None, Roster.Get("ben").Budget);

        var (_, output, _) = await _fixture.RunAsync("athlete", "change", "ben", "--budget", "regular");

        Assert.Contains("preference reset Budget --athlete ben", output, StringComparison.Ordinal);
        await _fixture.RunAsync("preference", "reset", "Budget", "--athlete", "ben");
        Assert.Equal(Budget.Regular, Roster.Get("ben").Budget);
    }

    [Fact]
    public async Task A_key_of_a_service_is_stored_encrypted()
    {
        var source = SourceDescriptors.All.First(source => source.SettingsParser.AthleteSecret is not null);
        var setting = source.SettingsParser.AthleteSecret!.Key;
        var line =
            """{"Name": "ben", "Email": "ben@example.org", "TimeZone": "UTC", """
            + $"\"{setting}\": \"zebra-key\", \"Sources\": {{\"{source.SettingsParser.SectionName}\": true}}}}";

        var (exit, _, _) = await ImportAsync(line);

        Assert.Equal(ExitCode.Done, exit);
        await using (
            var services = new ServiceCollection()
                .AddActivitySync(_fixture.Settings, _fixture.Clock)
                .BuildServiceProvider()
        )
        {
            var ben = services.GetRequiredService<AthleteRoster>().Get("ben");
            Assert.Equal([source.Name], ben.Sources.Enabled);
            Assert.Equal("zebra-key", services.GetRequiredService<AthleteKeys>().Find(ben, source.Name, setting));
        }

        // Another import without the key leaves it.
        await ImportAsync(line.Replace($"\"{setting}\": \"zebra-key\", ", "", StringComparison.Ordinal));
        using (var connection = _fixture.Database.Open())
        {
            Assert.Equal(1, connection.ExecuteScalar<long>("SELECT count(*) FROM source_keys"));
        }

        File.Delete(Path.Combine(Folder, "athletes.jsonl"));
        Database.ClearPools();
        Assert.All(Directory.GetFiles(Folder), file =>
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("zebra-key"u8))
        );
    }

    [Fact]
    public async Task A_stored_athlete_is_served_like_any_other()
    {
        await ImportAsync(Ben);

        var several = await _fixture.RunAsync("log", "list");
        var unknown = await _fixture.RunAsync("log", "list", "--athlete", "carl");
        await _fixture.RunAsync("pause", "--until", "2026-12-24", "--athlete", "ben");
        var status = await _fixture.RunAsync("status");

        Assert.Contains(
            "required with several athletes. Use one of anna, ben.",
            several.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("there is no athlete \"carl\". Use one of anna, ben.", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("ben: emails are paused through", status.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync("plan", "--athlete", "ben")).Exit);
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync("page", "link", "--athlete", "ben")).Exit);
    }

    [Fact]
    public async Task The_export_has_the_settings_without_secrets()
    {
        await ImportAsync(
            Ben.Replace(
                "}",
                ", \"Budget\": \"none\", \"Sources\": {\"RaceCalendars\": [\"https://example.org/secret.ics\"]}}",
                StringComparison.Ordinal
            )
        );
        var target = Path.Combine(Folder, "export.zip");

        await _fixture.RunAsync("export", "--athlete", "ben", "--out", target);

        await using var zip = await ZipFile.OpenReadAsync(target, CancellationToken.None);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(CancellationToken.None));
            var text = await reader.ReadToEndAsync();
            Assert.DoesNotContain("secret.ics", text, StringComparison.Ordinal);
            if (entry.Name == "settings.json")
            {
                using var json = JsonDocument.Parse(text);
                Assert.Equal("ben@example.org", json.RootElement.GetProperty("Email").GetString());
                Assert.Equal("none", json.RootElement.GetProperty("Budget").GetString());
            }
        }

        Assert.Contains(zip.Entries, entry => entry.Name == "settings.json");
    }

    [Fact]
    public async Task Forgetting_an_athlete_deletes_the_row_too()
    {
        await ImportAsync(Ben);

        var (exit, output, _) = await _fixture.RunAsync("forget", "--athlete", "ben", "--yes");

        Assert.Equal(ExitCode.Done, exit);
        Assert.DoesNotContain("from the settings", output, StringComparison.Ordinal);
        using var connection = _fixture.Database.Open();
        Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM roster"));
        Assert.Null(AthleteRepository.FindId(connection, "ben"));
    }

    [Fact]
    public async Task A_running_daemon_serves_stored_athletes_and_protects_them_from_being_forgotten()
    {
        await ImportAsync(Ben);
        using var running = new DaemonLock(_fixture.Settings, _fixture.Clock).AcquireToServe();

        var refused = await _fixture.RunAsync("forget", "--athlete", "ben", "--yes");
        await _fixture.RunAsync("athlete", "remove", "ben");
        var forgotten = await _fixture.RunAsync("forget", "--athlete", "ben", "--yes");

        Assert.Equal(ExitCode.Failed, refused.Exit);
        Assert.Contains("athlete remove ben", refused.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, forgotten.Exit);
    }

    [Theory]
    [InlineData("'banana'")]
    [InlineData("''")]
    [InlineData("'{\"Email\": \"carl@example.org\"}'")]
    [InlineData("'{\"Email\": \"carl@example.org\", \"TimeZone\": \"UTC\", \"Later\": 1}'")]
    public async Task A_damaged_row_costs_only_its_athlete(string settings)
    {
        await ImportAsync(Ben, Ben.Replace("ben", "carl", StringComparison.Ordinal));
        using (var connection = _fixture.Database.Open())
        {
            connection.Execute(
                $"UPDATE roster SET settings = {settings} "
                    + "WHERE athlete_id = (SELECT id FROM athletes WHERE name = 'carl')"
            );
        }

        var list = await _fixture.RunAsync("athlete", "list");
        var doctor = await _fixture.RunAsync("doctor");
        var status = await _fixture.RunAsync("status");
        var carl = await _fixture.RunAsync("plan", "--athlete", "carl");
        var ben = await _fixture.RunAsync("plan", "--athlete", "ben");

        Assert.Equal(["anna", "ben"], Roster.GetAll().Select(athlete => athlete.Name));
        Assert.Contains(
            "cannot be read",
            list.Output.Split('\n').Single(line => line.StartsWith("carl ", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Assert.Contains("carl: the stored settings cannot be read", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("roster has a value that cannot be read in row carl", status.Output, StringComparison.Ordinal);
        Assert.Contains("the settings of carl cannot be read", carl.Error, StringComparison.Ordinal);
        // The row of carl is not even read.
        Assert.Equal((ExitCode.Done, ""), (ben.Exit, ben.Error));

        await ImportAsync(Ben.Replace("ben", "carl", StringComparison.Ordinal));
        Assert.Equal(3, Roster.GetAll().Count);
    }

    [Fact]
    public async Task The_settings_are_checked_with_the_athletes_of_the_database()
    {
        _fixture.With(settings =>
            settings with
            {
                FileAthletes = [],
                Page = new PageSettings { Admins = ["ben"] },
            }
        );
        var before = await _fixture.RunAsync("config", "check");

        await ImportAsync(Ben);
        var after = await _fixture.RunAsync("config", "check");
        var doctor = await _fixture.RunAsync("doctor");

        Assert.Equal(ExitCode.InvalidInput, before.Exit);
        Assert.StartsWith(
            "Page:Admins: \"ben\" is invalid; expected the name of an athlete, and there are none.",
            before.Error,
            StringComparison.Ordinal
        );
        Assert.Equal("environment: ok, 0 athletes, and 1 in the database.", after.Output.TrimEnd());
        Assert.DoesNotContain("Athletes: none are set", doctor.Output, StringComparison.Ordinal);
        Assert.Contains(
            "Mail:Operator: is missing, and all athletes are in the database.",
            doctor.Output,
            StringComparison.Ordinal
        );
        Assert.True(_fixture.Settings.IsAdmin(Roster.Get("ben")));
    }

    [Fact]
    public async Task Nobody_in_the_database_is_an_admin_without_being_named()
    {
        _fixture.With(settings => settings with { FileAthletes = [] });

        await ImportAsync(Ben);

        Assert.False(_fixture.Settings.IsAdmin(Roster.Get("ben")));
    }

    [Theory]
    [InlineData("a\n\nb", 8, "1:a 3:b")]
    [InlineData("a\r\nb\r\n", 8, "1:a\r 2:b\r")]
    [InlineData("aaaaaa\nb\n", 3, "1:aaaa 2:b")]
    [InlineData("", 8, "")]
    public void Lines_are_read_one_by_one_and_bounded(string text, int maxBytes, string expected)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));

        Assert.Equal(
            expected,
            string.Join(
                ' ',
                LineReader
                    .Read(stream, maxBytes)
                    .Select(line => $"{line.Number}:{Encoding.UTF8.GetString(line.Content)}")
            )
        );
    }

    private async Task<(ExitCode Exit, string Output, string Error)> ImportAsync(params string[] lines)
    {
        var file = Path.Combine(Folder, "athletes.jsonl");
        await File.WriteAllTextAsync(file, string.Join('\n', lines));
        return await _fixture.RunAsync("athlete", "import", file);
    }
}
