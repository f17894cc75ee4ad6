using System.Text;
using ActivitySync.Recovery;
using ActivitySync.Sources.Calendars;

namespace ActivitySync.Tests.Sources.Calendars;

public sealed class RaceCalendarParserTests
{
    private static readonly TimeZoneInfo Home = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateOnly From = new(2026, 11, 1);
    private static readonly DateOnly To = new(2028, 1, 1);

    [Theory]
    [InlineData("Berlin Marathon", 42_195.0)]
    [InlineData("City Half Marathon 2027", 21_097.5)]
    [InlineData("Halbmarathon Köln", 21_097.5)]
    [InlineData("Parkrun 5k", 5_000.0)]
    [InlineData("10 km Stadtlauf", 10_000.0)]
    [InlineData("Ten mile race, 10 miles", 16_093.44)]
    [InlineData("Marathon weekend 21,1 km", 21_100.0)]
    [InlineData("Crosslauf", null)]
    [InlineData("Race 99999999999999999999 km", null)]
    [InlineData("Race 10001 km", null)]
    [InlineData("Race across the continent, 10000 km", 10_000_000.0)]
    public void The_distance_is_read_off_the_title(string title, double? meters) =>
        Assert.Equal(meters, Assert.Single(Read(Event("a", "DTSTART;VALUE=DATE:20270418", title))).Race.DistanceMeters);

    [Theory]
    [InlineData("City Marathon (A)", Importance.A)]
    [InlineData("[C] Trainingslauf", Importance.C)]
    [InlineData("B-race: Stadtlauf", Importance.B)]
    [InlineData("A race in the hills", Importance.A)]
    [InlineData("Stadtlauf", null)]
    public void The_importance_is_read_off_its_mark(string title, Importance? importance) =>
        Assert.Equal(importance, Assert.Single(Read(Event("a", "DTSTART;VALUE=DATE:20270418", title))).Race.Importance);

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20270418", 18)]
    [InlineData("DTSTART:20270418T090000", 18)] // floating: as written
    [InlineData("DTSTART:20270418T223000Z", 19)] // half past midnight in Berlin
    [InlineData("DTSTART;TZID=America/New_York:20270418T200000", 19)]
    public void The_day_is_the_athlete_s_local_day(string start, int day) =>
        Assert.Equal(new DateOnly(2027, 4, day), Assert.Single(Read(Event("a", start, "Race"))).Race.Date);

    [Fact]
    public void Recurring_events_are_races_each_with_a_key_of_its_own_and_those_taken_out_are_none()
    {
        var races = Read(
            Event(
                "p",
                "DTSTART;VALUE=DATE:20270102",
                "Parkrun 5k",
                "RRULE:FREQ=WEEKLY;COUNT=5",
                "EXDATE;VALUE=DATE:20270116"
            )
        );

        Assert.Equal([2, 9, 23, 30], races.Select(race => race.Race.Date.Day));
        Assert.Equal(4, races.Select(race => race.Key).Distinct().Count());
    }

    [Fact]
    public void An_endless_rule_ends_with_the_window()
    {
        var races = Read(Event("p", "DTSTART;VALUE=DATE:20200104", "Parkrun", "RRULE:FREQ=WEEKLY"));

        Assert.All(races, race => Assert.InRange(race.Race.Date, From, To));
        Assert.InRange(races.Count, 55, 65);
    }

    [Theory]
    [InlineData("DTSTART:20200101T000000Z", "RRULE:FREQ=SECONDLY")]
    [InlineData("DTSTART:19700101T000000Z", "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("DTSTART:20261101T000000Z", "RRULE:FREQ=MINUTELY")]
    [InlineData("DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=DAILY")]
    [InlineData("DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("DTSTART;VALUE=DATE:00010101", "RRULE:FREQ=DAILY;COUNT=999999999")]
    [InlineData("DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=WEEKLY\r\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=WEEKLY\r\nEXRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")]
    public void An_event_that_is_no_race_by_how_often_it_comes_costs_no_race_its_place(string start, string rule)
    {
        var races = Read(Event("x", start, "Noise", rule) + Event("a", "DTSTART;VALUE=DATE:20271015", "City Marathon"));

        Assert.Equal("City Marathon", Assert.Single(races).Race.Name);
    }

    [Fact]
    public void A_rule_that_names_every_second_of_years_is_not_worked_out()
    {
        static string Numbers(int from, int to) => string.Join(',', Enumerable.Range(from, to - from + 1));
        var rule =
            $"RRULE:FREQ=YEARLY;BYMONTH={Numbers(1, 12)};BYMONTHDAY={Numbers(1, 31)};BYHOUR={Numbers(0, 23)};"
            + $"BYMINUTE={Numbers(0, 59)};BYSECOND={Numbers(0, 59)};BYSETPOS=-1";
        var before = GC.GetAllocatedBytesForCurrentThread();

        var races = Read(
            Event("x", "DTSTART:20200101T000000", "Noise", rule)
                + Event("a", "DTSTART;VALUE=DATE:20271015", "City Marathon")
        );

        Assert.Equal("City Marathon", Assert.Single(races).Race.Name);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * 1024 * 1024);
    }

    [Theory]
    [InlineData("RRULE:FREQ=MONTHLY;BYDAY=SU;BYSETPOS=-1", 14)] // as some programs write the last Sunday
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU;BYHOUR=9;BYMINUTE=30;BYSECOND=0", 1)]
    [InlineData("RRULE:FREQ=MONTHLY;COUNT=24;BYDAY=1SA", 0)]
    public void Rules_as_race_calendars_have_them_are_worked_out(string rule, int races) =>
        Assert.Equal(races, Read(Event("a", "DTSTART:20200105T093000", "Stadtlauf", rule)).Count);

    [Theory]
    [InlineData("BEGIN:VEVENT\r\nEND:VEVENT\r\n", 100_000)]
    [InlineData("X-A:1\r\n", 200_000)]
    [InlineData("X-A;B=1:1\r\n", 90_000)]
    public void A_text_of_more_than_any_calendar_is_refused_before_it_is_read(string line, int times)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        var calendar = RaceCalendarParser.Parse(
            Encode(
                $"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{string.Concat(Enumerable.Repeat(line, times))}"
                    + "END:VEVENT\r\nEND:VCALENDAR\r\n"
            ),
            Home,
            From,
            To
        );

        Assert.True(calendar?.Races is null or []);
        if (times >= 100_000)
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 * 1024 * 1024);
        }
    }

    [Fact]
    public void Too_many_recurring_events_are_no_calendar_of_races() =>
        Assert.Null(
            Parse(
                string.Concat(
                    Enumerable
                        .Range(0, 101)
                        .Select(i =>
                            Event($"{i}", "DTSTART;VALUE=DATE:20270102", "Parkrun", "RRULE:FREQ=WEEKLY;COUNT=2")
                        )
                )
            )
        );

    [Fact]
    public void A_zone_that_only_the_feed_knows_costs_nothing_but_the_conversion()
    {
        var races = Read(
            Event("z", "DTSTART;TZID=Our Club House:20270418T090000", "Stadtlauf")
                + Event("a", "DTSTART;VALUE=DATE:20271015", "City Marathon")
        );

        Assert.Equal([new DateOnly(2027, 4, 18), new DateOnly(2027, 10, 15)], races.Select(race => race.Race.Date));
    }

    [Fact]
    public void One_of_many_that_was_moved_or_cancelled_is_as_it_now_is()
    {
        var races = Read(
            Event("p", "DTSTART;VALUE=DATE:20270102", "Parkrun 5k", "RRULE:FREQ=WEEKLY;COUNT=3")
                + Event("p", "DTSTART;VALUE=DATE:20270110", "Parkrun 5k", "RECURRENCE-ID;VALUE=DATE:20270109")
                + Event(
                    "p",
                    "DTSTART;VALUE=DATE:20270116",
                    "Parkrun 5k",
                    "RECURRENCE-ID;VALUE=DATE:20270116",
                    "STATUS:CANCELLED"
                )
        );

        Assert.Equal([2, 10], races.Select(race => race.Race.Date.Day));
    }

    [Theory]
    [InlineData("Stadtlauf", "STATUS:CANCELLED")]
    [InlineData("CANCELLED: Stadtlauf", "STATUS:CONFIRMED")]
    [InlineData("Abgesagt - Stadtlauf", "STATUS:CONFIRMED")]
    public void A_cancelled_race_is_none(string title, string status) =>
        Assert.Empty(Read(Event("a", "DTSTART;VALUE=DATE:20270418", title, status)));

    [Theory]
    [InlineData("")]
    [InlineData("<html>login</html>")]
    [InlineData("BEGIN:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:nonsense\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")]
    [InlineData(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270418T090000Z\r\nRRULE:FREQ=SECONDLY\r\n"
            + "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )]
    public void Whatever_a_feed_holds_there_is_an_answer(string text)
    {
        var calendar = RaceCalendarParser.Parse(Encode(text), Home, From, To);

        Assert.True(calendar is null || calendar.Races.Count <= 500);
    }

    private static IReadOnlyList<ParsedRace> Read(string events) => Parse(events)!.Races;

    private static ParsedCalendar? Parse(string events) =>
        RaceCalendarParser.Parse(
            Encode($"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n{events}END:VCALENDAR\r\n"),
            Home,
            From,
            To
        );

    private static CalendarContent Encode(string text) => new(Encoding.UTF8.GetBytes(text), null);

    private static string Event(string uid, string start, string title, params string[] more) =>
        $"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\n{start}\r\n"
        + $"SUMMARY:{title.Replace(",", "\\,", StringComparison.Ordinal)}\r\n"
        + string.Concat(more.Select(line => line + "\r\n"))
        + "END:VEVENT\r\n";
}
