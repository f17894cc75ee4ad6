using System.Globalization;
using System.Text;
using ActivitySync.FileFormats;

namespace ActivitySync.Tests.FileFormats;

public sealed class TcxAndGpxReaderTests
{
    private const string Tcx = """
        <?xml version="1.0"?>
        <TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>
        <Activity Sport="Running"><Id>2026-06-21T07:30:00Z</Id>
        <Lap StartTime="2026-06-21T07:30:23.000Z"><TotalTimeSeconds>600.5</TotalTimeSeconds>
        <DistanceMeters>2000.25</DistanceMeters>
        <AverageHeartRateBpm><Value>140</Value></AverageHeartRateBpm>
        <MaximumHeartRateBpm><Value>160</Value></MaximumHeartRateBpm>
        <Track><Trackpoint><Time>2026-06-21T07:30:23Z</Time><DistanceMeters>7</DistanceMeters>
        <HeartRateBpm><Value>99</Value></HeartRateBpm>
        <Extensions><ns3:TPX><ns3:Speed>3</ns3:Speed></ns3:TPX></Extensions></Trackpoint></Track></Lap>
        <Lap StartTime="2026-06-21T07:40:30Z"><TotalTimeSeconds>300</TotalTimeSeconds>
        <DistanceMeters>1000</DistanceMeters>
        <AverageHeartRateBpm><Value>155</Value></AverageHeartRateBpm>
        <MaximumHeartRateBpm><Value>171</Value></MaximumHeartRateBpm>
        <Track><Trackpoint><Time>2026-06-21T07:45:30Z</Time></Trackpoint></Track></Lap>
        </Activity></Activities></TrainingCenterDatabase>
        """;

    [Fact]
    public void A_tcx_run_is_the_sum_of_its_laps_and_starts_with_the_first()
    {
        var reading = ActivityFileFixture.Read(Tcx, "run.tcx");
        var run = reading.SingleActivity();

        Assert.Empty(reading.Warnings);
        Assert.Equal(RecordingFormat.Tcx, reading.Recordings[0].Format);
        Assert.Equal("run", run.Sport);
        Assert.Equal(new DateTimeOffset(2026, 6, 21, 9, 30, 23, TimeSpan.FromHours(2)), run.Start);
        Assert.Equal(TimeSpan.FromHours(2), run.Start.Offset);
        Assert.Equal(3000.25, run.DistanceMeters);
        Assert.Equal(900.5, run.MovingSeconds);
        Assert.Equal(907, run.ElapsedSeconds);
        Assert.Equal(145, run.AverageHeartRate);
        Assert.Equal(171, run.MaxHeartRate);
    }

    [Fact]
    public void A_tcx_without_heart_rate_in_its_laps_takes_it_from_the_points()
    {
        var run = ActivityFileFixture
            .Read(
                """
                <TrainingCenterDatabase><Activities><Activity Sport="Biking">
                <Lap StartTime="2026-01-10T10:00:00Z"><TotalTimeSeconds>60</TotalTimeSeconds>
                <Track><Trackpoint><Time>2026-01-10T10:00:00Z</Time><HeartRateBpm><Value>120</Value></HeartRateBpm>
                </Trackpoint>
                <Trackpoint><Time>2026-01-10T10:01:00Z</Time><HeartRateBpm><Value>131</Value></HeartRateBpm>
                </Trackpoint></Track></Lap></Activity>
                </Activities></TrainingCenterDatabase>
                """,
                "ride.tcx"
            )
            .SingleActivity();

        Assert.Equal("ride", run.Sport);
        Assert.Equal(126, run.AverageHeartRate);
        Assert.Equal(131, run.MaxHeartRate);
    }

    [Fact]
    public void Each_activity_of_a_tcx_is_a_recording()
    {
        var two = Tcx.Replace(
            "</Activities>",
            Activity("Other", "2026-06-22T07:00:00Z") + "</Activities>",
            StringComparison.Ordinal
        );

        Assert.Equal(
            ["run", "other"],
            ActivityFileFixture.Read(two, "two.tcx").Recordings.Select(one => one.Activity.Sport)
        );

        static string Activity(string sport, string start) =>
            $"""<Activity Sport="{sport}"><Lap StartTime="{start}"><TotalTimeSeconds>60</TotalTimeSeconds></Lap>"""
            + "</Activity>";
    }

    [Fact]
    public void A_gpx_run_is_measured_over_the_ground_and_its_stops_are_no_moving_time()
    {
        // 3 m/s due north for 100 s, 50 s standing, a gap of 300 s, 100 s more.
        var points = new StringBuilder();
        var second = 0;
        var meters = 0.0;
        for (var at = 0; at <= 100; at += 10)
        {
            Point(second = at, meters = at * 3);
        }

        for (var at = 0; at < 5; at++)
        {
            Point(second += 10, meters);
        }

        second += 300;
        for (var at = 0; at <= 10; at++)
        {
            Point(second + (at * 10), meters + (at * 30));
        }

        var reading = ActivityFileFixture.Read(Gpx("<type>running</type>", points.ToString()), "run.gpx");
        var run = reading.SingleActivity();

        Assert.Empty(reading.Warnings);
        Assert.Equal("run", run.Sport);
        Assert.Equal("Round the lake", run.Name);
        Assert.InRange(run.DistanceMeters!.Value, 597, 603);
        Assert.Equal(200, run.MovingSeconds);
        Assert.Equal(550, run.ElapsedSeconds);
        Assert.Equal(151, run.AverageHeartRate);

        void Point(int at, double north) =>
            points.Append(
                CultureInfo.InvariantCulture,
                $"""
                <trkpt lat="{48 + (north / 111_195)}" lon="9"><ele>300</ele>
                <time>{new DateTime(2026, 1, 10, 8, 0, 0).AddSeconds(at):s}Z</time><extensions>
                <gpxtpx:TrackPointExtension><gpxtpx:hr>151</gpxtpx:hr></gpxtpx:TrackPointExtension>
                </extensions></trkpt>
                """
            );
    }

    [Theory]
    [InlineData("<type>9</type>", "run")]
    [InlineData("<type>1</type>", "ride")]
    [InlineData("<type>16</type>", "swim")]
    [InlineData("<type>4242</type>", "other")]
    [InlineData("<type>trail_running</type>", "trail-run")]
    [InlineData("<type>Trail Run</type>", "trail-run")]
    [InlineData("<type>VirtualRun</type>", "virtual-run")]
    [InlineData("<type>Pogo Stick</type>", "pogo-stick")]
    public void A_gpx_type_names_the_sport(string type, string sport)
    {
        var reading = ActivityFileFixture.Read(Gpx(type, TwoPoints), "run.gpx", sport: "hike");

        Assert.Equal(sport, reading.SingleActivity().Sport);
        Assert.Empty(reading.Warnings);
    }

    [Fact]
    public void A_gpx_without_a_type_is_other_with_a_warning_unless_the_default_is_given()
    {
        var silent = ActivityFileFixture.Read(Gpx("", TwoPoints), "run.gpx");
        Assert.Equal("other", silent.SingleActivity().Sport);
        Assert.Single(silent.Warnings);
        Assert.Equal("run", ActivityFileFixture.Read(Gpx("", TwoPoints), "run.gpx", "run").SingleActivity().Sport);
    }

    [Theory]
    [InlineData(
        "1970-01-01T00:00:01Z",
        "1970-01-01T00:30:00Z",
        "its times are before 1990: the clock of the watch was"
    )]
    [InlineData("soon", "later", "its times cannot be read, or cannot be right")]
    [InlineData("1970-01-01T00:00:01Z", "2150-01-01T00:00:00Z", "its times cannot be read, or cannot be right")]
    public void A_track_without_a_right_time_is_refused(string first, string last, string reason)
    {
        var reading = ActivityFileFixture.Read(
            Gpx(
                "",
                $"""<trkpt lat="1" lon="2"><time>{first}</time></trkpt>"""
                    + $"""<trkpt lat="1" lon="3"><time>{last}</time></trkpt>"""
            ),
            "old.gpx"
        );

        Assert.Equal(FileReadStatus.Quarantined, reading.Status);
        Assert.StartsWith(reason, reading.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<gpx><trk><trkseg><trkpt lat=")]
    [InlineData("<!DOCTYPE gpx SYSTEM \"http://127.0.0.1:9/x.dtd\"><gpx/>")]
    public void What_a_parser_says_is_not_shown(string content) =>
        Assert.Matches(
            "^it is no complete and well-formed XML file, or has a document type"
                + "(, at line 1, column [0-9]+)?; export it again$",
            ActivityFileFixture.Read(content, "run.gpx").Reason
        );

    [Fact]
    public void A_route_without_times_is_skipped()
    {
        var reading = ActivityFileFixture.Read(
            Gpx("", """<trkpt lat="1" lon="2"/><trkpt lat="1" lon="3"/>"""),
            "route.gpx"
        );

        Assert.Equal(FileReadStatus.Skipped, reading.Status);
        Assert.Contains("route", reading.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Blanks_and_a_byte_order_mark_before_the_declaration_do_no_harm()
    {
        byte[] mark = [0xEF, 0xBB, 0xBF];

        Assert.Equal(
            "run",
            ActivityFileFixture
                .Read([.. mark, .. "\r\n  "u8, .. Encoding.UTF8.GetBytes(Tcx)], "run.tcx")
                .SingleActivity()
                .Sport
        );
        Assert.Equal(
            "run",
            ActivityFileFixture
                .Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Tcx)], "run.tcx")
                .SingleActivity()
                .Sport
        );
    }

    [Theory]
    [InlineData("""<!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><gpx>&b;</gpx>""")]
    [InlineData("""<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx><trk><name>&x;</name></trk></gpx>""")]
    [InlineData("""<!DOCTYPE gpx SYSTEM "http://127.0.0.1:9/x.dtd"><gpx/>""")]
    [InlineData("<gpx><trk><trkseg><trkpt lat=")]
    [InlineData("<html><body>Please sign in</body></html>")]
    public void Hostile_or_broken_markup_is_quarantined_with_a_reason(string content)
    {
        var reading = ActivityFileFixture.Read(content, "run.gpx");

        Assert.Equal(FileReadStatus.Quarantined, reading.Status);
        Assert.NotNull(reading.Reason);
    }

    [Fact]
    public void Depth_and_text_without_end_are_refused()
    {
        var deep = "<gpx>" + string.Concat(Enumerable.Repeat("<a>", 100_000));
        Assert.Contains("deeper", ActivityFileFixture.Read(deep, "run.gpx").Reason, StringComparison.Ordinal);

        var endless = "<gpx><trk><name>" + new string('x', 8_000_000) + "</name></trk></gpx>";
        Assert.Contains(
            "one tag, text or comment",
            ActivityFileFixture.Read(endless, "run.gpx").Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_name_is_one_harmless_line()
    {
        var gpx = Gpx("<type>running</type>", TwoPoints)
            .Replace("Round the lake", "Tempo\n\u202E&#x7;" + new string('y', 5000), StringComparison.Ordinal);
        var plain = ActivityFileFixture.Read(gpx, "run.gpx").SingleActivity().Name;

        Assert.StartsWith("Tempo   y", plain, StringComparison.Ordinal);
        Assert.Equal(200, plain.Length);
    }

    private const string TwoPoints = """
        <trkpt lat="48" lon="9"><time>2026-01-10T08:00:00Z</time></trkpt>
        <trkpt lat="48.001" lon="9"><time>2026-01-10T08:00:30Z</time></trkpt>
        """;

    private static string Gpx(string type, string points) =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
            <trk><name>Round the lake</name>{type}<trkseg>{points}</trkseg></trk></gpx>
            """;
}
