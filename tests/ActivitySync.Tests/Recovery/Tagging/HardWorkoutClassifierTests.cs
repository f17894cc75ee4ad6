using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class HardWorkoutClassifierTests
{
    [Fact]
    public void Signals_decide_alone()
    {
        Assert.Equal((0.95, true), Tag("yoga", activity => activity with { SourceTag = SourceTag.Workout }));
        Assert.Equal((0.95, true), Tag("ride", activity => activity with { SourceTag = SourceTag.Race }));
        Assert.Equal((0.90, true), Tag("swim", activity => activity with { PerceivedExertion = 7 }));
        Assert.Equal((0, false), Tag("swim", activity => activity with { PerceivedExertion = 6.9 }));
        Assert.Equal(
            (0.95, true),
            Tag("run", activity =>
                activity with
                {
                    SourceTag = SourceTag.Workout,
                    PerceivedExertion = 9,
                    Name = "Recovery",
                }
            )
        );
    }

    [Theory]
    [InlineData("Tempo", 0.60)]
    [InlineData("6x800m", 0.95)]
    [InlineData("Easy tempo", 0.25)]
    [InlineData("Recovery 6x800", 0.60)]
    [InlineData("6 x 800 m, easy jog between", 0.60)]
    [InlineData("Easy with 6x100 strides", 0.45)]
    [InlineData("Strides", 0)]
    [InlineData("Easy warm-up", 0)]
    public void Names_add_up(string title, double score) =>
        Assert.Equal(score, HardWorkoutClassifier.ComputeScore(Run(60, 0, title: title), new(), 0).Value);

    [Theory]
    [InlineData(174, 20, 0.35)]
    [InlineData(173.9, 20, 0)]
    [InlineData(174, 19.9, 0)]
    public void A_high_heart_rate_counts_from_twenty_minutes(double rate, double minutes, double score) =>
        Assert.Equal(score, HardWorkoutClassifier.ComputeScore(Run(minutes, rate), new(), 200).Value);

    [Fact]
    public void A_run_fast_for_its_minutes_counts()
    {
        var log = new RunHistory();
        var slow = Run(60, 0, 10_000);
        for (var i = 0; i < 8; i++)
        {
            log.Add(slow.WrittenDay - 1, slow.Measurements, false);
        }

        Assert.Equal(0.25, HardWorkoutClassifier.ComputeScore(Run(60, 0, 10_001), log, 0).Value);
        Assert.Equal(0, HardWorkoutClassifier.ComputeScore(Run(60, 0, 9_999), log, 0).Value);
    }

    [Fact]
    public void Max_heart_rate_is_the_athletes_or_the_highest_of_all_recordings()
    {
        var log = new TimelineBuilder().AddActivity(-1, "run", 30, id: "x", with: run =>
            run with
            {
                AverageHeartRate = 160,
                MaxHeartRate = 170,
            }
        );
        Assert.Equal(0.35, log.GetTagged("x").Confidence);
        Assert.Equal(
            0,
            log.AddActivity(0, "yoga", 1, with: one => one with { MaxHeartRate = 190 }).GetTagged("x").Confidence
        );
        Assert.Equal(0.35, log.WithAthlete(athlete => athlete with { MaxHeartRate = 180 }).GetTagged("x").Confidence);
        // The athlete's values are taken as given.
        Assert.Equal(0, log.WithAthlete(athlete => athlete with { MaxHeartRate = 300 }).GetTagged("x").Confidence);
    }

    private static (double Confidence, bool Hard) Tag(string sport, Func<Activity, Activity> with)
    {
        var tagged = new TimelineBuilder().AddActivity(-1, sport, 40, id: "x", with: with).GetTagged("x");
        return (tagged.Confidence, tagged.Labels.Contains(Label.Hard));
    }

    private static Recording Run(double minutes, double rate, double? meters = null, string title = "") =>
        new(
            new()
            {
                Id = "r",
                Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero),
                MovingSeconds = minutes * 60,
                Name = title,
                DistanceMeters = meters,
                AverageHeartRate = rate,
            },
            null
        );
}
