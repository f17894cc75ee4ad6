using System.Globalization;
using System.Text;
using ActivitySync.FileFormats;

namespace ActivitySync.Tests.FileFormats;

/// <summary>TCX laps without sums: two laps of 600 s and 1800 m, a point every 10 s.</summary>
public sealed class TcxLapTests
{
    private const int Seconds = 600;
    private const string Sums = "<TotalTimeSeconds>580</TotalTimeSeconds><DistanceMeters>1790</DistanceMeters>";

    private const string ZeroSums = "<TotalTimeSeconds>0</TotalTimeSeconds><DistanceMeters>0</DistanceMeters>";

    private static readonly DateTimeOffset Start = new(2026, 6, 6, 5, 0, 0, TimeSpan.Zero);

    private enum Value
    {
        Distance,
        RestartedDistance,
        Position,
        None,
    }

    private static FileReadResult Read(string first, string second, Value value = Value.Distance, int pause = 0) =>
        ActivityFileFixture.Read(
            $"""
            <TrainingCenterDatabase><Activities><Activity Sport="Running"><Id>2026-06-06T05:00:00Z</Id>
            {Lap(first, 0, 0, value)}{Lap(second, Seconds, pause, value)}
            </Activity></Activities></TrainingCenterDatabase>
            """,
            "run.tcx"
        );

    private static string Lap(string sums, int from, int pause, Value value)
    {
        var points = new StringBuilder();
        for (var at = from; at <= from + Seconds; at += 10)
        {
            var content = value switch
            {
                Value.Distance => $"<DistanceMeters>{at * 3}</DistanceMeters>",
                Value.RestartedDistance => $"<DistanceMeters>{(at - from) * 3}</DistanceMeters>",
                Value.Position => $"<Position><LatitudeDegrees>{FormatLatitude(at * 3)}</LatitudeDegrees>"
                    + "<LongitudeDegrees>9</LongitudeDegrees></Position>",
                _ => "",
            };
            points.Append(
                $"<Trackpoint><Time>{Format(at + pause)}</Time>{content}"
                    + "<HeartRateBpm><Value>150</Value></HeartRateBpm></Trackpoint>"
            );
        }

        return $"""<Lap StartTime="{Format(from + pause)}">{sums}<Track>{points}</Track></Lap>""";
    }

    private static string FormatLatitude(double meters) =>
        (48 + (meters / 111_195)).ToString("F7", CultureInfo.InvariantCulture);

    private static string Format(int seconds) =>
        Start.AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    [Fact]
    public void Laps_with_sums_have_them()
    {
        var reading = Read(Sums, Sums);

        Assert.Empty(reading.Warnings);
        Assert.Equal((3580, 1160), (reading.SingleActivity().DistanceMeters, reading.SingleActivity().MovingSeconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData(ZeroSums)]
    public void Laps_without_sums_have_those_of_their_points(string sums)
    {
        foreach (var value in (Value[])[Value.Distance, Value.RestartedDistance, Value.Position])
        {
            var reading = Read(sums, sums, value);
            var run = reading.SingleActivity();

            Assert.InRange(run.DistanceMeters!.Value, 3590, 3610);
            Assert.Equal((1200, 150), (run.MovingSeconds, run.AverageHeartRate));
            Assert.Contains(reading.Warnings, warning => warning.Contains("laps without", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void One_lap_without_sums_has_those_of_its_points()
    {
        var second = Read(Sums, ZeroSums).SingleActivity();
        var first = Read("", Sums).SingleActivity();

        Assert.Equal((3590, 1180), (second.DistanceMeters, second.MovingSeconds));
        Assert.Equal((3590, 1180), (first.DistanceMeters, first.MovingSeconds));
    }

    [Fact]
    public void Laps_with_a_time_and_no_distance_take_only_the_distance()
    {
        const string Time = "<TotalTimeSeconds>580</TotalTimeSeconds>";
        var run = Read(Time, Time).SingleActivity();

        Assert.Equal((3600, 1160), (run.DistanceMeters, run.MovingSeconds));
    }

    [Fact]
    public void A_pause_between_laps_without_sums_is_no_time()
    {
        var run = Read("", "", pause: 1000).SingleActivity();

        Assert.Equal((3600, 1200, 2200), (run.DistanceMeters, run.MovingSeconds, run.ElapsedSeconds));
    }

    [Fact]
    public void Laps_and_points_without_a_distance_have_none()
    {
        var reading = Read(ZeroSums, ZeroSums, Value.None);

        Assert.Equal(0, reading.SingleActivity().DistanceMeters);
        Assert.Equal(1200, reading.SingleActivity().MovingSeconds);
    }

    [Fact]
    public void Points_without_any_lap_are_a_run()
    {
        var lap = Lap("", 0, 0, Value.Distance);
        var track = lap[lap.IndexOf("<Track>", StringComparison.Ordinal)..]
            .Replace("</Lap>", "", StringComparison.Ordinal);
        var run = ActivityFileFixture
            .Read(
                $"""<TrainingCenterDatabase><Activity Sport="Running">{track}</Activity></TrainingCenterDatabase>""",
                "run.tcx"
            )
            .SingleActivity();

        Assert.Equal((1800, 600), (run.DistanceMeters, run.MovingSeconds));
    }

    [Fact]
    public void A_start_of_the_first_lap_that_its_points_contradict_is_that_of_the_points()
    {
        var wrong = ActivityFileFixture.Read(
            $"""
            <TrainingCenterDatabase><Activity Sport="Running">
            {Lap(Sums, 0, 0, Value.Distance).Replace(
                "2026-06-06T05:00:00Z\">",
                "2043-06-06T05:00:00Z\">",
                StringComparison.Ordinal
            )}
            </Activity></TrainingCenterDatabase>
            """,
            "run.tcx"
        );

        Assert.Equal(Start, wrong.SingleActivity().Start);
        Assert.Contains(wrong.Warnings, warning => warning.Contains("first lap", StringComparison.Ordinal));
    }
}
