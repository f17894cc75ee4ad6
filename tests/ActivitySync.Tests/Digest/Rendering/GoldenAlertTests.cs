using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Mail.Outbox;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>Compares alerts with reviewed files. Golden/README.md says how to accept a change.</summary>
public sealed class GoldenAlertTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);

    private static readonly string Folder = Path.Combine(
        TestPaths.RepositoryRoot,
        "tests",
        "ActivitySync.Tests",
        "Digest",
        "Golden",
        "alerts"
    );

    /// <summary>Each kind of alert and its all-clear.</summary>
    private static readonly Dictionary<string, Func<AlertTextBuilder, AlertText>> Kinds = new()
    {
        ["reconnect"] = alerts =>
            alerts.CreateSourceFailure(
                Find(
                    SourceNames.Strava,
                    "action-needed",
                    "anna has to connect to Strava again. Run 'activitysync connect strava --athlete anna'."
                )
            ),
        ["reconnect-with-a-key"] = alerts =>
            alerts.CreateSourceFailure(
                Find(
                    SourceNames.Garmin,
                    "action-needed",
                    "Garmin refuses the key of anna. Run 'activitysync connect garmin --athlete anna'."
                )
            ),
        ["a-setting"] = alerts =>
            alerts.CreateSourceFailure(
                Find(SourceNames.Strava, "misconfigured", "Strava:ClientSecret does not belong to Strava:ClientId.")
            ),
        ["stopped"] = alerts =>
            alerts.CreateSourceFailure(
                Find(SourceNames.Strava, "action-needed", "Strava: the app is inactive. Use its page to reactivate it.")
            ),
        ["outage"] = alerts =>
            alerts.CreateSourceFailure(
                Find(SourceNames.Strava, "away", "Strava has an outage (HTTP 502). Wait and retry later.")
            ),
        ["never-worked"] = alerts => alerts.CreateSourceFailure(Find(SourceNames.Strava, null, null)),
        ["works-again"] = alerts => alerts.CreateSourceRecovery(SourceNames.Strava),
        ["digest-failed"] = alerts => alerts.CreateMailFailure([CreateMail(MailKind.Digest, MailState.Failed)]),
        ["digest-uncertain"] = alerts => alerts.CreateMailFailure([CreateMail(MailKind.Digest, MailState.Unknown)]),
        ["email-failed"] = alerts => alerts.CreateMailFailure([CreateMail(MailKind.Race, MailState.Failed)]),
        ["emails-failed"] = alerts =>
            alerts.CreateMailFailure([
                CreateMail(MailKind.Race, MailState.Failed),
                CreateMail(MailKind.Digest, MailState.Failed),
                CreateMail(MailKind.RedFlag, MailState.Unknown),
            ]),
        ["key-ends"] = alerts => CreateKeyExpiry(alerts, today: new(2026, 11, 23)),
        ["key-ends-tomorrow"] = alerts => CreateKeyExpiry(alerts, today: new(2026, 11, 29)),
        ["key-ended"] = alerts => CreateKeyExpiry(alerts, today: new(2026, 12, 2)),
    };

    public static TheoryData<string, string, int> Alerts
    {
        get
        {
            var all = new TheoryData<string, string, int>();
            foreach (var kind in Kinds.Keys)
            {
                foreach (var language in Languages.All)
                {
                    all.Add(kind, language.Tag, 1);
                    all.Add(kind, language.Tag, 2);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void The_alert_reads_as_accepted(string kind, string language, int athletes)
    {
        var path = Path.Combine(Folder, $"{kind}{(athletes == 1 ? "" : "-of-several")}.{language}.txt");
        var alert = Create(kind, language, athletes);
        var actual = $"Subject: {alert.Subject}\n\n{string.Join("\n\n", alert.Paragraphs)}\n";
        if (Environment.GetEnvironmentVariable("ACTIVITYSYNC_ACCEPT_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(path, actual, new UTF8Encoding(false));
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing; Golden/README.md says how to write it.");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    [Fact]
    public void Every_golden_alert_belongs_to_a_kind() =>
        Assert.Equal(
            Kinds
                .Keys.SelectMany(kind =>
                    Languages.All.SelectMany(language =>
                        new[] { $"{kind}.{language.Tag}.txt", $"{kind}-of-several.{language.Tag}.txt" }
                    )
                )
                .Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Alerts))]
    public void An_alert_says_the_state_in_a_short_subject_and_nothing_about_health(
        string kind,
        string language,
        int athletes
    )
    {
        var alert = Create(kind, language, athletes);
        var own = alert.Paragraphs.Where(paragraph =>
            !paragraph.StartsWith("In detail", StringComparison.Ordinal)
            && !paragraph.StartsWith("Genauer", StringComparison.Ordinal)
        );
        var text = $"{alert.Subject} {string.Join(' ', own)}";

        Assert.InRange(alert.Subject.Length, 1, AlertTextBuilder.MaxSubjectLength);
        Assert.DoesNotMatch(HealthWords, text);
        Assert.DoesNotMatch(
            @"(?i)\b(mail|mails|we|us|our|wir|uns)\b",
            text.Replace("E-Mail", "", StringComparison.Ordinal)
        );
        Assert.All(alert.Paragraphs, paragraph => Assert.DoesNotContain('\n', paragraph));
    }

    [Fact]
    public void Every_language_of_emails_has_its_own_alerts() =>
        Assert.All(Languages.All, language => Assert.True(AlertTexts.Has(language), language.Tag));

    [Theory]
    [InlineData("BEN@example.org", "de")]
    [InlineData("Ben <ben@example.org>", "de")]
    [InlineData("somebody@example.org", "en")]
    [InlineData(null, "en")]
    public void Alerts_have_the_language_of_their_reader(string? address, string language)
    {
        var settings = CreateSettings("en", 1);
        var ben = settings.FileAthletes[0] with { Name = "ben", Email = "ben@example.org", Language = "de" };
        settings = settings with
        {
            FileAthletes = [settings.FileAthletes[0], ben],
            Mail = new MailSettings { Operator = address },
        };

        Assert.Equal(language, AlertTextBuilder.FindLanguage(settings, settings.FileAthletes).Tag);
    }

    [Fact]
    public void Another_operator_reads_the_athletes_name_although_there_is_only_one()
    {
        var settings = CreateSettings("en", 1) with { Mail = new MailSettings { Operator = "coach@example.org" } };
        var alert = Kinds["outage"](new AlertTextBuilder(settings, settings.FileAthletes, settings.FileAthletes[0]));

        Assert.Equal("Strava can't be reached", alert.Subject);
        Assert.Contains("anna's activities", alert.Happened, StringComparison.Ordinal);
        Assert.DoesNotContain("your", alert.Happened, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_name_is_left_out_of_the_subject_and_stays_in_the_text()
    {
        var settings = CreateSettings("de", 2);
        var longest = settings.FileAthletes[0] with { Name = new string('a', 40) };
        settings = settings with { FileAthletes = [longest, settings.FileAthletes[1]] };
        var alert = Kinds["reconnect"](new AlertTextBuilder(settings, settings.FileAthletes, longest));

        Assert.Equal("Strava muss neu verbunden werden", alert.Subject);
        Assert.Contains(longest.Name, alert.Happened, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_that_may_name_a_file_is_not_quoted()
    {
        var settings = CreateSettings("en", 1) with
        {
            Mail = new MailSettings { PickupDirectory = "/home/anna/mails" },
        };
        var alert = Kinds["digest-failed"]
            (new AlertTextBuilder(settings, settings.FileAthletes, settings.FileAthletes[0]));

        Assert.DoesNotContain("In detail", string.Join('\n', alert.Paragraphs), StringComparison.Ordinal);
    }

    private const string HealthWords =
        @"(?i)\b(pain|sore|injur|ill\b|sick|medical|massage|symptom|swelling|doctor\b(?!')|clinician|emergency|calf"
        + "|knee|fever|schmerz|verletz|krank|ärzt|arzt|notfall|wade|fieber|heart|herz)";

    private static AlertText Create(string kind, string language, int athletes)
    {
        var settings = CreateSettings(language, athletes);
        return Kinds[kind](new AlertTextBuilder(settings, settings.FileAthletes, settings.FileAthletes[0]));
    }

    private static AppSettings CreateSettings(string language, int athletes) =>
        new()
        {
            FileAthletes =
            [
                .. new[] { "anna", "ben" }
                    .Take(athletes)
                    .Select(name => new AthleteSettings
                    {
                        Name = name,
                        Email = $"{name}@example.org",
                        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
                        Language = language,
                    }),
            ],
        };

    private static SourceAlertReason Find(SourceName source, string? outcome, string? line) =>
        SourceAlertReason.Find(
            source,
            outcome is null
                ? null
                : new SyncStateRow(
                    1,
                    source.Text,
                    Now.ToUnixTimeSeconds(),
                    outcome,
                    line,
                    Now.AddHours(-30).ToUnixTimeSeconds(),
                    null,
                    null,
                    3
                ),
            Now.AddDays(-60),
            Now,
            TimeSpan.FromHours(24)
        )!;

    private static MailRow CreateMail(MailKind kind, MailState state) =>
        new(
            1,
            1,
            kind,
            kind switch
            {
                MailKind.Digest => MailPeriod.Parse(kind, "2026-W47"),
                MailKind.Race => MailPeriod.Parse(kind, "2026-11-23.eve"),
                _ => MailPeriod.Parse(kind, "2026-11-22.1"),
            },
            state,
            state == MailState.Unknown
                ? "Mail:Smtp:Host: mail.example.org:587 closed the connection before its answer. Check the inbox."
                : "Mail:Smtp:Host: mail.example.org:587 refused the mail (550 5.7.1 no). Check the address.",
            new DateTimeOffset(2026, 11, 22, 18, 0, 0, TimeSpan.Zero),
            null,
            1,
            state == MailState.Unknown,
            false,
            null,
            Now,
            null,
            null,
            null
        );

    private static AlertText CreateKeyExpiry(AlertTextBuilder alerts, DateOnly today) =>
        alerts.CreateKeyExpiry(
            SourceNames.Garmin,
            SourceDescriptors.Get(SourceNames.Garmin).Key!,
            new DateOnly(2026, 11, 30),
            today
        );
}
