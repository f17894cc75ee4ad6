using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class RunHistoryTests
{
    private const int R = 1_000;

    [Theory]
    [InlineData(5, 21, true)]
    [InlineData(6, 20, true)]
    [InlineData(6, 21, false)]
    public void Cold_is_fewer_than_six_runs_or_less_than_three_weeks(int runs, int oldest, bool cold)
    {
        var history = new RunHistory();
        history.Add(R - oldest, Run(40), false);
        for (var i = 1; i < runs; i++)
        {
            history.Add(R - 1, Run(40), false);
        }

        Assert.Equal(cold, history.ComputeBaseline(R).IsCold);
    }

    [Theory]
    [InlineData(56, 7)]
    [InlineData(57, 6)]
    public void The_base_reaches_back_56_days(int oldest, int runs)
    {
        var history = new RunHistory();
        int[] days = [oldest, 30, 29, 28, 27, 2, 1];
        foreach (var day in days)
        {
            history.Add(R - day, Run(day == oldest ? 100 : 40 + day), false);
        }

        // Seven: the fourth of 41 42 67 68 69 70 100; six: between 67 and 68.
        Assert.Equal(runs == 7 ? 68 : 67.5, history.ComputeBaseline(R).UsualMinutes);
    }

    [Theory]
    [InlineData(27, false)]
    [InlineData(28, true)]
    public void A_step_of_28_days_ends_the_history(int gap, bool ended)
    {
        var history = new RunHistory();
        history.Add(R - 1 - gap, Run(90), false);
        history.Add(R - 1, Run(40), false);
        Assert.Equal(ended ? 40 : 65, history.ComputeBaseline(R).UsualMinutes);
        Assert.Equal(gap == 28 ? 0 : 65, history.ComputeBaseline(R - 1 + gap).UsualMinutes);
    }

    [Fact]
    public void Races_are_no_base_but_can_be_the_longest()
    {
        var history = new RunHistory();
        history.Add(R - 2, Run(40, 8_000), false);
        history.Add(R - 1, Run(200, 40_000), true);
        var usual = history.ComputeBaseline(R);
        Assert.Equal(
            (40, 40_000, 200, 200),
            (usual.UsualMinutes, usual.LongestMeters, usual.LongestMinutes, usual.LongestMinutesInWeek)
        );
        Assert.Equal(8_000 / 2_400.0, history.ComputeUsualSpeed(R));
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void The_longest_of_a_month_reaches_back_30_days(int ago, bool found)
    {
        var history = new RunHistory();
        history.Add(R - ago, Run(100, 20_000), false);
        history.Add(R - 10, Run(40, 8_000), false);
        Assert.Equal(
            found ? (20_000, 100) : (8_000, 40),
            (history.ComputeBaseline(R).LongestMeters, history.ComputeBaseline(R).LongestMinutes)
        );
    }

    [Theory]
    [InlineData(6, 100)]
    [InlineData(7, 0)]
    public void The_longest_of_a_week_reaches_back_six_days(int ago, double longest)
    {
        var history = new RunHistory();
        history.Add(R - ago, Run(100), false);
        Assert.Equal(longest, history.ComputeBaseline(R).LongestMinutesInWeek);
    }

    [Fact]
    public void A_normal_week_is_the_mean_of_the_six_blocks_that_hold_a_run()
    {
        var history = new RunHistory();
        history.Add(R - 43, Run(500), false);
        history.Add(R - 42, Run(60), false);
        history.Add(R - 36, Run(40), false);
        history.Add(R - 14, Run(30), false);
        history.Add(R - 8, Run(30), false);
        history.Add(R - 7, Run(20), false);
        history.Add(R, Run(500), false);
        var usual = history.ComputeBaseline(R);
        // Blocks 5 (42 to 36), 1 (14 to 8) and 0 (7 to 1): 100, 60 and 20 minutes; 2, 2 and 1 runs.
        Assert.Equal((60, 5 / 3.0), (usual.UsualWeekMinutes, usual.RunsPerWeek));
    }

    [Theory]
    [InlineData(8, 0, true)]
    [InlineData(7, 0, false)]
    [InlineData(9, 1, true)]
    [InlineData(8, 1, true)]
    public void Fast_is_nine_tenths_not_faster_of_at_least_eight_alike(int slower, int faster, bool fast)
    {
        var history = new RunHistory();
        for (var i = 0; i < slower; i++)
        {
            history.Add(R - 180, Run(50, 10_000), false);
        }

        for (var i = 0; i < faster; i++)
        {
            history.Add(R - 5, Run(50, 10_100), false);
        }

        // One of nine is more than a tenth.
        Assert.Equal(fast && slower + faster != 9, history.IsFastForDistance(R, Run(50, 10_000)));
        Assert.Equal(fast && slower + faster != 9, history.IsFastForMinutes(R, Run(50, 10_000)));
    }

    [Theory]
    [InlineData(180, 10_000, true)]
    [InlineData(181, 10_000, false)]
    [InlineData(1, 7_000, true)]
    [InlineData(1, 6_999, false)]
    [InlineData(1, 13_000, true)]
    [InlineData(1, 13_001, false)]
    public void Alike_is_within_three_tenths_and_half_a_year(int ago, double meters, bool alike)
    {
        var history = new RunHistory();
        for (var i = 0; i < 8; i++)
        {
            history.Add(R - ago, Run(meters / 200, meters), false);
        }

        Assert.Equal(alike, history.IsFastForDistance(R, Run(50, 10_000)));
        Assert.Equal(alike, history.IsFastForMinutes(R, Run(50, 10_000)));
    }

    [Theory]
    [InlineData(new double[] { 3 }, 3)]
    [InlineData(new double[] { 4, 1 }, 2.5)]
    [InlineData(new double[] { 9, 1, 5 }, 5)]
    [InlineData(new double[] { 7, 7, 1, 9 }, 7)]
    [InlineData(new double[] { 8, 6, 7, 5, 3, 0, 9, 1 }, 5.5)]
    public void The_median_is_the_middle_or_the_mean_of_the_middle_two(double[] values, double median) =>
        Assert.Equal(median, Median.Compute(values));

    private static Measurements Run(double minutes, double? meters = null) =>
        Measurements.From(
            new Activity
            {
                Id = "r",
                Start = default,
                MovingSeconds = minutes * 60,
                DistanceMeters = meters,
            },
            SportFamily.Run
        );
}
