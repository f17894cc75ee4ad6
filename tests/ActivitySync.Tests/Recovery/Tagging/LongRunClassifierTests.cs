using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class LongRunClassifierTests
{
    private static readonly Baseline Cold = new() { IsCold = true };

    /// <summary>Nothing stands out: usual and week are huge.</summary>
    private static readonly Baseline Plain = new()
    {
        UsualMinutes = 1_000,
        UsualWeekMinutes = 10_000,
        RunsPerWeek = 5,
        LongestMinutes = 1_000,
        LongestMinutesInWeek = 1_000,
    };

    [Theory]
    [InlineData(44.9, 0)]
    [InlineData(59.9, 0)]
    [InlineData(60, 0.15)]
    [InlineData(75, 0.27)]
    [InlineData(90, 0.38)]
    [InlineData(99, 0.45)]
    [InlineData(105, 0.50)]
    [InlineData(114, 0.56)]
    [InlineData(120, 0.60)]
    [InlineData(135, 0.73)]
    [InlineData(150, 0.85)]
    [InlineData(300, 0.85)]
    public void Minutes_count_along_straight_lines(double minutes, double score) =>
        Assert.Equal(score, Score(minutes, Plain));

    [Theory]
    [InlineData(62, 0.17)]
    [InlineData(89, 0.37)]
    [InlineData(91, 0.39)]
    [InlineData(121, 0.61)]
    public void The_evidence_has_the_points_of_the_minutes_rounded(double minutes, double points)
    {
        var score = LongRunClassifier.ComputeScore(Run(minutes, 0), Plain, isUsualWeekday: false);

        Assert.Equal([new Evidence("minutes", points)], score.Evidence);
    }

    /// <summary>0.342 and 0.349 for the minutes, 0.25 for being well above the usual run.</summary>
    [Theory]
    [InlineData(85, 0.59, false)]
    [InlineData(86, 0.60, true)]
    public void Sixty_hundredths_make_it_a_long_run(double minutes, double confidence, bool isLong)
    {
        var tagged = new TimelineBuilder()
            .WithBaseTraining()
            .AddRun(-5, 95)
            .AddRun(-1, minutes, id: "x")
            .GetTagged("x");

        Assert.Equal((confidence, isLong), (tagged.Confidence, tagged.Labels.Contains(Label.LongRun)));
    }

    [Fact]
    public void A_spike_starts_at_forty_five_minutes() =>
        Assert.True((Plain with { LongestMeters = 1_000 }).IsSpike(Run(45, 8_801).Measurements));

    [Theory]
    [InlineData(74.9, 0.26)]
    [InlineData(75, 0.60)]
    [InlineData(120, 0.60)]
    [InlineData(149.9, 0.85)]
    public void When_cold_minutes_count_more(double minutes, double score) => Assert.Equal(score, Score(minutes, Cold));

    [Theory]
    [InlineData(45.0 / 1.33, 0.15)]
    [InlineData((45.0 / 1.33) + 0.1, 0)]
    [InlineData(30, 0.25)]
    [InlineData(30.1, 0.15)]
    public void Minutes_are_compared_with_the_usual_run(double usual, double points) =>
        Assert.Equal(points, Score(45, Plain with { UsualMinutes = usual }));

    [Theory]
    [InlineData(180, 4, 0.10)]
    [InlineData(180.1, 4, 0)]
    [InlineData(150, 4, 0.15)]
    [InlineData(150.1, 4, 0.10)]
    [InlineData(150, 3.99, 0)]
    public void Minutes_are_compared_with_a_week_of_four_runs_or_more(double week, double runs, double points) =>
        Assert.Equal(points, Score(45, Plain with { UsualWeekMinutes = week, RunsPerWeek = runs }));

    [Theory]
    [InlineData(44.9, 0.20)]
    [InlineData(45, 0)]
    [InlineData(0, 0)]
    public void The_longest_of_seven_days_counts(double longest, double points) =>
        Assert.Equal(points, Score(45, Plain with { LongestMinutesInWeek = longest }));

    [Theory]
    [InlineData(8_000, 8_800, false)]
    [InlineData(8_000, 8_801, true)]
    [InlineData(0, 8_801, false)]
    public void A_spike_is_more_than_a_tenth_above_the_longest_of_thirty_days(double longest, double meters, bool spike)
    {
        var usual = Plain with { LongestMeters = longest };
        Assert.Equal(spike, usual.IsSpike(Run(60, meters).Measurements));
        Assert.Equal(
            spike ? 0.25 : 0.15,
            LongRunClassifier.ComputeScore(Run(60, meters), usual, isUsualWeekday: false).Value
        );
        Assert.False((usual with { IsCold = true }).IsSpike(Run(60, meters).Measurements));
        Assert.False(usual.IsSpike(Run(44.9, meters).Measurements));
    }

    [Theory]
    [InlineData(50, 55, false)]
    [InlineData(50, 55.1, true)]
    [InlineData(0, 55.1, false)]
    public void Without_a_distance_minutes_show_the_spike(double longest, double minutes, bool spike) =>
        Assert.Equal(
            spike,
            (Plain with { LongestMinutes = longest, LongestMeters = 9_000 }).IsSpike(Run(minutes, 0).Measurements)
        );

    [Fact]
    public void The_usual_weekday_counts_a_little() =>
        Assert.Equal(0.05, LongRunClassifier.ComputeScore(Run(45, 0), Plain, isUsualWeekday: true).Value);

    [Theory]
    [InlineData("Long run", 0.73, 0.95)]
    [InlineData("Recovery", 0.03, 0.25)]
    [InlineData("Long run recovery", 0.73, 0.95)]
    [InlineData("Tempo", 0.23, 0.45)]
    [InlineData("Easy jog", 0.38, 0.60)]
    public void Titles_count_for_or_against_a_long_run(string title, double score, double coldScore)
    {
        var run = Run(90, 0, activity => activity with { Name = title });
        Assert.Equal(score, LongRunClassifier.ComputeScore(run, Plain, isUsualWeekday: false).Value);
        Assert.Equal(coldScore, LongRunClassifier.ComputeScore(run, Cold, isUsualWeekday: true).Value);
    }

    [Theory]
    [InlineData(29.9, 0.60)]
    [InlineData(30, 0.95)]
    public void A_long_run_tagged_at_the_source_needs_nothing_else(double minutes, double score)
    {
        var tagged = Run(minutes, 0, run => run with { Name = "Recovery", SourceTag = SourceTag.LongRun });
        Assert.Equal(score, LongRunClassifier.ComputeScore(tagged, Plain, isUsualWeekday: false).Value);
    }

    [Theory]
    [InlineData(149.9, LongTier.Long)]
    [InlineData(150, LongTier.VeryLong)]
    public void From_150_minutes_it_is_very_long(double minutes, LongTier tier) =>
        Assert.Equal(tier, LongRunClassifier.GetTier(minutes));

    [Fact]
    public void A_long_run_is_explained_in_the_athletes_numbers()
    {
        var tagged = new TimelineBuilder().WithBaseTraining(45).AddRun(-1, 90, id: "long").GetTagged("long");
        Assert.Equal([Label.LongRun], tagged.Labels);
        Assert.Equal(LongTier.Long, tagged.Tier);
        // 90 min .38, 2.0 x usual .25, share .15 (no: fewer than four runs a week), longest .20, leap .10.
        Assert.Equal(0.93, tagged.Confidence);
        Assert.Equal(
            "Long run (0.93): 90 min moving, 2.0x your usual 45, longest in 7 days, "
                + "more than a tenth above your longest in 30 days.",
            tagged.Explanation
        );
        Assert.Equal(
            (45, true, true),
            (tagged.Facts.UsualMinutes, tagged.Facts.IsLongestInSevenDays, tagged.Facts.IsSpike)
        );
    }

    [Theory]
    [InlineData("ride", 179.9, 0, false)]
    [InlineData("ride", 180, 0, true)]
    [InlineData("gravel-ride", 180, 0, true)]
    [InlineData("walk", 180, 0, true)]
    [InlineData("hike", 180, 0, true)]
    [InlineData("hike", 60, 600, true)]
    [InlineData("hike", 60, 599, false)]
    [InlineData("walk", 60, 600, false)]
    [InlineData("swim", 300, 0, false)]
    public void A_long_ride_or_hike_is_a_long_load(string sport, double minutes, double descent, bool isLoad)
    {
        var log = new TimelineBuilder().AddActivity(-1, sport, minutes, id: "x", with: activity =>
            activity with
            {
                DescentMeters = descent,
            }
        );
        var tagged = log.GetTagged("x");
        Assert.Equal(isLoad ? [Label.LongLoad] : [], tagged.Labels);
        Assert.Equal(isLoad ? 1 : 0, tagged.Confidence);
        Assert.Equal(isLoad ? LongTier.Long : null, tagged.Tier);
        Assert.Empty(log.AddLabel("x", AthleteLabelKind.Easy).GetTagged("x").Labels);
    }

    private static double Score(double minutes, Baseline usual) =>
        LongRunClassifier.ComputeScore(Run(minutes, 0), usual, isUsualWeekday: false).Value;

    private static Recording Run(double minutes, double meters, Func<Activity, Activity>? with = null)
    {
        var activity = new Activity
        {
            Id = "r",
            Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero),
            MovingSeconds = minutes * 60,
            DistanceMeters = meters,
        };
        return new(with is null ? activity : with(activity), null);
    }
}
