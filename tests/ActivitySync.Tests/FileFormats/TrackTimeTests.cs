using System.Globalization;
using System.Text;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;

namespace ActivitySync.Tests.FileFormats;

/// <summary>Points with wrong times in GPX and TCX: 100 points, 10 s and 30 m apart.</summary>
public sealed class TrackTimeTests
{
    private const int Points = 100;
    private const int Year = 365 * 86_400;

    private static readonly DateTimeOffset Start = new(2026, 6, 6, 5, 0, 0, TimeSpan.Zero);

    /// <summary>The times of the points in seconds from the start.</summary>
    private static int[] Times(params (int Point, int Shift)[] wrong)
    {
        var times = Enumerable.Range(0, Points).Select(point => point * 10).ToArray();
        foreach (var (point, shift) in wrong)
        {
            times[point] += shift;
        }

        return times;
    }

    private static string Format(int seconds) =>
        Start.AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static FileReadResult ReadGpx(int[] times, params int[] segmentStarts)
    {
        var points = new StringBuilder("<gpx><trk><type>running</type><trkseg>");
        for (var at = 0; at < times.Length; at++)
        {
            points.Append(segmentStarts.Contains(at) ? "</trkseg><trkseg>" : "");
            points.Append(
                CultureInfo.InvariantCulture,
                $"""<trkpt lat="{48 + (at * 30 / 111_195.0):F7}" lon="9"><time>{Format(times[at])}</time></trkpt>"""
            );
        }

        return ActivityFileFixture.Read(points.Append("</trkseg></trk></gpx>").ToString(), "run.gpx");
    }

    private static FileReadResult ReadTcx(int[] times)
    {
        var points = new StringBuilder();
        for (var at = 0; at < times.Length; at++)
        {
            points.Append(
                CultureInfo.InvariantCulture,
                $"<Trackpoint><Time>{Format(times[at])}</Time><DistanceMeters>{at * 30}</DistanceMeters></Trackpoint>"
            );
        }

        return ActivityFileFixture.Read(
            $"""
            <TrainingCenterDatabase><Activities><Activity Sport="Running"><Lap StartTime="{Format(times[0])}">
            <Track>{points}</Track></Lap></Activity></Activities></TrainingCenterDatabase>
            """,
            "run.tcx"
        );
    }

    private static void AssertWhole(Activity run, int lost)
    {
        Assert.InRange(run.Start, Start, Start.AddSeconds(10 * lost));
        Assert.InRange(run.ElapsedSeconds!.Value, 990 - (10 * lost), 990);
        Assert.InRange(run.MovingSeconds!.Value, 990 - (10 * lost), 990);
        Assert.InRange(run.DistanceMeters!.Value, 2965 - (30 * lost), 2975);
    }

    public static TheoryData<int, int> WrongTimes()
    {
        var data = new TheoryData<int, int>();
        foreach (var point in (int[])[0, 1, 2, 50, Points - 3, Points - 2, Points - 1])
        {
            foreach (var shift in (int[])[-Year, Year, 17 * Year, -3600, 3600, 1320, -86_400, 86_400])
            {
                data.Add(point, shift);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(WrongTimes))]
    public void A_point_with_a_wrong_time_costs_only_itself(int point, int shift)
    {
        foreach (var reading in (FileReadResult[])[ReadGpx(Times((point, shift))), ReadTcx(Times((point, shift)))])
        {
            AssertWhole(reading.SingleActivity(), 1);
            Assert.Contains("one point with a wrong time was left out", reading.Warnings);
        }
    }

    [Fact]
    public void Several_points_with_wrong_times_cost_only_themselves()
    {
        var wrong = Times((3, 3600), (20, -3600), (21, Year), (22, -Year), (60, 95), (61, 95), (80, -200));
        foreach (var reading in (FileReadResult[])[ReadGpx(wrong), ReadTcx(wrong)])
        {
            AssertWhole(reading.SingleActivity(), 0);
            Assert.Contains("7 points with wrong times were left out", reading.Warnings);
        }
    }

    [Fact]
    public void A_point_without_a_possible_time_is_counted_as_wrong()
    {
        var wrong = Times((40, -60 * Year));
        foreach (var reading in (FileReadResult[])[ReadGpx(wrong), ReadTcx(wrong)])
        {
            AssertWhole(reading.SingleActivity(), 0);
            Assert.Contains("one point with a wrong time was left out", reading.Warnings);
        }
    }

    [Fact]
    public void Neighbors_in_the_wrong_order_by_seconds_give_no_warning()
    {
        var reading = ReadGpx(Times((40, -12), (70, 13)));

        AssertWhole(reading.SingleActivity(), 0);
        Assert.Empty(reading.Warnings);
    }

    [Fact]
    public void Right_times_give_no_warning()
    {
        foreach (var reading in (FileReadResult[])[ReadGpx(Times()), ReadGpx(Times(), 50)])
        {
            AssertWhole(reading.SingleActivity(), 0);
            Assert.Empty(reading.Warnings);
        }
    }

    [Fact]
    public void A_second_half_that_is_later_is_a_real_gap()
    {
        var later = Times([.. Enumerable.Range(50, 50).Select(point => (point, 3600))]);
        var reading = ReadGpx(later, 50);

        Assert.Empty(reading.Warnings);
        Assert.Equal(4590, reading.SingleActivity().ElapsedSeconds);
        Assert.Equal(980, reading.SingleActivity().MovingSeconds);
    }

    [Theory]
    [InlineData(60, -3600)]
    [InlineData(60, -Year)]
    [InlineData(60, Year)]
    [InlineData(30, -3600)]
    [InlineData(30, Year)]
    public void A_clock_that_jumps_on_the_way_costs_no_part_of_the_run(int from, int shift)
    {
        var reading = ReadGpx(Times([.. Enumerable.Range(from, Points - from).Select(point => (point, shift))]), from);
        var run = reading.SingleActivity();

        Assert.InRange(run.DistanceMeters!.Value, 2930, 2975);
        Assert.InRange(run.ElapsedSeconds!.Value, 970, 995);
        // The longer part has the right time.
        var expected = from == 60 ? Start : Start.AddSeconds(shift);
        Assert.InRange((run.Start - expected).TotalSeconds, -20, 20);
        Assert.Contains(reading.Warnings, warning => warning.Contains("clock jumped", StringComparison.Ordinal));
    }

    [Fact]
    public void A_part_that_is_twice_in_a_file_counts_once()
    {
        var once = ReadGpx(Times()).SingleActivity();
        var points = new StringBuilder("<gpx><trk><type>running</type>");
        for (var copy = 0; copy < 2; copy++)
        {
            points.Append("<trkseg>");
            for (var at = 0; at < Points; at++)
            {
                points.Append(
                    CultureInfo.InvariantCulture,
                    $"""<trkpt lat="{48 + (at * 30 / 111_195.0):F7}" lon="9"><time>{Format(at * 10)}</time></trkpt>"""
                );
            }

            points.Append("</trkseg>");
        }

        var twice = ActivityFileFixture.Read(points.Append("</trk></gpx>").ToString(), "run.gpx").SingleActivity();
        Assert.Equal(once.DistanceMeters, twice.DistanceMeters);
        Assert.Equal(once.MovingSeconds, twice.MovingSeconds);
    }

    [Fact]
    public void A_tracker_with_a_point_every_quarter_of_an_hour_has_no_wrong_points()
    {
        var reading = ReadGpx([.. Enumerable.Range(0, 12).Select(point => point * 900)]);

        Assert.Empty(reading.Warnings);
        Assert.Equal(9900, reading.SingleActivity().ElapsedSeconds);
    }

    [Fact]
    public void Times_in_descending_order_are_bounded_in_time()
    {
        var reading = ReadGpx([.. Enumerable.Range(0, 20_000).Select(point => -point)]);

        Assert.NotNull(reading.Reason ?? reading.Warnings[0]);
    }
}
