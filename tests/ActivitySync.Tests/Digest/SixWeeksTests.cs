using System.Globalization;
using System.Text;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Digest;

/// <summary>
/// All emails of six weeks to one athlete with a half marathon and a marathon, in order, as a reader gets them: each
/// email knows those before it, and the athlete has each massage on the first day that was suggested.
/// </summary>
public sealed class SixWeeksTests
{
    private static readonly DateOnly FirstDay = new(2026, 9, 20);
    private static readonly DateOnly LastDay = new(2026, 11, 1);

    private static readonly CalendarRace Half = new()
    {
        Date = new(2026, 10, 4),
        Name = "Riverside Half",
        DistanceMeters = 21_097,
    };

    private static readonly CalendarRace Marathon = new()
    {
        Date = new(2026, 10, 25),
        Name = "Harbour Marathon",
        DistanceMeters = 42_195,
    };

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void The_emails_of_six_weeks_read_as_accepted(string language)
    {
        var text = new StringBuilder();
        foreach (var (day, mail) in WriteAll(language))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"=== {day:yyyy-MM-dd} ({day.DayOfWeek}): {mail.Subject}\n\n{mail.Text.TrimEnd()}\n\n"
            );
        }

        var path = Path.Combine(
            TestPaths.RepositoryRoot,
            "tests/ActivitySync.Tests/Digest/Golden",
            $"six-weeks.{language}.txt"
        );
        if (Environment.GetEnvironmentVariable("ACTIVITYSYNC_ACCEPT_GOLDEN") == "1")
        {
            File.WriteAllText(path, text.ToString(), new UTF8Encoding(false));
            return;
        }

        Assert.True(File.Exists(path), $"six-weeks.{language}.txt is missing; Golden/README.md says how to write it.");
        Assert.Equal(File.ReadAllText(path), text.ToString());
    }

    [Fact]
    public void Emails_within_a_week_suggest_the_same_days_or_say_what_changed()
    {
        var suggestions = WriteAll("en").Where(one => one.Mail.Window is not null).ToList();

        Assert.NotEmpty(suggestions);
        Assert.All(suggestions.Zip(suggestions.Skip(1)), pair =>
        {
            var ((day, before), (nextDay, after)) = pair;
            var isOpen = before.Window!.To > nextDay && nextDay.DayNumber - day.DayNumber < 7;
            var isKept = after.Window!.From >= before.Window.From && after.Window.To <= before.Window.To;
            Assert.True(
                !isOpen || isKept || after.Text.Contains("I changed this from", StringComparison.Ordinal),
                $"{day}: {before.Window}, {nextDay}: {after.Window}"
            );
        });
    }

    private static List<(DateOnly Day, RenderedMail Mail)> WriteAll(string language)
    {
        var anna = DigestFixture.Anna with
        {
            Language = language,
            Sources = new AthleteSources { Enabled = [SourceNames.Garmin] },
        };
        List<Massage> massages =
        [
            new(new(2026, 6, 24), MassageKind.Swedish),
            new(new(2026, 7, 22), MassageKind.DeepTissue),
            new(new(2026, 8, 19), MassageKind.DeepTissue),
        ];
        var (mails, sent, periods) = (
            new List<(DateOnly, RenderedMail)>(),
            new List<SentWindow>(),
            new List<RacePeriod>()
        );
        for (var day = FirstDay; day <= LastDay; day = day.AddDays(1))
        {
            if (sent is [var suggested, ..] && suggested.From == day)
            {
                massages.Add(new Massage(day, suggested.Kind));
            }

            var advice = GeneratedMailFixture.Planned(
                new Timeline
                {
                    AsOf = day,
                    Athlete = new AthleteProfile { HomeZone = anna.TimeZone },
                    Activities = [.. CreateTraining().Where(run => DateOnly.FromDateTime(run.Start.DateTime) <= day)],
                    Races = [Half, Marathon],
                    Massages = [.. massages],
                }
            );
            advice = advice.Keep([.. sent], RuleParameters.Default);
            var race = RaceMailSelector
                .Select(advice, RuleParameters.Default)
                .FirstOrDefault(one => !periods.Contains(one.Period));
            if (day.DayOfWeek != DayOfWeek.Sunday && race is null)
            {
                continue;
            }

            var order = GeneratedMailFixture.OrderFor(advice, anna) with { StoredRacePeriods = [.. periods] };
            var mail = DigestFixture.Mail(
                advice,
                day.DayOfWeek == DayOfWeek.Sunday ? order : order with { Kind = MailKind.Race, Period = race!.Period }
            );
            mails.Add((day, mail));
            periods.AddRange(day.DayOfWeek == DayOfWeek.Sunday ? [] : [race!.Period]);
            periods.AddRange(mail.IncludedRacePeriod is { } included ? [included] : []);
            if (mail.Window is { } window)
            {
                sent.Insert(0, new SentWindow(day, window.Kind, window.From, window.To));
            }
        }

        return mails;
    }

    /// <summary>Five runs a week since June: easy, intervals, easy, easy, and long or a race.</summary>
    private static IEnumerable<Activity> CreateTraining()
    {
        for (var monday = new DateOnly(2026, 6, 1); monday <= LastDay; monday = monday.AddDays(7))
        {
            var week = (monday.DayNumber - new DateOnly(2026, 6, 1).DayNumber) / 7;
            var isRaceWeek = monday.AddDays(6) == Half.Date || monday.AddDays(6) == Marathon.Date;
            yield return Run(monday.AddDays(1), 45, "Morning Run");
            yield return Run(monday.AddDays(2), 56, isRaceWeek ? "Evening Run" : "6 x 800 m");
            yield return Run(monday.AddDays(3), 50, "Morning Run");
            yield return Run(monday.AddDays(5), 40, "Morning Run");
            var sunday = monday.AddDays(6);
            yield return sunday == Half.Date ? Run(sunday, 101, Half.Name, 21_200)
            : sunday == Marathon.Date ? Run(sunday, 222, Marathon.Name, 42_400)
            : sunday == Marathon.Date.AddDays(7) ? Run(sunday, 30, "Morning Run")
            : Run(sunday, 100 + (week % 4 * 15) + (week > 14 ? 20 : 0), "Long Run");
        }
    }

    private static Activity Run(DateOnly day, double minutes, string name, double? meters = null) =>
        new()
        {
            Id = $"{day:yyyy-MM-dd}",
            Start = new DateTimeOffset(
                day,
                new TimeOnly(8, 0),
                TimeSpan.FromHours(day < new DateOnly(2026, 10, 25) ? 2 : 1)
            ),
            Sport = "run",
            Name = name,
            MovingSeconds = minutes * 60,
            ElapsedSeconds = (minutes * 60) + 12,
            DistanceMeters = meters ?? minutes * 60 * 2.9,
        };
}
