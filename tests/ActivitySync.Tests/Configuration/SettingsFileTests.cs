using System.Text;
using System.Text.Json;
using ActivitySync.Configuration;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.Strava;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Configuration;

public sealed class SettingsFileTests
{
    /// <summary>A document with one athlete; both objects and the list are still open.</summary>
    private const string AthleteStart =
        """{"Athletes": [{"Name": "anna", "Email": "a@example.org", "TimeZone": "UTC" """;

    private const string Anna = """{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin"}""";

    [Fact]
    public void The_sample_is_valid_and_shows_every_setting()
    {
        var errors = new List<SettingError>();
        var values = SettingsDocument.Read(
            "sample",
            File.ReadAllBytes(Path.Combine(TestPaths.RepositoryRoot, "appsettings.sample.json")),
            errors
        );

        var result = SettingsFile.Parse("sample", values, SourceDescriptors.SettingsParsers, errors);

        Assert.Empty(result.Errors);
        var shown = values.Select(value => value.Key).ToHashSet();
        var lists = new[] { "Athletes:0:Conditions", "Athletes:0:Sources:RaceCalendars" };
        Assert.All(
            result.Effective.Where(setting => !setting.Key.StartsWith("Rules:", StringComparison.Ordinal)),
            setting => Assert.True(shown.Contains(setting.Key) || lists.Contains(setting.Key), setting.Key)
        );
    }

    [Fact]
    public void The_sample_shows_the_defaults()
    {
        var sample = Read(
            File.ReadAllText(Path.Combine(TestPaths.RepositoryRoot, "appsettings.sample.json"))
        ).Settings!;

        Assert.Equal(new DaemonSettings(), sample.ActivitySync);
        Assert.Equal(new StravaSettings(), sample.GetSource<StravaSettings>());
        Assert.Equal(new GarminSettings(), sample.GetSource<GarminSettings>());
        Assert.Equal(new BackupSettings(), sample.Backup);
        Assert.Equal(new SmtpSettings(), sample.Mail.Smtp);
        Assert.Equal(new DigestSettings(), sample.FileAthletes[0].Digest);
    }

    [Fact]
    public void Languages_that_can_be_set_are_the_languages_of_the_emails() =>
        Assert.Equal(
            ActivitySync.Digest.Localization.Languages.All.Select(language => language.Tag),
            AthleteSettingsParser.Languages.Keys
        );

    [Fact]
    public void Every_value_is_read()
    {
        var settings = Read(
            """
            {
              "ActivitySync": {"DataDirectory": "/var/lib/x", "Listen": "", "WakeSeconds": 5, "LogFormat": "json"},
              "Athletes": [{"Name": "ben-2", "Email": "ben@example.org", "TimeZone": "America/New_York",
                "Units": "imperial",
                "Budget": "none", "Rhythm": "weekly", "Conditions": ["pregnancy"],
                "MaxHeartRate": 190, "RestingHeartRate": 50,
                "Digest": {"Day": "monday", "Time": "07:30", "QuietWeeks": "skip"}, "RaceMails": false,
                "Sources": {"Strava": true, "Inbox": "/srv/inbox", "RaceCalendars": ["races.ics"],
                  "UntypedSport": "run"}}],
              "Strava": {"ClientId": 1001, "ClientSecret": "s", "ApiUrl": "http://127.0.0.1:9/api/v3", "CacheDays": 3},
              "Mail": {"From": "a@example.org", "Smtp": {"Host": "mail.example.org", "Port": 465, "Security": "tls",
                "Username": "u", "Password": "p"}}
            }
            """
        ).Settings!;

        var ben = settings.FileAthletes[0];
        Assert.Equal("/var/lib/x", settings.ActivitySync.DataDirectory);
        Assert.Equal("", settings.ActivitySync.Listen);
        Assert.Equal(LogFormat.Json, settings.ActivitySync.LogFormat);
        Assert.Equal("America/New_York", ben.TimeZone.Id);
        Assert.Equal(UnitSystem.Imperial, ben.Units);
        Assert.Equal(Budget.None, ben.Budget);
        Assert.Equal(MassageHistory.Weekly, ben.Rhythm);
        Assert.Equal(["pregnancy"], ben.Conditions);
        Assert.Equal(190, ben.MaxHeartRate);
        Assert.Equal(
            new DigestSettings
            {
                Day = DayOfWeek.Monday,
                Time = new TimeOnly(7, 30),
                QuietWeeks = QuietWeeks.Skip,
            },
            ben.Digest
        );
        Assert.Equal("/srv/inbox", ben.Sources.Inbox);
        Assert.Equal("1001", settings.GetSource<StravaSettings>().ClientId);
        Assert.Equal(3, settings.GetSource<StravaSettings>().CacheDays);
        Assert.Equal(
            new SmtpSettings
            {
                Host = "mail.example.org",
                Port = 465,
                Security = SmtpSecurity.Tls,
                Username = "u",
                Password = "p",
            },
            settings.Mail.Smtp
        );
    }

    [Theory]
    [InlineData(
        """{"Athletes": [], "Mial": {"From": "a@example.org"}}""",
        "file:1: Mial:From: no such setting; did you mean Mail:From?"
    )]
    [InlineData(
        """{"Athletes": [{"Name": "Anna", "Email": "a@example.org", "TimeZone": "UTC"}]}""",
        "Athletes:0:Name: \"Anna\" is invalid; expected lower-case letters"
    )]
    [InlineData(
        """{"Athletes": [{"Name": "anna", "Email": "nobody", "TimeZone": "UTC"}]}""",
        "Athletes:0:Email: \"nobody\" is invalid; expected an email address"
    )]
    [InlineData(
        """{"Athletes": [{"Name": "anna", "Email": "a@example.org", "TimeZone": "Europe/Berln"}]}""",
        "did you mean \"Europe/Berlin\"?"
    )]
    [InlineData("""{"Athletes": [{"Name": "anna", "Email": "a@example.org"}]}""", "Athletes:0:TimeZone: is missing")]
    [InlineData(
        """{"Athletes": [{"Name": "anna", "Email": "a@example.org", "TimeZone": "W. Europe Standard Time"}]}""",
        "Athletes:0:TimeZone: \"W. Europe Standard Time\" is "
    )]
    [InlineData(
        """{"Strava": {"CacheDays": 8}}""",
        "Strava:CacheDays: \"8\" is invalid; expected a whole number from 1 to 7."
    )]
    [InlineData(
        """{"Strava": {"HistoryDays": "90"}}""",
        "Strava:HistoryDays: \"90\" is invalid; expected a whole number"
    )]
    [InlineData("""{"Strava": {"SyncSchedule": "*/5 * * * *"}}""", "expected a Quartz cron expression")]
    [InlineData("""{"Strava": {"ApiUrl": "strava.com"}}""", "Strava:ApiUrl: is invalid; expected an address")]
    [InlineData(
        """{"Mail": {"Smtp": {"Security": "ssl"}}}""",
        "\"ssl\" is invalid; expected one of \"starttls\", \"tls\", \"none\"."
    )]
    [InlineData(
        """{"Mail": {"From": "a@example.org", "PickupDirectory": "x", "Smtp": {"Host": "h"}}}""",
        "Mail:PickupDirectory: is set in addition to Mail:Smtp:Host; remove one."
    )]
    [InlineData(
        """{"Mail": {"From": "a@example.org", "Smtp": {"Host": "h", "Username": "u"}}}""",
        "Mail:Smtp:Password: is missing"
    )]
    [InlineData(
        """{"Mail": {"From": "a@example.org" """
            + """, "Smtp": {"Host": "h", "Security": "none", "Username": "u", "Password": "p"}}}""",
        "\"none\" would send the password unencrypted"
    )]
    [InlineData("""{"Mail": {"Smtp": {"Host": "h"}}}""", "Mail:From: is missing")]
    [InlineData(
        """{"ActivitySync": {"Listen": "8787"}}""",
        "ActivitySync:Listen: \"8787\" is invalid; expected an address"
    )]
    [InlineData("""{"ActivitySync": {"WakeSeconds": 0}}""", "from 1 to 3600")]
    [InlineData("""{"ActivitySync": {"WakeSeconds": 5, "WakeSeconds": 6}}""", "is defined twice; remove one.")]
    [InlineData(AthleteStart + """, "RaceMails": "yes"}]}""", "expected true or false")]
    [InlineData(
        AthleteStart + """, "Digest": {"Day": "Someday"}}]}""",
        "\"Someday\" is invalid; expected one of \"Sunday\""
    )]
    [InlineData(AthleteStart + """, "Digest": {"Time": "25:00"}}]}""", "expected a time of day")]
    [InlineData(AthleteStart + """, "Conditions": "none"}]}""", "expected a list of texts")]
    [InlineData(AthleteStart + """, "Sources": {"Strava": true}}]}""", "Strava:ClientId: is missing")]
    [InlineData(AthleteStart + """, "MaxHeartRate": 60, "RestingHeartRate": 70}]}""", "must be below MaxHeartRate")]
    [InlineData("""{"Rules": {"AfterMarathonGentelDays": 4}}""", "did you mean Rules:AfterMarathonGentleDays?")]
    [InlineData(
        """{"Rules": {"AfterMarathonGentleDays": "four"}}""",
        "Rules:AfterMarathonGentleDays: \"four\" is invalid; expected a number."
    )]
    [InlineData(
        """{"Rules": {"BeforeWeeklyDeepDays": 1}}""",
        "nothing is booked on a race day or the two days before it"
    )]
    [InlineData("""{"Rules": {"AfterMarathonGentleDays": 9}}""", "deep work needs no fewer days than gentle")]
    [InlineData("{\n\"Strava\": {\n\"ClientId\": \"12\"\n\"ClientSecret\": \"s\"}}", "file:4: invalid JSON.")]
    public void An_error_names_its_line_its_key_and_the_fix(string json, string expected)
    {
        var lines = Read(json).Errors.Select(error => error.ToString()).ToList();

        Assert.Contains(lines, line => line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Rule_parameters_can_be_set()
    {
        var rules = Read("""{"Rules": {"AfterMarathonGentleDays": 4, "HardBlockRatio": 1.2}}""").Settings!.Rules;

        Assert.Equal(4, rules[AfterRaceRule.Marathon.GentleDays]);
        Assert.Equal(1.2, rules[HardBlockRule.MinRatio]);
        Assert.Equal(5, rules[AfterRaceRule.Half.DeepDays]);
    }

    [Fact]
    public void All_errors_are_reported_at_once_with_their_lines()
    {
        var errors = Read(
            $"{{\n\"Athletes\": [{Anna}, {Anna}],\n\"Strava\": {{\"CacheDays\": 9}},\n\"Nonsense\": 1\n}}"
        ).Errors;

        Assert.Equal(3, errors.Count);
        Assert.Contains(errors, error => error.Origin == "file:3");
        Assert.Contains(errors, error => error.Origin == "file:4");
        Assert.Contains(errors, error =>
            error.Message.Contains("two athletes are named \"anna\"", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData(" \r\n\t")]
    public void An_empty_file_is_called_empty(string content)
    {
        var errors = new List<SettingError>();

        Assert.Empty(SettingsDocument.Read("appsettings.json", Encoding.UTF8.GetBytes(content), errors));

        Assert.StartsWith(
            "appsettings.json: is empty. Run 'activitysync setup'",
            $"{Assert.Single(errors)}",
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_variable_that_names_no_file_is_reported_so()
    {
        var errors = new List<SettingError>();
        var variables = new Dictionary<string, string> { ["Strava__ClientSecret_FILE"] = "" };

        Assert.Empty(EnvironmentSettings.Read(variables, SourceDescriptors.SettingsParsers, errors));

        Assert.EndsWith(
            "Strava:ClientSecret: names no file. Set it to the path of a file, or remove it.",
            $"{Assert.Single(errors)}",
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_environment_overrides_the_file_and_other_variables_are_ignored()
    {
        var errors = new List<SettingError>();
        var secret = Path.GetTempFileName();
        File.WriteAllText(secret, "from-a-file\n");
        var variables = new Dictionary<string, string>
        {
            ["Strava__ClientId"] = "77",
            ["Strava__ClientSecret_FILE"] = secret,
            ["Athletes__0__Email"] = "other@example.org",
            ["ATHLETE"] = "x",
            ["Stravaganza__x"] = "y",
        };

        var values = SettingsDocument.Read(
            "file",
            Encoding.UTF8.GetBytes($$"""{"Strava": {"ClientId": "1"}, "Athletes": [{{Anna}}] }"""),
            errors
        );
        var sources = SourceDescriptors.SettingsParsers;
        var result = SettingsFile.Parse(
            "file",
            [.. values, .. EnvironmentSettings.Read(variables, sources, errors)],
            sources,
            errors
        );
        File.Delete(secret);

        Assert.Empty(result.Errors);
        Assert.Equal("77", result.Settings!.GetSource<StravaSettings>().ClientId);
        Assert.Equal("from-a-file", result.Settings.GetSource<StravaSettings>().ClientSecret);
        Assert.Equal("other@example.org", result.Settings.FileAthletes[0].Email);
        Assert.DoesNotContain(result.Effective, setting =>
            setting.Value?.Contains("from-a-file", StringComparison.Ordinal) == true
        );
    }

    [Fact]
    public void A_credential_of_systemd_is_read_by_its_name()
    {
        var directory = Directory.CreateTempSubdirectory("credentials-").FullName;
        File.WriteAllText(Path.Combine(directory, "Mail__Smtp__Password"), "quiet");
        File.WriteAllText(Path.Combine(directory, "somebody-else"), "x");

        var values = EnvironmentSettings.Read(
            new Dictionary<string, string> { ["CREDENTIALS_DIRECTORY"] = directory },
            SourceDescriptors.SettingsParsers,
            []
        );
        Directory.Delete(directory, recursive: true);

        Assert.Equal(
            [
                new SettingValue(
                    "Mail:Smtp:Password",
                    "quiet",
                    JsonValueKind.Undefined,
                    "credential Mail__Smtp__Password"
                )
                {
                    Layer = SettingLayer.Environment,
                },
            ],
            values
        );
    }

    [Fact]
    public void With_several_athletes_one_must_be_named()
    {
        var settings = Read(
            $$"""{"Athletes": [{{Anna}}, {"Name": "ben", "Email": "b@example.org", "TimeZone": "UTC"}]}"""
        ).Settings!;

        Assert.Equal("ben", settings.GetAthlete("ben").Name);
        Assert.Contains(
            "anna, ben",
            Assert.Throws<OperationException>(() => settings.GetAthlete(null)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "anna, ben",
            Assert.Throws<OperationException>(() => settings.GetAthlete("cleo")).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        """{"DataDirectory": "/srv/other", "Listen": "http://127.0.0.1:9000", "LogFormat": "json"}""",
        "1",
        true
    )]
    [InlineData("""{"AlertAfterHours": 48}""", "1", false)]
    [InlineData("{}", "2", false)]
    public void Nodes_have_the_same_fingerprint_if_only_what_belongs_to_a_node_differs(
        string section,
        string connections,
        bool isSame
    )
    {
        var key = Convert.ToBase64String(new byte[StoreSettings.KeyBytes]);
        string Fingerprint(string daemon, string count) =>
            Read(
                $$"""
                {"ActivitySync": {{daemon}}, "Athletes": [{{Anna}}], "Mail": {"Connections": {{count}}},
                 "Store": {"Provider": "postgres", "ConnectionString": "Host=db", "Key": "{{key}}"} }
                """
            ).Settings!.Fingerprint;

        var first = Fingerprint("{}", "1");

        Assert.NotEmpty(first);
        Assert.Equal(isSame, Fingerprint(section, connections) == first);
        Assert.Empty(Read($$"""{"Athletes": [{{Anna}}]}""").Settings!.Fingerprint);
    }

    private static SettingsReadResult Read(string json)
    {
        var errors = new List<SettingError>();
        var values = SettingsDocument.Read("file", Encoding.UTF8.GetBytes(json), errors);
        return SettingsFile.Parse("file", values, SourceDescriptors.SettingsParsers, errors);
    }

    [Fact]
    public void Settings_or_a_secret_that_are_a_pipe_or_endless_are_one_error()
    {
        var directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
        try
        {
            var pipe = SpecialFile.CreatePipe(Path.Combine(directory, "Mail__Smtp__Password"));
            var large = Path.Combine(directory, "large");
            using (var file = File.Create(large))
            {
                file.SetLength(100_000_000);
            }

            foreach (var path in new[] { pipe, "/dev/zero", large })
            {
                var error = Assert.Single(
                    SettingsFile.Read(new FileInfo(path), SourceDescriptors.SettingsParsers).Errors
                );
                Assert.StartsWith(path, $"{error}", StringComparison.Ordinal);

                var errors = new List<SettingError>();
                var variables = new Dictionary<string, string> { ["Mail__Smtp__Password_FILE"] = path };
                Assert.Empty(EnvironmentSettings.Read(variables, SourceDescriptors.SettingsParsers, errors));
                Assert.Contains(path, $"{Assert.Single(errors)}", StringComparison.Ordinal);
            }

            var credentials = new List<SettingError>();
            Assert.Empty(
                EnvironmentSettings.Read(
                    new Dictionary<string, string> { ["CREDENTIALS_DIRECTORY"] = directory },
                    SourceDescriptors.SettingsParsers,
                    credentials
                )
            );
            Assert.Contains("pipe", $"{Assert.Single(credentials)}", StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
