using System.Text;
using System.Text.Json.Nodes;
using ActivitySync.Configuration;
using ActivitySync.Sources;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Configuration;

/// <summary>Sets every setting to every kind of invalid value; each must be reported with its key and line.</summary>
public sealed class InvalidSettingsTests : IDisposable
{
    /// <summary>A document with one athlete; both objects and the list are still open.</summary>
    private const string AthleteStart = """{"Athletes": [{"Name": "a", "Email": "a@example.org", "TimeZone": "UTC" """;

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-invalid-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    public static IEnumerable<TheoryDataRow<string>> Keys() =>
        GetEffective().Select(setting => new TheoryDataRow<string>(setting.Key));

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_value_of_another_type_is_reported(string key)
    {
        var expected = GetExpected(key);
        var values = new List<JsonNode>
        {
            JsonNode.Parse("""{"a": 1}""")!,
            expected.StartsWith("true", StringComparison.Ordinal) ? 1 : true,
        };
        if (!expected.StartsWith("a list", StringComparison.Ordinal))
        {
            values.Add(JsonNode.Parse("[true]")!);
        }

        if (
            expected.StartsWith("a whole", StringComparison.Ordinal)
            || expected.StartsWith("a number", StringComparison.Ordinal)
        )
        {
            values.Add("7");
        }
        else if (!expected.StartsWith("the number", StringComparison.Ordinal))
        {
            values.Add(7);
        }

        Assert.All(values, value => AssertReported(Set(CreateValid(), key, value), key));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_misspelled_key_is_reported_with_the_right_one(string key)
    {
        var settings = CreateValid();
        var (parent, name) = FindParent(settings, key);
        var typed = name[..^2] + (name[^2] == 'x' ? 'y' : 'x') + name[^1];
        parent[typed] = parent.ContainsKey(name) ? parent[name]!.DeepClone() : "x";
        parent.Remove(name);

        var errors = GetErrors(settings);

        Assert.Contains(errors, error =>
            error.Contains($"{key[..^2]}{typed[^2..]}: no such setting; did you mean {key}?", StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_value_of_the_right_type_that_is_not_allowed_is_reported(string key)
    {
        var invalid = GetInvalidValues(GetExpected(key));

        Assert.NotEmpty(invalid);
        Assert.All(invalid, one => AssertReported(Set(CreateValid(), key, one.Value), key, one.Problem));
    }

    /// <summary>Values of the right JSON type that the setting does not accept, with a part of the message.</summary>
    private (JsonNode Value, string Problem)[] GetInvalidValues(string expected)
    {
        const string control = "a\u0000b";
        const string invalid = "is invalid; expected ";
        switch (expected)
        {
            case "text":
                return [(control, "contains a control character")];
            case "a folder":
                var file = Path.Combine(_directory, "file");
                File.WriteAllText(file, "");
                return [(file, "is a file; expected a folder."), (control, "contains a control character")];
            case "a list of texts":
                return
                [
                    ("x", invalid),
                    (new JsonArray(control), "contains a control character"),
                    (new JsonArray(7), invalid),
                    (new JsonArray(new JsonArray("x")), "no such setting"),
                ];
            case "true or false, without quotes":
                return [("true", invalid), ("yes", invalid), (0, invalid)];
            case "an IANA time zone, like \"Europe/Berlin\"":
                return [("no such thing!", invalid), ("Europe/Berln", "did you mean \"Europe/Berlin\"?")];
            case var _ when expected.StartsWith("a whole", StringComparison.Ordinal):
                return [(-1, invalid), (1_000_000, invalid), (1.5, invalid)];
            case var _ when expected.StartsWith("a number", StringComparison.Ordinal):
                return [(-1e300, invalid), (1e300, invalid)];
            case var _ when expected.StartsWith("a time", StringComparison.Ordinal):
                return [("24:00", invalid), ("7pm", invalid), ("19.30", invalid)];
            default:
                return [("no such thing!", invalid), ("ftp://x y", invalid)];
        }
    }

    [Theory]
    [InlineData("Athletes:0:Name")]
    [InlineData("Athletes:0:Email")]
    [InlineData("Athletes:0:TimeZone")]
    public void A_required_setting_that_is_missing_is_reported(string key)
    {
        var settings = CreateValid();
        var (parent, name) = FindParent(settings, key);
        parent.Remove(name);

        Assert.Contains($"settings: {key}: is missing.", GetErrors(settings));
        AssertReported(Set(CreateValid(), key, ""), key, "is missing.");
    }

    [Theory]
    [InlineData(
        """{"Mail": {"From": "a@example.org", "PickupDirectory": "x", "Smtp": {"Host": "h"}}}""",
        "Mail:PickupDirectory",
        "remove one"
    )]
    [InlineData("""{"Mail": {"PickupDirectory": "x"}}""", "Mail:From", "is missing")]
    [InlineData("""{"Mail": {"Smtp": {"HelloName": "my host"}}}""", "Mail:Smtp:HelloName", "a host name")]
    [InlineData("""{"Mail": {"Smtp": {"HelloName": "192.0.2.1"}}}""", "Mail:Smtp:HelloName", "[192.0.2.1]")]
    [InlineData("""{"Mail": {"Smtp": {"HelloName": "[192.0.2.256]"}}}""", "Mail:Smtp:HelloName", "a host name")]
    [InlineData("""{"Mail": {"Smtp": {"HelloName": "[2001:db8::1]"}}}""", "Mail:Smtp:HelloName", "a host name")]
    [InlineData("""{"Mail": {"Smtp": {"HelloName": "a..example.org"}}}""", "Mail:Smtp:HelloName", "a host name")]
    [InlineData("""{"Mail": {"Smtp": {"HelloName": "-a.example.org"}}}""", "Mail:Smtp:HelloName", "a host name")]
    [InlineData(
        """{"Mail": {"From": "a@example.org", "Smtp": {"Host": "h", "Username": "u"}}}""",
        "Mail:Smtp:Password",
        "both"
    )]
    [InlineData(
        """{"Mail": {"From": "a@example.org", "Smtp": {"Host": "h", "Password": "sesame"}}}""",
        "Mail:Smtp:Username",
        "both"
    )]
    [InlineData(
        """{"Mail": {"From": "a@example.org" """
            + """, "Smtp": {"Host": "h", "Security": "none", "Username": "u", "Password": "sesame"}}}""",
        "Mail:Smtp:Security",
        "unencrypted"
    )]
    [InlineData(
        """{"ActivitySync": {"Listen": "", "PublicUrl": "https://runs.example.org"}}""",
        "ActivitySync:PublicUrl",
        "there is no page"
    )]
    [InlineData(
        """{"ActivitySync": {"Listen": "https://0.0.0.0:8787"}}""",
        "ActivitySync:Listen",
        "TLS in a reverse proxy"
    )]
    [InlineData(
        """{"ActivitySync": {"Listen": "http://0.0.0.0:8787/page"}}""",
        "ActivitySync:Listen",
        "expected host and port only"
    )]
    [InlineData(
        AthleteStart + """}, {"Name": "a", "Email": "b@example.org", "TimeZone": "UTC"}]}""",
        "Athletes",
        "named \"a\""
    )]
    [InlineData(
        AthleteStart + """, "MaxHeartRate": 60, "RestingHeartRate": 60}]}""",
        "Athletes:0:RestingHeartRate",
        "must be below"
    )]
    [InlineData(AthleteStart + """, "Sources": {"Strava": true}}]}""", "Strava:ClientSecret", "is missing")]
    [InlineData(
        AthleteStart + """, "Sources": {"Garmin": true}}], "Page": {"Enabled": false}}""",
        "Athletes:0:GarminApiKey",
        "is missing"
    )]
    [InlineData("""{"Athletes": {"Name": "a"}}""", "Athletes:Name", "expected Athletes to be a list")]
    [InlineData("""{"Athletes": "anna"}""", "Athletes", "expected Athletes to be a list")]
    [InlineData("""{"Athletes": ["anna"]}""", "Athletes:0", "is a section")]
    [InlineData("""{"Mail": "smtp.example.org"}""", "Mail", "is a section")]
    [InlineData("""{"Mail": {"Smtp": "smtp.example.org"}}""", "Mail:Smtp", "is a section")]
    [InlineData("""{"Mial": {}}""", "Mial", "no such setting")]
    [InlineData("""{"Mail": {"Smpt": {}}}""", "Mail:Smpt", "no such setting")]
    [InlineData("""{"Athletes": [{}]}""", "Athletes:0:Name", "is missing")]
    [InlineData("""{"Mial": {"From": "a@example.org"}}""", "Mial:From", "did you mean Mail:From?")]
    [InlineData("""{"Mial": {}}""", "Mial", "did you mean Mail?")]
    [InlineData("""{"Mail": {"Smtp": {"Prot": 25}}}""", "Mail:Smtp:Prot", "did you mean Mail:Smtp:Port?")]
    [InlineData("""{"Listen": ""}""", "Listen", "did you mean ActivitySync:Listen?")]
    [InlineData(
        """{"Foo": 1}""",
        "Foo",
        "no such setting; the sections are ActivitySync, Page, Notify, Store, Backup, Strava, Garmin, Intervals, Mail, "
            + "Rules."
    )]
    [InlineData(
        """{"Mail": {"Bogus": 1}}""",
        "Mail:Bogus",
        "no such setting; Mail has From, Operator, DailyLimit, Connections, PerSecond, AfterCrash, PickupDirectory, "
            + "Smtp."
    )]
    [InlineData(
        """{"Rules": {"Bogus": 1}}""",
        "Rules:Bogus",
        "no such setting; remove it, then run 'activitysync rules'"
    )]
    [InlineData("""{"Athletes": {}}""", "Athletes", "a list of objects: [{…}].")]
    [InlineData("""{"Mail": []}""", "Mail", "expected an object with settings")]
    [InlineData("""{"ActivitySync": {"DataDirectory": []}}""", "ActivitySync:DataDirectory", "expected a folder")]
    [InlineData(
        """{"ActivitySync": {"DataDirectory": "a\u0000b"}}""",
        "ActivitySync:DataDirectory",
        "control character"
    )]
    [InlineData(
        """{"ActivitySync": {"DataDirectory": "/etc/passwd"}}""",
        "ActivitySync:DataDirectory",
        "\"/etc/passwd\" is a file; expected a folder."
    )]
    [InlineData(
        """{"Store": {"ConnectionString": "Data Source=/etc"}}""",
        "Store:ConnectionString",
        "whose Data Source is a file"
    )]
    [InlineData("""{"Rules": {"AfterMarathonGentleDays": 9}}""", "Rules:AfterMarathon", "no fewer days")]
    public void Contradictions_and_invalid_structures_are_reported(string json, string key, string problem)
    {
        var errors = GetErrors(JsonNode.Parse(json)!.AsObject());

        Assert.Contains(errors, error =>
            error.Contains(key, StringComparison.Ordinal) && error.Contains(problem, StringComparison.Ordinal)
        );
        Assert.All(errors, error => Assert.DoesNotContain("sesame", error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Connections", "0", "\"0\" is invalid; expected a whole number from 1 to 32.")]
    [InlineData("Connections", "33", "\"33\" is invalid; expected a whole number from 1 to 32.")]
    [InlineData("Connections", "1.5", "\"1.5\" is invalid; expected a whole number from 1 to 32.")]
    [InlineData("Connections", "\"4\"", "\"4\" is invalid; expected a whole number from 1 to 32, without quotes.")]
    [InlineData("PerSecond", "0", "\"0\" is invalid; expected a number from 0.1 to 1000.")]
    [InlineData("PerSecond", "-5", "\"-5\" is invalid; expected a number from 0.1 to 1000.")]
    [InlineData("PerSecond", "1000.5", "\"1000.5\" is invalid; expected a number from 0.1 to 1000.")]
    [InlineData("PerSecond", "\"fast\"", "\"fast\" is invalid; expected a number from 0.1 to 1000.")]
    [InlineData("AfterCrash", "\"twice\"", "\"twice\" is invalid; expected one of \"again\", \"never\".")]
    [InlineData("AfterCrash", "true", "\"true\" is invalid; expected one of \"again\", \"never\".")]
    public void An_invalid_value_of_sending_is_one_line_with_what_is_expected(string key, string json, string problem)
    {
        var errors = GetErrors(new JsonObject { ["Mail"] = new JsonObject { [key] = JsonNode.Parse(json) } });

        Assert.Equal([$"x:1: Mail:{key}: {problem}"], errors);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Athletes": [], "Mail": {}, "Rules": {}, "Strava": {}}""")]
    [InlineData(
        AthleteStart + """, "Conditions": [], "Digest": {}, "Sources": {"RaceCalendars": []}}], "Mail": {"Smtp": {}}}"""
    )]
    public void Empty_objects_and_lists_are_valid(string json) =>
        Assert.Empty(GetErrors(JsonNode.Parse(json)!.AsObject()));

    [Theory]
    [InlineData(
        "{\"Athletes\": [{\"Name\": \"a\",\n\"Email\": \"j\u00fcrgen@example.org\"}]}",
        "x:2: Athletes:0:Email: is not encoded as UTF-8. Save the file as UTF-8"
    )]
    [InlineData("{\"Mail\": {\n\"Fr\u00f6m\": \"a@example.org\"}}", "x:2: Mail:Fr\ufffdm: is not encoded as UTF-8")]
    [InlineData("{\"Mail\": {\"From\": \"\\ud800\"}}", "x:1: Mail:From: contains half a surrogate pair")]
    [InlineData("{\"Mail\": {\"\\udc00\": 1}}", "x:1: Mail:\\udc00: contains half a surrogate pair")]
    [InlineData("[]", "x:1: expected a JSON object")]
    [InlineData("null", "x:1: expected a JSON object")]
    [InlineData("\n5", "x:2: expected a JSON object")]
    public void A_file_that_is_not_a_JSON_object_in_UTF_8_is_reported(string latin1, string expected)
    {
        var errors = new List<SettingError>();

        SettingsDocument.Read("x", Encoding.Latin1.GetBytes(latin1), errors);

        Assert.StartsWith(expected, Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_may_be_in_any_encoding()
    {
        var errors = new List<SettingError>();

        SettingsDocument.Read("x", Encoding.Latin1.GetBytes("{ // f\u00fcr Anna\n}"), errors);

        Assert.Empty(errors);
    }

    private static JsonObject CreateValid() =>
        JsonNode
            .Parse("""{"Athletes": [{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin"}]}""")!
            .AsObject();

    private static IReadOnlyList<EffectiveSetting> GetEffective() =>
        [
            .. Read(CreateValid())
                .Effective.Where(setting => !setting.Key.StartsWith("Rules:", StringComparison.Ordinal)),
        ];

    private static string GetExpected(string key) => GetEffective().Single(setting => setting.Key == key).Expected;

    private static SettingsReadResult Read(JsonObject settings)
    {
        var errors = new List<SettingError>();
        return SettingsFile.Parse(
            "x",
            SettingsDocument.Read("x", Encoding.UTF8.GetBytes(settings.ToJsonString()), errors),
            SourceDescriptors.SettingsParsers,
            errors
        );
    }

    private static List<string> GetErrors(JsonObject settings) =>
        [.. Read(settings).Errors.Select(error => error.ToString())];

    /// <summary>Asserts that an error names the line, the key (or a key below it) and the problem.</summary>
    private static void AssertReported(JsonObject settings, string key, string problem = "")
    {
        var errors = GetErrors(settings);
        Assert.True(
            errors.Exists(error =>
                error.StartsWith($"x:1: {key}:", StringComparison.Ordinal)
                && error.Contains(problem, StringComparison.Ordinal)
            ),
            $"{settings.ToJsonString()}\n{string.Join('\n', errors)}"
        );
    }

    private static JsonObject Set(JsonObject settings, string key, JsonNode value)
    {
        var (parent, name) = FindParent(settings, key);
        parent[name] = value.DeepClone();
        return settings;
    }

    private static (JsonObject Parent, string Name) FindParent(JsonObject settings, string key)
    {
        var steps = key.Split(':');
        var current = settings;
        foreach (var step in steps[..^1])
        {
            if (step == "0")
            {
                continue;
            }

            if (!current.ContainsKey(step))
            {
                current[step] = new JsonObject();
            }

            current = current[step] is JsonArray list ? list[0]!.AsObject() : current[step]!.AsObject();
        }

        return (current, steps[^1]);
    }

    /// <summary>The test that starts the program as a process.</summary>
    [Trait("Category", "System")]
    [SqliteOnly]
    public sealed class AsProcess : IDisposable
    {
        private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

        public void Dispose() => Directory.Delete(_directory, recursive: true);

        [Fact]
        public async Task The_daemon_reports_all_errors_at_once_with_exit_code_2()
        {
            var settings = CreateValid();
            var invalid = GetEffective()
                .Where(setting =>
                    setting.Expected.StartsWith("a whole", StringComparison.Ordinal)
                    || setting.Expected.StartsWith("one of", StringComparison.Ordinal)
                    || setting.Expected.StartsWith("a time", StringComparison.Ordinal)
                )
                .ToList();
            foreach (var setting in invalid)
            {
                Set(settings, setting.Key, "no such thing!");
            }

            settings["Nonsense"] = true;
            var file = Path.Combine(_directory, "appsettings.json");
            await File.WriteAllTextAsync(
                file,
                settings.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }),
                TestContext.Current.CancellationToken
            );

            var outcome = await DaemonProcess.RunCommandAsync(["run", "--config", file]);

            var lines = outcome.Error.Trim().Split('\n');
            Assert.Equal(2, outcome.ExitCode);
            Assert.True(invalid.Count >= 15, $"{invalid.Count} settings");
            Assert.Equal(invalid.Count + 1, lines.Length);
            Assert.All(invalid, setting =>
                Assert.Contains(lines, line => line.Contains($"{setting.Key}: ", StringComparison.Ordinal))
            );
            Assert.All(lines, line => Assert.Matches("^appsettings.json:[0-9]+: ", line));
        }
    }
}
