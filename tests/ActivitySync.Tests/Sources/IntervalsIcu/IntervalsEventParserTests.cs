using System.Text;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Sources.IntervalsIcu;

namespace ActivitySync.Tests.Sources.IntervalsIcu;

public sealed class IntervalsEventParserTests
{
    private static readonly DateOnly From = new(2026, 5, 7);

    [Fact]
    public void Races_come_with_importance_and_distance()
    {
        var races = Parse(
            """
            [{"id":1,"category":"RACE_A","name":"City Marathon","start_date_local":"2027-04-18T09:00:00",
              "end_date_local":"2027-04-19T00:00:00","distance_target":42195,"distance":41000},
             {"id":2,"category":"RACE_B","name":null,"start_date_local":"2027-03-14T00:00:00","distance":21097.5},
             {"id":3,"category":"RACE_C","name":"Parkrun","start_date_local":"2027-02-06","distance_target":0},
             {"id":4,"category":"NOTE","start_date_local":"2027-02-07"}]
            """
        ).Races;

        Assert.Equal(
            [
                ("1", Race(2027, 4, 18, "City Marathon", 42195, Importance.A)),
                ("2", Race(2027, 3, 14, "", 21097.5, Importance.B)),
                ("3", Race(2027, 2, 6, "Parkrun", null, Importance.C)),
            ],
            races
        );
    }

    [Theory]
    [InlineData("2026-11-20T00:00:00", "2026-11-23T00:00:00", 20, 22)]
    [InlineData("2026-11-20T00:00:00", "2026-11-21T00:00:00", 20, 20)]
    [InlineData("2026-11-20T10:00:00", "2026-11-21T18:00:00", 20, 21)]
    [InlineData("2026-11-20T00:00:00", "2026-11-20T00:00:00", 20, 20)]
    [InlineData("2026-11-20T00:00:00", "2026-11-01T00:00:00", 20, 20)]
    [InlineData("2026-11-20T00:00:00", "", 20, 20)]
    public void The_end_of_an_event_is_exclusive(string start, string end, int from, int to)
    {
        var events = Parse(
            $$"""
            [{"id":7,"category":"SICK","name":"Flu","start_date_local":"{{start}}","end_date_local":"{{end}}"},
             {"id":8,"category":"INJURED","name":"Calf","start_date_local":"{{start}}","end_date_local":"{{end}}"}]
            """
        );

        Assert.Equal(new SourceDays("7", "Flu", Day(from), Day(to)), Assert.Single(events.Illnesses));
        Assert.Equal(new SourceDays("8", "Calf", Day(from), Day(to)), Assert.Single(events.Injuries));
        Assert.Empty(events.Races);
    }

    [Fact]
    public void An_unreadable_event_costs_itself_and_what_came_from_it_stays()
    {
        var events = Parse(
            """
            [{"id":1,"category":"RACE_A","start_date_local":"soon"},7,null,{"category":"RACE_A"},
             {"id":2,"category":"RACE_A","start_date_local":"2027-04-18","distance_target":1e300},
             {"id":3,"category":"SICK","start_date_local":"2026-01-01","end_date_local":"2099-01-01"}]
            """
        );

        Assert.Equal(["1"], events.UnreadableKeys);
        Assert.Null(Assert.Single(events.Races).Race.DistanceMeters);
        var sick = Assert.Single(events.Illnesses);
        Assert.InRange(sick.To.DayNumber - sick.From.DayNumber, 1, 100);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{}")]
    public void Anything_else_is_no_list(string body)
    {
        Assert.Null(IntervalsEventParser.Parse(Encoding.UTF8.GetBytes(body), From));
        Assert.Null(IntervalsWellnessParser.Parse(Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public void Wellness_entries_give_injuries_and_the_usual_resting_heart_rate_only()
    {
        var wellness = IntervalsWellnessParser.Parse(
            """
            [{"id":"2026-11-18","injury":1,"restingHR":47,"soreness":4,"readiness":12},
             {"id":"2026-11-19","injury":2,"restingHR":48},{"id":"2026-11-20","injury":3,"restingHR":49},
             {"id":"2026-11-21","injury":4,"restingHR":480},{"id":"2026-11-22","injury":null,"restingHR":null},
             {"id":"soon","injury":4},null]
            """u8.ToArray()
        )!;

        Assert.Equal([Day(20), Day(21)], wellness.InjuredDays);
        Assert.Equal(48, wellness.RestingHeartRate);
    }

    private static SourceEvents Parse(string body) => IntervalsEventParser.Parse(Encoding.UTF8.GetBytes(body), From)!;

    private static DateOnly Day(int day) => new(2026, 11, day);

    private static CalendarRace Race(
        int year,
        int month,
        int day,
        string name,
        double? meters,
        Importance importance
    ) =>
        new()
        {
            Date = new DateOnly(year, month, day),
            Name = name,
            DistanceMeters = meters,
            Importance = importance,
        };
}
