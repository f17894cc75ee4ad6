using System.Text;
using ActivitySync.Sources.Calendars;

namespace ActivitySync.Tests.Sources.Calendars;

/// <summary>Calendars as programs really write them, with the errors they make.</summary>
public sealed class RaceCalendarFaultTests
{
    private const string CustomZone = """
        BEGIN:VTIMEZONE
        TZID:Customized Time Zone
        BEGIN:STANDARD
        DTSTART:16010101T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT
        END:VTIMEZONE

        """;

    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly TimeZoneInfo LosAngeles = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    [Theory]
    [InlineData("utf-8", "utf-8", true)]
    [InlineData("utf-8", null, false)]
    [InlineData("utf-8", "iso-8859-1", false)] // many servers name it by default
    [InlineData("utf-16", null, true)]
    [InlineData("utf-16", "utf-16", false)]
    [InlineData("utf-16BE", null, true)]
    [InlineData("utf-16BE", null, false)]
    [InlineData("iso-8859-1", "iso-8859-1", false)]
    [InlineData("iso-8859-1", "\"ISO-8859-1\"", false)]
    [InlineData("iso-8859-1", null, false)]
    [InlineData("iso-8859-1", "utf-8", false)]
    [InlineData("iso-8859-1", "no-such-charset", false)]
    public void A_calendar_in_another_charset_is_read(string charset, string? named, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(charset);
        byte[] mark = hasMark ? encoding.GetPreamble() : [];
        var text = Wrap(CreateEvent("a", "DTSTART;VALUE=DATE:20270418", "SUMMARY:Köln Marathon"));

        var calendar = Parse(new CalendarContent((byte[])[.. mark, .. encoding.GetBytes(text)], named));

        Assert.Equal("Köln Marathon", Assert.Single(calendar.Races).Race.Name);
        Assert.True(calendar.IsComplete);
    }

    [Theory]
    [InlineData("windows-1252", "Läufer – „Köln“ €")]
    [InlineData("windows-1251", "Московский марафон")]
    [InlineData("shift_jis", "東京マラソン")]
    public void A_code_page_named_by_the_server_is_used(string charset, string title)
    {
        var bytes = CodePagesEncodingProvider
            .Instance.GetEncoding(charset)!
            .GetBytes(Wrap(CreateEvent("a", "DTSTART;VALUE=DATE:20270418", $"SUMMARY:{title}")));

        Assert.Equal(title, Assert.Single(Parse(new CalendarContent(bytes, charset)).Races).Race.Name);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\r\n")]
    public void A_fold_inside_a_letter_and_any_line_end_are_read(string lineEnd)
    {
        foreach (var fold in new[] { " ", "\t" })
        {
            var text = Wrap(CreateEvent("a", "DTSTART;VALUE=DATE:20270912", "SUMMARY:M|München Lauf"));
            var bytes = Encoding.UTF8.GetBytes(text.Replace("\n", lineEnd, StringComparison.Ordinal)).ToList();
            bytes.Remove((byte)'|');
            bytes.InsertRange(bytes.IndexOf(0xC3) + 1, Encoding.ASCII.GetBytes(lineEnd + fold));

            Assert.Equal(
                "MMünchen Lauf",
                Assert.Single(Parse(new CalendarContent(bytes.ToArray(), null)).Races).Race.Name
            );
        }
    }

    [Fact]
    public void A_raw_line_break_in_a_text_costs_nothing_else()
    {
        var calendar = Read(
            CreateEvent(
                "a",
                "DESCRIPTION:start 9 am",
                "(030) 555 - 12:#4",
                "End: noon",
                "BEGIN:here",
                "END:there",
                "http://example.org/race",
                "DTSTART;VALUE=DATE:20270206",
                "SUMMARY:City",
                "Run (A)"
            ) + CreateEvent("b", "DTSTART;VALUE=DATE:20270418", "SUMMARY:Marathon")
        );

        Assert.Equal(["City Run (A)", "Marathon"], calendar.Races.Select(race => race.Race.Name));
        Assert.Empty(calendar.LeftOut);
        Assert.True(calendar.IsComplete);
    }

    [Fact]
    public void Extra_dates_without_a_rule_count_each()
    {
        var races = Read(
            CreateEvent(
                "a",
                "DTSTART;TZID=Europe/Berlin:20270110T100000",
                "SUMMARY:Cross 8 km",
                "RDATE;VALUE=DATE:20270124",
                "RDATE;TZID=Europe/Berlin:20270207T100000,nonsense",
                "RDATE;VALUE=PERIOD:20270221T090000Z/PT2H"
            )
        ).Races;

        Assert.Equal(["01-10", "01-24", "02-07", "02-21"], FormatDates(races));
        Assert.Equal(4, races.Select(race => race.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20270104", "EXDATE;VALUE=DATE:20270106")]
    [InlineData("DTSTART;VALUE=DATE:20270104", "EXDATE:20270106")]
    [InlineData("DTSTART:20270104", "EXDATE:20270106T000000")]
    [InlineData("DTSTART;VALUE=DATE:20270104", "EXDATE:20270106T000000Z")]
    [InlineData("DTSTART;VALUE=DATE:20270104", "EXDATE:20270105T230000Z")] // Berlin's midnight
    [InlineData("DTSTART;VALUE=DATE:20270104", "EXDATE;TZID=W. Europe Standard Time:20270106T000000")]
    [InlineData("DTSTART;VALUE=DATE:20270104", "EXDATE;TZID=Europe/Berlin:20270106T180000")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20270104T180000", "EXDATE;VALUE=DATE:20270106")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20270104T180000", "EXDATE;TZID=Europe/Berlin:20270106T000000")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20270104T180000", "EXDATE:20270105T230000Z")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20270104T180000", "EXDATE:20270106T170000Z")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20270104T180000", "EXDATE:20270106T180000")]
    [InlineData("DTSTART;TZID=Somewhere Else:20270104T180000", "EXDATE;TZID=Somewhere Else:20270106T180000")]
    [InlineData("DTSTART:20270104T170000Z", "EXDATE:20270106T170000Z")]
    [InlineData("DTSTART:20270104T170000Z", "EXDATE;VALUE=DATE:20270106")]
    public void A_day_is_taken_out_however_it_is_written(string start, string exclusion)
    {
        var races = Read(CreateEvent("a", start, "SUMMARY:Daily 5 km", "RRULE:FREQ=DAILY;COUNT=4", exclusion)).Races;

        Assert.Equal(["01-04", "01-05", "01-07"], FormatDates(races));
    }

    [Fact]
    public void Another_time_of_a_day_takes_nothing_out()
    {
        var races = Read(
            CreateEvent(
                "a",
                "DTSTART;TZID=Europe/Berlin:20270104T180000",
                "SUMMARY:Daily 5 km",
                "RRULE:FREQ=DAILY;COUNT=4",
                "EXDATE;TZID=Europe/Berlin:20270106T090000",
                "EXDATE:rubbish"
            )
        ).Races;

        Assert.Equal(4, races.Count);
    }

    [Theory]
    [InlineData("UNTIL=20270106", "DTSTART;VALUE=DATE:20270104")]
    [InlineData("UNTIL=20270106T000000Z", "DTSTART;VALUE=DATE:20270104")]
    [InlineData("UNTIL=20270105T230000Z", "DTSTART;VALUE=DATE:20270104")]
    [InlineData("UNTIL=20270106", "DTSTART;TZID=Europe/Berlin:20270104T180000")]
    [InlineData("UNTIL=20270106T170000Z", "DTSTART;TZID=Europe/Berlin:20270104T180000")]
    [InlineData("UNTIL=20270106T180000", "DTSTART;TZID=Europe/Berlin:20270104T180000")]
    [InlineData("COUNT=3;RSCALE=GREGORIAN;X-OWN=1", "DTSTART:20270104T180000")]
    public void The_last_day_of_a_rule_counts(string end, string start)
    {
        var races = Read(CreateEvent("a", start, "SUMMARY:Daily 5 km", $"RRULE:FREQ=DAILY;{end}")).Races;

        Assert.Equal(["01-04", "01-05", "01-06"], FormatDates(races));
    }

    [Theory]
    [InlineData("RECURRENCE-ID:20270310T030000Z")]
    [InlineData("RECURRENCE-ID;TZID=America/Los_Angeles:20270309T190000")]
    [InlineData("RECURRENCE-ID;VALUE=DATE:20270309")]
    [InlineData("RECURRENCE-ID:20270309T080000Z")] // midnight in Los Angeles
    [InlineData("RECURRENCE-ID;TZID=America/Los_Angeles:20270309T180000")] // the series was moved by an hour later
    public void A_moved_evening_replaces_its_own_day(string replaced)
    {
        var races = Read(
            CreateEvent(
                "k",
                "DTSTART;TZID=America/Los_Angeles:20270302T190000",
                "SUMMARY:Track 5 km",
                "RRULE:FREQ=WEEKLY;COUNT=3"
            ) + CreateEvent("k", "DTSTART;TZID=America/Los_Angeles:20270310T190000", "SUMMARY:Track moved", replaced),
            LosAngeles
        ).Races;

        Assert.Equal(["03-02", "03-10", "03-16"], FormatDates(races));
    }

    [Theory]
    [InlineData("STATUS:CONFIRMED", new[] { "01-02", "01-10", "01-17", "01-24" })]
    [InlineData("STATUS:CANCELLED", new[] { "01-02" })]
    [InlineData("RRULE:FREQ=WEEKLY;COUNT=2", new[] { "01-02", "01-10", "01-17" })]
    public void A_change_of_this_and_all_following_moves_them(string more, string[] dates)
    {
        var races = Read(
            CreateEvent("p", "DTSTART;VALUE=DATE:20270102", "SUMMARY:Parkrun", "RRULE:FREQ=WEEKLY;COUNT=4")
                + CreateEvent(
                    "p",
                    "DTSTART;VALUE=DATE:20270110",
                    "SUMMARY:Parkrun on Sunday",
                    "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270109",
                    more
                )
        ).Races;

        Assert.Equal(dates, FormatDates(races));
        Assert.All(races.Skip(1), race => Assert.Equal("Parkrun on Sunday", race.Race.Name));
    }

    [Fact]
    public void Of_two_revisions_of_a_moved_start_the_latest_counts()
    {
        var races = Read(
            CreateEvent("p", "DTSTART;VALUE=DATE:20270102", "SUMMARY:Run", "RRULE:FREQ=WEEKLY;COUNT=2")
                + CreateEvent("p", "DTSTART:20270112", "SUMMARY:Run", "RECURRENCE-ID:20270109", "SEQUENCE:2")
                + CreateEvent("p", "DTSTART:20270111", "SUMMARY:Run", "RECURRENCE-ID:20270109", "SEQUENCE:1")
        ).Races;

        Assert.Equal(["01-02", "01-12"], FormatDates(races));
    }

    [Fact]
    public void Events_that_share_one_id_are_several()
    {
        var races = Read(
            CreateEvent("same", "DTSTART;VALUE=DATE:20270801", "SUMMARY:parkrun")
                + CreateEvent("same", "DTSTART;VALUE=DATE:20270808", "SUMMARY:10 km city run")
                + CreateEvent("same", "DTSTART;VALUE=DATE:20270808", "SUMMARY:5 km city run")
                + CreateEvent("same", "DTSTART;VALUE=DATE:20270808", "SUMMARY:5 km city run")
                + CreateEvent("", "DTSTART;VALUE=DATE:20270810", "SUMMARY:No id")
                + CreateEvent("", "DTSTART;VALUE=DATE:20270811", "SUMMARY:No id")
        ).Races;

        Assert.Equal(["08-01", "08-08", "08-08", "08-10", "08-11"], FormatDates(races));
    }

    [Theory]
    [InlineData("Customized Time Zone", "20270418T233000", "04-18")]
    [InlineData("Customized Time Zone", "20270419T013000", "04-18")] // 16:30 of the day before in Los Angeles
    [InlineData("W. Europe Standard Time", "20270419T013000", "04-18")]
    [InlineData("\"(UTC+01:00) Amsterdam, Berlin, Bern\"", "20270419T013000", "04-18")]
    [InlineData("(UTC+01:00) Amsterdam", "20270419T013000", "04-18")] // a colon without quotes
    [InlineData("/mozilla.org/20050126_1/Europe/Berlin", "20270419T013000", "04-18")]
    [InlineData("GMT+0100", "20270419T013000", "04-18")]
    [InlineData("Club House", "20270419T013000", "04-19")] // unknown: as written
    [InlineData("/dev/zero", "20270419T013000", "04-19")]
    [InlineData("../../../etc/passwd", "20270419T013000", "04-19")]
    public void Time_zones_are_found_by_any_kind_of_name(string zone, string time, string date) =>
        Assert.Equal(
            [date],
            FormatDates(
                Read(CustomZone + CreateEvent("a", $"DTSTART;TZID={zone}:{time}", "SUMMARY:Run"), LosAngeles).Races
            )
        );

    [Theory]
    [InlineData("20270328T015900", "03-27")] // 00:59 in UTC: standard time
    [InlineData("20270328T080000", "03-27")]
    [InlineData("20270328T085900", "03-27")] // 06:59 in UTC: daylight saving time
    [InlineData("20270328T090000", "03-28")]
    [InlineData("20271031T080000", "10-31")] // 07:00 in UTC: standard time again
    [InlineData("20271030T085900", "10-29")]
    public void A_zone_that_only_the_calendar_knows_has_daylight_saving_time(string time, string date)
    {
        // UTC-7 without daylight saving time, so that midnight is 7:00 in UTC
        var phoenix = TimeZoneInfo.FindSystemTimeZoneById("America/Phoenix");

        var races = Read(
            CustomZone + CreateEvent("a", $"DTSTART;TZID=Customized Time Zone:{time}", "SUMMARY:Run"),
            phoenix
        ).Races;

        Assert.Equal([date], FormatDates(races));
    }

    [Fact]
    public void Times_without_a_zone_have_the_calendar_s()
    {
        var races = Read(
            "X-WR-TIMEZONE:Europe/Berlin\n" + CreateEvent("a", "DTSTART:20270419T013000", "SUMMARY:Run"),
            LosAngeles
        ).Races;

        Assert.Equal(["04-18"], FormatDates(races));
    }

    [Theory]
    [InlineData("DTSTART:00000000", nameof(EventError.Start))]
    [InlineData("DTSTART:20270230", nameof(EventError.Start))]
    [InlineData("DTSTART;VALUE=DATE:soon", nameof(EventError.Start))]
    [InlineData("DTSTART:", nameof(EventError.Start))]
    [InlineData("DTEND:20270418", nameof(EventError.Start))]
    [InlineData("DTSTART:20270418\nRRULE:FREQ=SOMETIMES", nameof(EventError.Rule))]
    [InlineData("DTSTART:20270418\nRRULE:COUNT=3", nameof(EventError.Rule))]
    [InlineData("DTSTART:20270418\nRRULE:FREQ=DAILY;INTERVAL=0;COUNT=3", nameof(EventError.Rule))]
    [InlineData("DTSTART:20270418\nRRULE:FREQ=DAILY;COUNT=many", nameof(EventError.Rule))]
    [InlineData("DTSTART:20270418\nRRULE:FREQ=DAILY;UNTIL=never", nameof(EventError.Rule))]
    [InlineData("DTSTART:20270418\nRRULE:FREQ=WEEKLY;BYDAY=XX;COUNT=3", nameof(EventError.Rule))]
    [InlineData("DTSTART:20270418T090000Z\nRRULE:FREQ=SECONDLY", nameof(EventError.TooFrequent))]
    [InlineData("DTSTART:20270418\nRRULE:FREQ=DAILY;COUNT=999999999", nameof(EventError.TooFrequent))]
    public void An_unreadable_event_is_named_and_costs_only_itself(string lines, string error)
    {
        var calendar = Read(
            CreateEvent("bad", [.. lines.Split('\n'), "SUMMARY:Broken run"])
                + CreateEvent("a", "DTSTART;VALUE=DATE:20270206", "SUMMARY:City Marathon")
        );

        Assert.Equal("City Marathon", Assert.Single(calendar.Races).Race.Name);
        Assert.Equal(
            new LeftOutEvent("Broken run", "bad", Enum.Parse<EventError>(error)),
            Assert.Single(calendar.LeftOut)
        );
    }

    [Fact]
    public void A_cancelled_event_is_no_race_and_not_named_whatever_it_holds()
    {
        var calendar = Read(
            CreateEvent("a", "DTSTART:soon", "SUMMARY:Broken", "STATUS:CANCELLED")
                + CreateEvent("b", "DTSTART:20270418", "SUMMARY:Cancelled: City Run")
        );

        Assert.Empty(calendar.Races);
        Assert.Empty(calendar.LeftOut);
        Assert.Empty(Read("METHOD:CANCEL\n" + CreateEvent("c", "DTSTART:20270418", "SUMMARY:City Run")).Races);
    }

    [Fact]
    public void A_component_that_is_not_closed_ends_with_the_one_around_it()
    {
        var calendar = Read(
            "BEGIN:VEVENT\nUID:a\nDTSTART:20270206\nSUMMARY:One\nBEGIN:VALARM\nSUMMARY:Alarm\nDTSTART:20270101\n"
                + "BEGIN:VEVENT\nUID:b\nDTSTART:20270207\nSUMMARY:Two\nEND:VALARM\nEND:VEVENT\n"
                + "BEGIN:VTODO\nUID:c\nDTSTART:20270208\nSUMMARY:A task\n"
                + "BEGIN:VEVENT\nUID:d\nDTSTART:20270209\nSUMMARY:Three\n"
        );

        Assert.Equal(["One", "Two", "Three"], calendar.Races.Select(race => race.Race.Name));
        Assert.True(calendar.IsComplete);
    }

    [Fact]
    public void A_text_that_ends_within_an_event_is_incomplete()
    {
        var text = Wrap(
            CreateEvent("a", "DTSTART:20270206", "SUMMARY:One") + CreateEvent("b", "DTSTART:20270207", "SUMMARY:Two")
        );

        var calendar = Parse(Encode(text[..text.IndexOf("Two", StringComparison.Ordinal)]));

        Assert.Equal("One", Assert.Single(calendar.Races).Race.Name);
        Assert.Equal(EventError.CutOff, Assert.Single(calendar.LeftOut).Error);
        Assert.False(calendar.IsComplete);
    }

    [Fact]
    public void Two_calendars_in_one_text_are_both_read()
    {
        var text =
            "junk before\n"
            + Wrap(CreateEvent("a", "DTSTART:20270206", "SUMMARY:One"))
            + "\uFEFF"
            + Wrap("X-WR-TIMEZONE:Asia/Tokyo\n" + CreateEvent("b", "DTSTART:20270207T010000", "SUMMARY:Two"));

        Assert.Equal(["02-06", "02-06"], FormatDates(Parse(Encode(text)).Races));
    }

    [Fact]
    public void Escaped_characters_and_parameters_of_a_title_are_read()
    {
        var race = Assert.Single(
            Read(
                CreateEvent(
                    "a",
                    "DTSTART:20270206",
                    """SUMMARY;LANGUAGE=de;ALTREP="http://x;y:z":Lauf\, 10 km\;\nzwei \\ Runden"""
                )
            ).Races
        );

        Assert.Equal(@"Lauf, 10 km; zwei \ Runden", race.Race.Name);
        Assert.Equal(10_000, race.Race.DistanceMeters);
    }

    [Fact]
    public void Hostile_numbers_of_dates_and_offsets_are_bounded()
    {
        var days = string.Join(',', Enumerable.Range(0, 20_000).Select(day => $"0{day % 9 + 1}000101T0{day % 10}0000"));
        var zone = string.Concat(
            Enumerable.Repeat("BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETTO:+0100\nEND:STANDARD\n", 2000)
        );
        var before = GC.GetAllocatedBytesForCurrentThread();

        var calendar = Read(
            $"BEGIN:VTIMEZONE\nTZID:Own\n{zone}END:VTIMEZONE\n"
                + CreateEvent(
                    "a",
                    "DTSTART;TZID=Own:20270206T090000",
                    $"EXDATE;TZID=Own:{days}",
                    $"RDATE;TZID=Own:{days}"
                )
                + CreateEvent("b", "DTSTART:99991231T235959Z", "SUMMARY:Far")
                + CreateEvent("c", "DTSTART:00010101T000000", "SUMMARY:Long ago")
                + CreateEvent("d", "DTSTART:20270206T090000", "RECURRENCE-ID:99991231T235959Z", "SUMMARY:Moved")
        );

        Assert.Equal(2, calendar.Races.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024 * 1024);
    }

    private static ParsedCalendar Read(string lines, TimeZoneInfo? home = null) => Parse(Encode(Wrap(lines)), home);

    private static ParsedCalendar Parse(CalendarContent content, TimeZoneInfo? home = null) =>
        RaceCalendarParser.Parse(content, home ?? Berlin, new DateOnly(2026, 11, 1), new DateOnly(2028, 1, 1))!;

    private static CalendarContent Encode(string text) => new(Encoding.UTF8.GetBytes(text), null);

    private static string Wrap(string lines) => $"BEGIN:VCALENDAR\nVERSION:2.0\n{lines}END:VCALENDAR\n";

    private static string CreateEvent(string uid, params string[] lines) =>
        $"BEGIN:VEVENT\n{(uid.Length > 0 ? $"UID:{uid}\n" : "")}{string.Join('\n', lines)}\nEND:VEVENT\n";

    private static IEnumerable<string> FormatDates(IEnumerable<ParsedRace> races) =>
        races.Select(race => race.Race.Date.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture));
}
