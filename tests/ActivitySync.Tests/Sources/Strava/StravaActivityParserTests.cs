using System.Text;
using ActivitySync.Recovery;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Tests.Sources.Strava;

public sealed class StravaActivityParserTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Fact]
    public void A_run_is_read_with_what_the_rules_need()
    {
        var run = One(
            """
            {"resource_state":2,"athlete":{"id":7},"name":"Sunday in the hills",
             "distance":28012.4,"moving_time":9120,"elapsed_time":9388,
             "total_elevation_gain":214.0,"type":"Run","sport_type":"TrailRun","workout_type":2,"id":900000000000001,
             "upload_id":987654321234567891234,
             "start_date":"2026-11-22T07:02:11Z","start_date_local":"2026-11-22T08:02:11Z",
             "timezone":"(GMT+01:00) Europe/Paris","utc_offset":3600.0,"start_latlng":[],"has_heartrate":true,
             "average_heartrate":147,"max_heartrate":171.0,"suffer_score":null,"something_new":{"deep":[1,2]}}
            """
        );

        Assert.Equal("900000000000001", run.Id);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 8, 2, 11, TimeSpan.FromHours(1)), run.Start);
        Assert.Equal("trail-run", run.Sport);
        Assert.Equal("Sunday in the hills", run.Name);
        Assert.Equal(28012.4, run.DistanceMeters);
        Assert.Equal(9120, run.MovingSeconds);
        Assert.Equal(9388, run.ElapsedSeconds);
        Assert.Equal(147, run.AverageHeartRate);
        Assert.Equal(171, run.MaxHeartRate);
        Assert.Equal(214, run.AscentMeters);
        Assert.Equal(SourceTag.LongRun, run.SourceTag);
    }

    [Theory]
    [InlineData("Run", "run")]
    [InlineData("VirtualRun", "virtual-run")]
    [InlineData("MountainBikeRide", "mountain-bike-ride")]
    [InlineData("EBikeRide", "e-bike-ride")]
    [InlineData("HighIntensityIntervalTraining", "high-intensity-interval-training")]
    [InlineData("Swim", "swim")]
    [InlineData("SportOfNextYear", "sport-of-next-year")]
    [InlineData("<b>", "other")]
    [InlineData("", "other")]
    public void A_sport_keeps_its_name(string given, string expected) =>
        Assert.Equal(expected, One(Row($"\"sport_type\":\"{given}\"")).Sport);

    [Theory]
    [InlineData("\"device_name\":\"Garmin Forerunner 265\"", "Garmin Forerunner 265")]
    [InlineData("\"device_name\":\"Garmin\\u0000\\u202eedge\"", "Garmin  edge")]
    [InlineData("\"device_name\":\" \"", null)]
    [InlineData("\"device_name\":null", null)]
    [InlineData("\"device_name\":7", null)]
    [InlineData("\"sport_type\":\"Run\"", null)]
    public void The_device_is_read_as_one_safe_line(string fields, string? device) =>
        Assert.Equal(
            device,
            Assert
                .Single(StravaActivityParser.ParsePage(Encoding.UTF8.GetBytes($"[{Row(fields)}]"), Paris)!.Activities)
                .DeviceName
        );

    [Fact]
    public void A_run_on_the_trainer_is_a_treadmill_run()
    {
        Assert.Equal("treadmill", One(Row("\"sport_type\":\"Run\",\"trainer\":true")).Sport);
        Assert.Equal("virtual-run", One(Row("\"sport_type\":\"VirtualRun\",\"trainer\":true")).Sport);
    }

    [Theory]
    [InlineData("0", null)]
    [InlineData("1", SourceTag.Race)]
    [InlineData("1.0", SourceTag.Race)]
    [InlineData("2", SourceTag.LongRun)]
    [InlineData("3", SourceTag.Workout)]
    [InlineData("10", null)]
    [InlineData("11", SourceTag.Race)]
    [InlineData("12", SourceTag.Workout)]
    [InlineData("null", null)]
    [InlineData("\"race\"", null)]
    public void The_kind_picked_at_Strava_is_kept(string given, SourceTag? expected) =>
        Assert.Equal(expected, One(Row($"\"workout_type\":{given}")).SourceTag);

    [Theory]
    [InlineData("2026-11-22T23:30:00Z", "2026-11-22T18:30:00Z", "", "2026-11-22T18:30:00-05:00")] // their difference
    [InlineData(
        "2026-07-01T04:00:00Z",
        "2026-06-30T21:00:00Z",
        ",\"timezone\":\"(GMT-08:00) America/Los_Angeles\"",
        "2026-06-30T21:00:00-07:00"
    )] // not GMT-08:00
    [InlineData("2026-11-22T00:30:00Z", "2026-11-22T14:30:00Z", "", "2026-11-22T14:30:00+14:00")]
    [InlineData("2026-11-22T05:00:00Z", "2026-11-22T10:30:00Z", "", "2026-11-22T10:30:00+05:30")]
    [InlineData(
        "2026-11-20T05:00:00Z",
        "2026-11-22T10:30:00Z",
        ",\"utc_offset\":-18000.0",
        "2026-11-22T10:30:00-05:00"
    )] // two days apart
    [InlineData(
        "2026-11-20T05:00:00Z",
        "2026-11-22T10:30:00Z",
        ",\"timezone\":\"(GMT+09:00) Asia/Tokyo\"",
        "2026-11-22T10:30:00+09:00"
    )]
    [InlineData(
        "2026-11-20T05:00:00Z",
        "2026-11-22T10:30:00Z",
        ",\"timezone\":\"(GMT+09:00) ../etc/passwd\"",
        "2026-11-22T10:30:00+01:00"
    )] // home
    [InlineData("", "2026-11-22T10:30:00Z", "", "2026-11-22T10:30:00+01:00")]
    [InlineData("2026-11-22T10:30:00Z", "", ",\"utc_offset\":3600", "2026-11-22T11:30:00+01:00")]
    // A hidden start keeps its date.
    [InlineData("2026-11-22T00:00:01Z", "2026-11-22T00:00:01Z", ",\"utc_offset\":-18000", "2026-11-22T00:00:01-05:00")]
    [InlineData("2026-11-22T00:00:01Z", "2026-11-22T00:00:01Z", "", "2026-11-22T00:00:01+01:00")]
    public void The_start_is_in_local_time(string utc, string local, string more, string expected)
    {
        var start = One($$"""{"id":1,"start_date":"{{utc}}","start_date_local":"{{local}}"{{more}}}""").Start;

        Assert.Equal(
            expected,
            start.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture)
        );
    }

    [Theory]
    [InlineData("""{"id":13,"start_date":"1970-01-01T00:00:00Z","start_date_local":"1970-01-01T01:00:00Z"}""")]
    [InlineData("""{"id":13}""")]
    [InlineData("""{"id":13,"start_date":"yesterday"}""")]
    [InlineData("""{"id":13,"start_date":5,"start_date_local":[]}""")]
    [InlineData("""{"id":13,"start_date_local":"9999-12-31T23:59:59Z","utc_offset":-3600}""")]
    [InlineData("""{"id":13,"start_date":"9999-12-30T08:00:00Z","start_date_local":"9999-12-30T09:00:00Z"}""")]
    [InlineData("""{"id":13,"start_date":"2200-01-02T08:00:00Z"}""")]
    public void A_row_without_a_usable_start_is_skipped(string bad)
    {
        var page = StravaActivityParser.ParsePage(
            Encoding.UTF8.GetBytes($"[{bad},{Row("\"name\":\"fine\"")}]"),
            Paris
        )!;

        Assert.Equal(["13"], page.UnreadableIds);
        Assert.Equal("fine", Assert.Single(page.Activities).Activity.Name);
        Assert.Equal(2, page.RowCount);
    }

    [Theory]
    [InlineData(
        "\"distance\":null,\"moving_time\":\"long\",\"elapsed_time\":{},\"total_elevation_gain\":-3,\"name\":null"
    )]
    [InlineData("\"name\":5,\"average_heartrate\":0,\"max_heartrate\":null")]
    [InlineData("\"has_heartrate\":false,\"average_heartrate\":140,\"max_heartrate\":170")]
    [InlineData("\"name\":\"\\ud83d\"")]
    [InlineData("\"distance\":1e999")]
    public void What_cannot_be_read_is_unknown(string fields)
    {
        var activity = One(Row(fields));

        Assert.Equal("", activity.Name);
        Assert.Null(activity.DistanceMeters);
        Assert.Null(activity.MovingSeconds);
        Assert.Null(activity.ElapsedSeconds);
        Assert.Null(activity.AverageHeartRate);
        Assert.Null(activity.MaxHeartRate);
        Assert.Null(activity.AscentMeters);
    }

    [Fact]
    public void Rows_that_are_no_objects_hold_nothing_up()
    {
        var page = StravaActivityParser.ParsePage(
            Encoding.UTF8.GetBytes($"[null,5,\"x\",[],{Row("\"name\":\"fine\"")}]"),
            Paris
        )!;

        Assert.Single(page.Activities);
        Assert.Equal(5, page.RowCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE html><html></html>")]
    [InlineData("{\"message\":\"fine\"}")]
    [InlineData("[{\"id\":1},")]
    [InlineData("null")]
    public void What_is_no_list_is_no_page(string body) =>
        Assert.Null(StravaActivityParser.ParsePage(Encoding.UTF8.GetBytes(body), Paris));

    private static string Row(string fields) =>
        $$"""{"id":1,"start_date":"2026-11-22T07:00:00Z","start_date_local":"2026-11-22T08:00:00Z",{{fields}}}""";

    private static Activity One(string row) =>
        Assert.Single(StravaActivityParser.ParsePage(Encoding.UTF8.GetBytes($"[{row}]"), Paris)!.Activities).Activity;
}
