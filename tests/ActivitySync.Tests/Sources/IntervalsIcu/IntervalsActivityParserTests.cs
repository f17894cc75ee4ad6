using System.Text;
using ActivitySync.FileFormats;
using ActivitySync.Sources.IntervalsIcu;

namespace ActivitySync.Tests.Sources.IntervalsIcu;

public sealed class IntervalsActivityParserTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Fields_are_read_in_their_documented_units()
    {
        var row = ParseOne(
            """
            {"id":"i101","icu_athlete_id":"i7","name":"Lakes","type":"TrailRun","start_date":"2026-07-05T06:30:00Z",
             "start_date_local":"2026-07-05T08:30:00","timezone":"Europe/Berlin","distance":21100.5,"moving_time":7200,
             "elapsed_time":7500,"total_elevation_gain":410.0,"total_elevation_loss":405.0,"average_heartrate":151,
             "max_heartrate":178,"race":true,"sub_type":"NONE","perceived_exertion":8,"icu_rpe":3,
             "device_name":"PACE 3","source":"COROS",
             "athlete_max_hr":189}
            """
        );

        Assert.Equal(("i101", "i7", false, 189.0), (row.Id, row.OwnerId, row.IsWithheld, row.AthleteMaxHeartRate));
        var run = row.Recording!.Activity;
        Assert.Equal(new DateTimeOffset(2026, 7, 5, 8, 30, 0, TimeSpan.FromHours(2)), run.Start);
        Assert.Equal(TimeSpan.FromHours(2), run.Start.Offset);
        Assert.Equal(("trail-run", "Lakes"), (run.Sport, run.Name));
        Assert.Equal((21100.5, 7200, 7500), (run.DistanceMeters, run.MovingSeconds, run.ElapsedSeconds));
        Assert.Equal(
            (151, 178, 410, 405),
            (run.AverageHeartRate, run.MaxHeartRate, run.AscentMeters, run.DescentMeters)
        );
        Assert.Equal(8, run.PerceivedExertion);
        Assert.True(run.DeviceRace);
        Assert.Null(run.SourceTag);
        Assert.Equal("COROS PACE 3", row.Recording.DeviceName);
    }

    [Fact]
    public void Every_field_but_id_and_start_may_be_null()
    {
        var run = ParseOne(
            """
            {"id":"i1","start_date":null,"start_date_local":"2026-11-22T09:00:00","timezone":null,"name":null,
             "type":null,"distance":null,"icu_distance":5000,"moving_time":null,"elapsed_time":null,"race":null,
             "sub_type":null,"source":null,"device_name":null,"perceived_exertion":null,"icu_rpe":null,
             "average_heartrate":0,"icu_athlete_id":null}
            """
        ).Recording!;

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(1)), run.Activity.Start);
        Assert.Equal(
            (SportNames.Other, "", 5000.0),
            (run.Activity.Sport, run.Activity.Name, run.Activity.DistanceMeters)
        );
        Assert.Null(run.Activity.MovingSeconds);
        Assert.Null(run.Activity.AverageHeartRate);
        Assert.Null(run.DeviceName);
        Assert.False(run.Activity.DeviceRace);
    }

    [Theory]
    [InlineData("RACE", false, "Morning Run", true)]
    [InlineData("NONE", true, "Morning Run", true)]
    [InlineData("WARMUP", true, "Morning Run (warm-up)", false)]
    [InlineData("COOLDOWN", false, "Morning Run (cool-down)", false)]
    [InlineData("SOMETHING_NEW", false, "Morning Run", false)]
    public void The_sub_type_says_what_it_was(string subType, bool race, string name, bool isRace)
    {
        var run = ParseOne(
            $$"""
            {"id":"i1","name":"Morning Run","type":"Run","start_date":"2026-11-22T08:00:00Z","sub_type":"{{subType}}",
             "race":{{(race ? "true" : "false")}}}
            """
        ).Recording!.Activity;

        Assert.Equal((name, isRace), (run.Name, run.DeviceRace));
    }

    [Theory]
    [InlineData("GARMIN_CONNECT", "Forerunner 965", "GARMIN Forerunner 965")]
    [InlineData("GARMIN_CONNECT", "Garmin Forerunner 965", "Garmin Forerunner 965")]
    [InlineData("UPLOAD", "Garmin Epix", "Garmin Epix")]
    [InlineData("OAUTH_CLIENT", "", null)]
    [InlineData("POLAR", "", "POLAR")]
    public void The_device_comes_with_its_maker(string source, string device, string? name) =>
        Assert.Equal(
            name,
            ParseOne(
                $$"""
                {"id":"i1","start_date":"2026-11-22T08:00:00Z","source":"{{source}}","device_name":"{{device}}"}
                """
            ).Recording!.DeviceName
        );

    [Fact]
    public void A_stub_of_Strava_is_no_activity()
    {
        var row = ParseOne(
            """
            {"id":"12345678901","icu_athlete_id":"i7","start_date_local":"2026-11-22T09:00:00","source":"STRAVA",
             "_note":"STRAVA activities are not available via the API"}
            """
        );

        Assert.True(row.IsWithheld);
        Assert.Null(row.Recording);
        Assert.Equal(new DateTime(2026, 11, 22, 9, 0, 0), row.LocalStart);
    }

    [Theory]
    [InlineData("""{"id":"i1"}""")]
    [InlineData("""{"id":"i1","start_date":"yesterday"}""")]
    [InlineData("""{"id":"i1","start_date":"0001-01-01T00:00:00Z"}""")]
    [InlineData("""{"id":"../../etc/passwd","start_date":"2026-11-22T08:00:00Z"}""")]
    [InlineData("""{"start_date":"2026-11-22T08:00:00Z"}""")]
    [InlineData("7")]
    [InlineData("null")]
    public void An_unreadable_row_costs_itself_only(string row)
    {
        const string Good = """{"id":"i2","type":"Run","start_date":"2026-11-22T08:00:00Z"}""";

        var rows = IntervalsActivityParser.Parse(Encoding.UTF8.GetBytes($"[{row},{Good}]"), Berlin)!;

        Assert.Null(rows[0].Recording);
        Assert.Equal("i2", rows[1].Recording!.SourceId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE html>")]
    [InlineData("""{"status":500}""")]
    [InlineData("""[{"id":"i1"}""")]
    public void Anything_else_is_no_list(string body) =>
        Assert.Null(IntervalsActivityParser.Parse(Encoding.UTF8.GetBytes(body), Berlin));

    private static IntervalsRow ParseOne(string row) =>
        Assert.Single(IntervalsActivityParser.Parse(Encoding.UTF8.GetBytes($"[{row}]"), Berlin)!);
}
