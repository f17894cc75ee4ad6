using System.Globalization;
using System.Text;
using ActivitySync.Data;
using ActivitySync.Sources.Calendars;
using Dapper;

namespace ActivitySync.Tests.Commands;

/// <summary>
/// The culture of the machine changes no key, file name, output or stored value: Thai counts years from Buddha, Persian
/// and Arabic have their own calendars and signs, Swedish has its own minus, Turkish its own i.
/// </summary>
public sealed class CultureTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 12, 13);

    private static readonly string[][] Commands =
    [
        ["race", "add", "2026-12-20", "City Run", "--distance", "21.1", "--importance", "A"],
        ["log", "massage", "yesterday", "swedish"],
        ["log", "feel", "better"],
        ["log", "pain", "calf", "3.5", "--date", "today"],
        ["log", "illness", "cold", "--date", "2026-11-01"],
        ["log", "massage", "2026-12-24", "swedish"],
        ["slot", "add", "2026-12-01", "swedish"],
        ["planned", "add", "2026-11-29", "easy"],
        ["pause", "--until", "2026-11-30"],
        ["activities"],
        ["activities", "--json"],
        ["activities", "--since", "2026-11-23"],
        ["log", "list"],
        ["log", "list", "--json"],
        ["race", "list"],
        ["slot", "list"],
        ["planned", "list"],
        ["plan"],
        ["plan", "--json"],
        ["status"],
        ["status", "--json"],
        ["digest", "preview"],
    ];

    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public static TheoryData<string> Cultures => ["th-TH", "fa-IR", "ar-SA", "sv-SE", "tr-TR", "de-DE"];

    public void Dispose() => CultureInfo.CurrentCulture = _before;

    [Theory]
    [MemberData(nameof(Cultures))]
    public async Task Commands_print_and_store_the_same(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var expected = await RunAllAsync();
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        var actual = await RunAllAsync();
        CultureInfo.CurrentCulture = _before;

        Assert.DoesNotContain("is invalid", expected, StringComparison.Ordinal);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Keys_and_names_are_the_same(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

        Assert.Equal("2026-W50#1", new WeekPeriod(2026, 50, 1).ToString());
        Assert.Equal(WeekPeriod.From(Day), MailPeriod.Parse(MailKind.Digest, "2026-W50"));
        Assert.Equal("2026-12-13.eve", new RacePeriod(Day, RaceMailStage.Eve).ToString());
        Assert.Equal("2026-12-13.1", new RedFlagPeriod(Day, 1).ToString());
        Assert.Equal("strava-2026-12-13", new AlertPeriod("strava", Day).ToString());
        Assert.Equal("2026-12-13", Day.ToColumn());
        Assert.Equal(Day, "2026-12-13".ToDate());
        using var fixture = new CommandFixture();
        Assert.EndsWith(
            "-2026-12-13.db",
            BackupFolder.GetNightlyCopyPath(fixture.Settings, Day),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "lost-20261213-000000.db",
            BackupFolder.GetRescuedCopyPath(fixture.Settings, new(2026, 12, 13, 0, 0, 0, TimeSpan.Zero)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Races_of_a_calendar_keep_their_keys(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var expected = ReadCalendar();
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

        Assert.Equal(expected, ReadCalendar());
        Assert.Equal(6, expected.Count);
    }

    private static List<string> ReadCalendar()
    {
        const string calendar = """
            BEGIN:VCALENDAR
            VERSION:2.0
            BEGIN:VEVENT
            UID:weekly
            DTSTART;TZID=Europe/Berlin:20261206T090000
            RRULE:FREQ=WEEKLY;COUNT=4
            SUMMARY:Race 10 km
            END:VEVENT
            BEGIN:VEVENT
            UID:once
            DTSTART;VALUE=DATE:20261224
            SUMMARY:Race 5 km
            END:VEVENT
            BEGIN:VEVENT
            DTSTART:20261231T230000Z
            SUMMARY:Race without an id
            END:VEVENT
            END:VCALENDAR
            """;
        return
        [
            .. RaceCalendarParser
                .Parse(
                    new CalendarContent(Encoding.UTF8.GetBytes(calendar.ReplaceLineEndings("\r\n")), null),
                    TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
                    new DateOnly(2026, 1, 1),
                    new DateOnly(2027, 12, 31)
                )!
                .Races.Select(race => $"{race.Key}|{race.Race.Date.ToColumn()}|{race.Race.Name}"),
        ];
    }

    private static async Task<string> RunAllAsync()
    {
        using var fixture = new CommandFixture();
        fixture.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.File,
                "one",
                "2026-11-20T08:00:00-03:30",
                10.55,
                50.5,
                "Intervals #massage #calf-4"
            )
        );
        var text = new StringBuilder();
        foreach (var command in Commands)
        {
            var (exit, output, error) = await fixture.RunAsync(command);
            text.AppendLine(string.Join(' ', command))
                .AppendLine(exit.ToString())
                .AppendLine(output.Replace(fixture.Settings.ActivitySync.DataDirectory, "", StringComparison.Ordinal))
                .AppendLine(error.Replace(fixture.Settings.ActivitySync.DataDirectory, "", StringComparison.Ordinal));
        }

        using var connection = fixture.Database.Open();
        foreach (
            var table in new[]
            {
                "races",
                "massages",
                "massage_feelings",
                "pains",
                "illnesses",
                "slots",
                "planned_sessions",
                "pauses",
            }
        )
        {
            using var reader = connection.ExecuteReader($"SELECT * FROM {table}");
            while (reader.Read())
            {
                for (var column = 0; column < reader.FieldCount; column++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{reader.GetValue(column)}|");
                }

                text.AppendLine(table);
            }
        }

        return text.ToString();
    }
}
