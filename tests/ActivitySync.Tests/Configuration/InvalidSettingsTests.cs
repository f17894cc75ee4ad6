using System.Text;
using System.Text.Json.Nodes;
using ActivitySync.Configuration;
using ActivitySync.Sources;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Configuration;

/// <summary>Every setting, wrong in every way that a person would: its own line each time, and all lines at once.</summary>
public sealed class InvalidSettingsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-wrong-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    public static IEnumerable<TheoryDataRow<string>> Keys() =>
        GetEffective().Select(setting => new TheoryDataRow<string>(setting.Key));

    [Theory]
    [MemberData(nameof(Keys))]
    public void Of_another_type(string key)
    {
        var takes = GetEffective().Single(setting => setting.Key == key).Expected;
        var wrong = new List<JsonNode>
        {
            JsonNode.Parse("""{"a": 1}""")!,
            takes.StartsWith("true", StringComparison.Ordinal) ? 1 : true,
        };
        if (!takes.StartsWith("a list", StringComparison.Ordinal))
        {
            wrong.Add(JsonNode.Parse("[true]")!);
        }

        if (
            takes.StartsWith("a whole", StringComparison.Ordinal)
            || takes.StartsWith("a number", StringComparison.Ordinal)
        )
        {
            wrong.Add("7");
        }
        else if (!takes.StartsWith("the number", StringComparison.Ordinal))
        {
            wrong.Add(7);
        }

        Assert.All(wrong, value => AssertReported(Set(CreateValid(), key, value), key));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void With_a_letter_wrong_in_its_name(string key)
    {
        var settings = CreateValid();
        var (parent, name) = FindParent(settings, key);
        var typed = name[..^2] + (name[^2] == 'x' ? 'y' : 'x') + name[^1];
        parent[typed] = parent.ContainsKey(name) ? parent[name]!.DeepClone() : "x";
        parent.Remove(name);

        var mistakes = GetErrors(settings);

        Assert.Contains(mistakes, mistake =>
            mistake.Contains(
                $"{key[..^2]}{typed[^2..]}: no such setting; did you mean {key}?",
                StringComparison.Ordinal
            )
        );
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Out_of_its_range_or_its_words(string key)
    {
        var takes = GetEffective().Single(setting => setting.Key == key).Expected;
        if (takes is "text" or "a folder" or "a list of texts" or "true or false, without quotes")
        {
            return; // these take anything of their type
        }

        JsonNode[] wrong = takes switch
        {
            _ when takes.StartsWith("a whole", StringComparison.Ordinal) => [-1, 1_000_000, 1.5],
            _ when takes.StartsWith("a number", StringComparison.Ordinal) => [-1e300, 1e300],
            _ when takes.StartsWith("a time", StringComparison.Ordinal) => ["24:00", "7pm", "19.30"],
            _ => ["no such thing!", "ftp://x y"],
        };

        Assert.All(wrong, value => AssertReported(Set(CreateValid(), key, value), key));
    }

    [Theory]
    [InlineData("Athletes:0:Name")]
    [InlineData("Athletes:0:Email")]
    [InlineData("Athletes:0:TimeZone")]
    public void Missing(string key)
    {
        var settings = CreateValid();
        var (parent, name) = FindParent(settings, key);
        parent.Remove(name);

        AssertReported(settings, key, "is missing.");
        AssertReported(Set(CreateValid(), key, ""), key, "is missing.");
    }

    [Theory]
    [InlineData(
        """{"Mail": {"From": "a@example.org", "PickupDirectory": "x", "Smtp": {"Host": "h"}}}""",
        "Mail:PickupDirectory",
        "keep one"
    )]
    [InlineData("""{"Mail": {"PickupDirectory": "x"}}""", "Mail:From", "is missing")]
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
        """{"Mail": {"From": "a@example.org", "Smtp": {"Host": "h", "Security": "none", "Username": "u", "Password": "sesame"}}}""",
        "Mail:Smtp:Security",
        "readable"
    )]
    [InlineData(
        """{"ActivitySync": {"Listen": "", "PublicUrl": "https://runs.example.org"}}""",
        "ActivitySync:PublicUrl",
        "nobody would answer"
    )]
    [InlineData("""{"ActivitySync": {"Listen": "https://0.0.0.0:8787"}}""", "ActivitySync:Listen", "certificate")]
    [InlineData(
        """{"ActivitySync": {"Listen": "http://0.0.0.0:8787/page"}}""",
        "ActivitySync:Listen",
        "nothing after them"
    )]
    [InlineData(
        """{"Athletes": [{"Name": "a", "Email": "a@example.org", "TimeZone": "UTC"}, {"Name": "a", "Email": "b@example.org", "TimeZone": "UTC"}]}""",
        "Athletes",
        "named \"a\""
    )]
    [InlineData(
        """{"Athletes": [{"Name": "a", "Email": "a@example.org", "TimeZone": "UTC", "MaxHeartRate": 60, "RestingHeartRate": 60}]}""",
        "Athletes:0:RestingHeartRate",
        "not below"
    )]
    [InlineData(
        """{"Athletes": [{"Name": "a", "Email": "a@example.org", "TimeZone": "UTC", "Sources": {"Strava": true}}]}""",
        "Strava:ClientSecret",
        "is missing"
    )]
    [InlineData(
        """{"Athletes": [{"Name": "a", "Email": "a@example.org", "TimeZone": "UTC", "Sources": {"Garmin": true}}]}""",
        "Athletes:0:GarminApiKey",
        "is missing"
    )]
    [InlineData("""{"Athletes": {"Name": "a"}}""", "Athletes:Name", "Athletes wants a list")]
    [InlineData("""{"Athletes": "anna"}""", "Athletes", "wants a list")]
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
        "no such setting; the sections are ActivitySync, Store, Backup, Strava, Garmin, Mail, Rules."
    )]
    [InlineData(
        """{"Mail": {"Bogus": 1}}""",
        "Mail:Bogus",
        "no such setting; Mail has From, Operator, DailyLimit, PickupDirectory, Smtp."
    )]
    [InlineData("""{"Rules": {"Bogus": 1}}""", "Rules:Bogus", "no such setting; 'activitysync rules' lists them")]
    [InlineData("""{"Athletes": {}}""", "Athletes", "wants a list of braces")]
    [InlineData("""{"Mail": []}""", "Mail", "it wants braces")]
    [InlineData("""{"ActivitySync": {"DataDirectory": []}}""", "ActivitySync:DataDirectory", "wants a folder")]
    [InlineData(
        """{"ActivitySync": {"DataDirectory": "a\u0000b"}}""",
        "ActivitySync:DataDirectory",
        "control character"
    )]
    [InlineData(
        """{"ActivitySync": {"DataDirectory": "/etc/passwd"}}""",
        "ActivitySync:DataDirectory",
        "\"/etc/passwd\" is a file; name a folder."
    )]
    [InlineData(
        """{"Store": {"ConnectionString": "Data Source=/etc"}}""",
        "Store:ConnectionString",
        "whose Data Source is a file"
    )]
    [InlineData("""{"Rules": {"AfterMarathonGentleDays": 9}}""", "Rules:AfterMarathon", "no fewer days")]
    public void Contradicting_another_or_in_the_wrong_form(string json, string key, string mend)
    {
        var mistakes = GetErrors(JsonNode.Parse(json)!.AsObject());

        Assert.Contains(mistakes, mistake =>
            mistake.Contains(key, StringComparison.Ordinal) && mistake.Contains(mend, StringComparison.Ordinal)
        );
        Assert.All(mistakes, mistake => Assert.DoesNotContain("sesame", mistake, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Athletes": [], "Mail": {}, "Rules": {}, "Strava": {}}""")]
    [InlineData(
        """{"Athletes": [{"Name": "a", "Email": "a@example.org", "TimeZone": "UTC", "Conditions": [], "Digest": {}, "Sources": {"RaceCalendars": []}}], "Mail": {"Smtp": {}}}"""
    )]
    public void What_is_empty_is_no_mistake(string json) => Assert.Empty(GetErrors(JsonNode.Parse(json)!.AsObject()));

    [Theory]
    [InlineData(
        "{\"Athletes\": [{\"Name\": \"a\",\n\"Email\": \"j\u00fcrgen@example.org\"}]}",
        "x:2: Athletes:0:Email: is not written in UTF-8; save the file as UTF-8"
    )]
    [InlineData("{\"Mail\": {\n\"Fr\u00f6m\": \"a@example.org\"}}", "x:2: Mail:Fr\ufffdm: is not written in UTF-8")]
    [InlineData("{\"Mail\": {\"From\": \"\\ud800\"}}", "x:1: Mail:From: has half a letter in it")]
    [InlineData("{\"Mail\": {\"\\udc00\": 1}}", "x:1: Mail:\\udc00: has half a letter in it")]
    [InlineData("[]", "x:1: settings stand in braces")]
    [InlineData("null", "x:1: settings stand in braces")]
    [InlineData("\n5", "x:2: settings stand in braces")]
    public void A_file_that_is_no_JSON_object_in_UTF_8(string latin1, string told)
    {
        var mistakes = new List<SettingError>();

        SettingsDocument.Read("x", Encoding.Latin1.GetBytes(latin1), mistakes);

        Assert.StartsWith(told, Assert.Single(mistakes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_may_be_in_any_encoding()
    {
        var mistakes = new List<SettingError>();

        SettingsDocument.Read("x", Encoding.Latin1.GetBytes("{ // f\u00fcr Anna\n}"), mistakes);

        Assert.Empty(mistakes);
    }

    /// <summary>As a person meets it: the process, its exit code, and a line for every one of them.</summary>
    [Fact]
    public async Task All_of_them_are_told_at_once()
    {
        var settings = CreateValid();
        var wrong = GetEffective()
            .Where(setting =>
                setting.Expected.StartsWith("a whole", StringComparison.Ordinal)
                || setting.Expected.StartsWith("one of", StringComparison.Ordinal)
                || setting.Expected.StartsWith("a time", StringComparison.Ordinal)
            )
            .ToList();
        foreach (var setting in wrong)
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
        Assert.True(wrong.Count >= 15, $"{wrong.Count} settings");
        Assert.Equal(wrong.Count + 1, lines.Length);
        Assert.All(wrong, setting =>
            Assert.Contains(lines, line => line.Contains($"{setting.Key}: ", StringComparison.Ordinal))
        );
        Assert.All(lines, line => Assert.Matches("^appsettings.json:[0-9]+: ", line));
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

    private static SettingsReadResult Read(JsonObject settings)
    {
        var mistakes = new List<SettingError>();
        return SettingsFile.Parse(
            "x",
            SettingsDocument.Read("x", Encoding.UTF8.GetBytes(settings.ToJsonString()), mistakes),
            SourceDescriptors.SettingsParsers,
            mistakes
        );
    }

    private static List<string> GetErrors(JsonObject settings) =>
        [.. Read(settings).Errors.Select(mistake => mistake.ToString())];

    /// <summary>A line that begins with the key, or with what stands below it, and ends by saying how to mend it.</summary>
    private static void AssertReported(JsonObject settings, string key, string fix = "")
    {
        var mistakes = GetErrors(settings);
        Assert.True(
            mistakes.Exists(mistake =>
                mistake.StartsWith($"x:1: {key}", StringComparison.Ordinal)
                || (
                    mistake.StartsWith($"settings: {key}", StringComparison.Ordinal)
                    && mistake.EndsWith(fix, StringComparison.Ordinal)
                )
            ),
            $"{settings.ToJsonString()}\n{string.Join('\n', mistakes)}"
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
        var at = settings;
        foreach (var step in steps[..^1])
        {
            if (step == "0")
            {
                continue;
            }

            if (!at.ContainsKey(step))
            {
                at[step] = new JsonObject();
            }

            at = at[step] is JsonArray list ? list[0]!.AsObject() : at[step]!.AsObject();
        }

        return (at, steps[^1]);
    }
}
