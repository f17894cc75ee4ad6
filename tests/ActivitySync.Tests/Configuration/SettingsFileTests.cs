using System.Text;
using System.Text.Json;
using ActivitySync.Configuration;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Tests.Configuration;

public sealed class SettingsFileTests
{
    private const string Runner = """{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin"}""";

    [Fact]
    public void The_sample_is_valid_and_shows_every_setting()
    {
        var mistakes = new List<SettingError>();
        var values = SettingsDocument.Read(
            "sample",
            File.ReadAllBytes(Path.Combine(TestPaths.RepositoryRoot, "appsettings.sample.json")),
            mistakes
        );

        var reading = SettingsFile.Parse("sample", values, SourceDescriptors.SettingsParsers, mistakes);

        Assert.Empty(reading.Errors);
        var shown = values.Select(value => value.Key).ToHashSet();
        var lists = new[] { "Athletes:0:Conditions", "Athletes:0:Sources:RaceCalendars" };
        Assert.All(
            reading.Effective.Where(setting => !setting.Key.StartsWith("Rules:", StringComparison.Ordinal)), // 'activitysync rules' lists those
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
        Assert.Equal(new DigestSettings(), sample.Athletes[0].Digest);
    }

    [Fact]
    public void The_languages_that_can_be_set_are_those_in_which_mails_are_written() =>
        Assert.Equal(
            ActivitySync.Digest.Localization.Languages.All.Select(language => language.Tag),
            AthleteSettingsParser.SupportedLanguages
        );

    [Fact]
    public void Every_value_reaches_its_place()
    {
        var settings = Read(
            """
            {
              "ActivitySync": {"DataDirectory": "/var/lib/x", "Listen": "", "WakeSeconds": 5, "LogFormat": "json"},
              "Athletes": [{"Name": "ben-2", "Email": "ben@example.org", "TimeZone": "America/New_York", "Units": "imperial",
                "Budget": "none", "Rhythm": "weekly", "Conditions": ["pregnancy"], "MaxHeartRate": 190, "RestingHeartRate": 50,
                "Digest": {"Day": "monday", "Time": "07:30", "QuietWeeks": "skip"}, "RaceMails": false,
                "Sources": {"Strava": true, "Inbox": "/srv/inbox", "RaceCalendars": ["races.ics"], "UntypedSport": "run"}}],
              "Strava": {"ClientId": 1001, "ClientSecret": "s", "ApiUrl": "http://127.0.0.1:9/api/v3", "CacheDays": 3},
              "Mail": {"From": "a@example.org", "Smtp": {"Host": "mail.example.org", "Port": 465, "Security": "tls", "Username": "u", "Password": "p"}}
            }
            """
        ).Settings!;

        var ben = settings.Athletes[0];
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
        "Athletes:0:Name: \"Anna\": wants small letters"
    )]
    [InlineData(
        """{"Athletes": [{"Name": "anna", "Email": "nobody", "TimeZone": "UTC"}]}""",
        "Athletes:0:Email: \"nobody\" is no mail address"
    )]
    [InlineData(
        """{"Athletes": [{"Name": "anna", "Email": "a@example.org", "TimeZone": "Europe/Berln"}]}""",
        "did you mean \"Europe/Berlin\"?"
    )]
    [InlineData("""{"Athletes": [{"Name": "anna", "Email": "a@example.org"}]}""", "Athletes:0:TimeZone: is missing")]
    [InlineData(
        """{"Athletes": [{"Name": "anna", "Email": "a@example.org", "TimeZone": "W. Europe Standard Time"}]}""",
        "is no IANA time zone"
    )]
    [InlineData("""{"Strava": {"CacheDays": 8}}""", "Strava:CacheDays: \"8\": wants a whole number from 1 to 7.")]
    [InlineData("""{"Strava": {"HistoryDays": "90"}}""", "Strava:HistoryDays: \"90\": wants a whole number")]
    [InlineData("""{"Strava": {"SyncSchedule": "*/5 * * * *"}}""", "is no Quartz cron expression")]
    [InlineData("""{"Strava": {"ApiUrl": "strava.com"}}""", "Strava:ApiUrl: wants an address")]
    [InlineData("""{"Mail": {"Smtp": {"Security": "ssl"}}}""", "wants one of \"starttls\", \"tls\", \"none\"")]
    [InlineData("""{"Mail": {"From": "a@example.org", "PickupDirectory": "x", "Smtp": {"Host": "h"}}}""", "keep one")]
    [InlineData(
        """{"Mail": {"From": "a@example.org", "Smtp": {"Host": "h", "Username": "u"}}}""",
        "Mail:Smtp:Password: is missing"
    )]
    [InlineData(
        """{"Mail": {"From": "a@example.org", "Smtp": {"Host": "h", "Security": "none", "Username": "u", "Password": "p"}}}""",
        "readable over the network"
    )]
    [InlineData("""{"Mail": {"Smtp": {"Host": "h"}}}""", "Mail:From: is missing")]
    [InlineData("""{"ActivitySync": {"Listen": "8787"}}""", "ActivitySync:Listen: wants an address")]
    [InlineData("""{"ActivitySync": {"WakeSeconds": 0}}""", "from 1 to 3600")]
    [InlineData("""{"ActivitySync": {"WakeSeconds": 5, "WakeSeconds": 6}}""", "stands twice")]
    [InlineData(
        """{"Athletes": [{"Name": "anna", "Email": "a@example.org", "TimeZone": "UTC", "RaceMails": "yes"}]}""",
        "wants true or false"
    )]
    [InlineData(
        """{"Athletes": [{"Name": "anna", "Email": "a@example.org", "TimeZone": "UTC", "Digest": {"Day": "Someday"}}]}""",
        "\"Someday\": wants one of \"Sunday\""
    )]
    [InlineData(
        """{"Athletes": [{"Name": "anna", "Email": "a@example.org", "TimeZone": "UTC", "Digest": {"Time": "25:00"}}]}""",
        "wants a time of day"
    )]
    [InlineData(
        """{"Athletes": [{"Name": "anna", "Email": "a@example.org", "TimeZone": "UTC", "Conditions": "none"}]}""",
        "wants a list"
    )]
    [InlineData(
        """{"Athletes": [{"Name": "anna", "Email": "a@example.org", "TimeZone": "UTC", "Sources": {"Strava": true}}]}""",
        "Strava:ClientId: is missing"
    )]
    [InlineData(
        """{"Athletes": [{"Name": "anna", "Email": "a@example.org", "TimeZone": "UTC", "MaxHeartRate": 60, "RestingHeartRate": 70}]}""",
        "is not below MaxHeartRate"
    )]
    [InlineData("""{"Rules": {"AfterMarathonGentelDays": 4}}""", "did you mean Rules:AfterMarathonGentleDays?")]
    [InlineData(
        """{"Rules": {"AfterMarathonGentleDays": "four"}}""",
        "Rules:AfterMarathonGentleDays: \"four\": wants a number."
    )]
    [InlineData(
        """{"Rules": {"BeforeWeeklyDeepDays": 1}}""",
        "nothing is booked on a race day or the two days before it"
    )]
    [InlineData("""{"Rules": {"AfterMarathonGentleDays": 9}}""", "deep work needs no fewer days than gentle")]
    [InlineData("{\n\"Strava\": {\n\"ClientId\": \"12\"\n\"ClientSecret\": \"s\"}}", "file:4: this is not JSON")]
    public void A_mistake_names_its_key_its_line_and_the_mend(string json, string expected)
    {
        var lines = Read(json).Errors.Select(mistake => mistake.ToString()).ToList();

        Assert.Contains(lines, line => line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_of_the_rules_can_be_set()
    {
        var rules = Read("""{"Rules": {"AfterMarathonGentleDays": 4, "HardBlockRatio": 1.2}}""").Settings!.Rules;

        Assert.Equal(4, RuleParameter.Find("AfterMarathonGentleDays")!.GetValue(rules));
        Assert.Equal(1.2, rules.HardBlockRatio);
        Assert.Equal(5, RuleParameter.Find("AfterHalfDeepDays")!.GetValue(rules));
    }

    [Fact]
    public void All_mistakes_are_told_at_once_with_their_lines()
    {
        var mistakes = Read(
            $"{{\n\"Athletes\": [{Runner}, {Runner}],\n\"Strava\": {{\"CacheDays\": 9}},\n\"Nonsense\": 1\n}}"
        ).Errors;

        Assert.Equal(3, mistakes.Count);
        Assert.Contains(mistakes, mistake => mistake.Origin == "file:3");
        Assert.Contains(mistakes, mistake => mistake.Origin == "file:4");
        Assert.Contains(mistakes, mistake =>
            mistake.Message.Contains("two runners are named \"anna\"", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_environment_wins_and_other_names_are_not_looked_at()
    {
        var mistakes = new List<SettingError>();
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
            Encoding.UTF8.GetBytes($$"""{"Strava": {"ClientId": "1"}, "Athletes": [{{Runner}}] }"""),
            mistakes
        );
        var reading = SettingsFile.Parse(
            "file",
            [.. values, .. EnvironmentSettings.Read(variables, SourceDescriptors.SettingsParsers, mistakes)],
            SourceDescriptors.SettingsParsers,
            mistakes
        );
        File.Delete(secret);

        Assert.Empty(reading.Errors);
        Assert.Equal("77", reading.Settings!.GetSource<StravaSettings>().ClientId);
        Assert.Equal("from-a-file", reading.Settings.GetSource<StravaSettings>().ClientSecret);
        Assert.Equal("other@example.org", reading.Settings.Athletes[0].Email);
        Assert.DoesNotContain(reading.Effective, setting =>
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
                ),
            ],
            values
        );
    }

    [Fact]
    public void With_several_runners_the_name_must_be_said()
    {
        var settings = Read(
            $$"""{"Athletes": [{{Runner}}, {"Name": "ben", "Email": "b@example.org", "TimeZone": "UTC"}]}"""
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

    private static SettingsReadResult Read(string json)
    {
        var mistakes = new List<SettingError>();
        var values = SettingsDocument.Read("file", Encoding.UTF8.GetBytes(json), mistakes);
        return SettingsFile.Parse("file", values, SourceDescriptors.SettingsParsers, mistakes);
    }
}
