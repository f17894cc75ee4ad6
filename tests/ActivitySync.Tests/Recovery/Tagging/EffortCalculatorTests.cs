using ActivitySync.Recovery;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class EffortCalculatorTests
{
    [Theory]
    [InlineData(109.9, 2)]
    [InlineData(110, 3)]
    [InlineData(119.9, 3)]
    [InlineData(120, 4)]
    [InlineData(129.9, 4)]
    [InlineData(130, 6)]
    [InlineData(139.9, 6)]
    [InlineData(140, 7)]
    [InlineData(147.9, 7)]
    [InlineData(148, 9)]
    public void Heart_rate_reserve_weighs_the_minutes(double rate, double factor)
    {
        var log = new TimelineBuilder()
            .WithAthlete(athlete => athlete with { RestingHeartRate = 60, MaxHeartRate = 160 })
            .AddActivity(-1, "run", 10, id: "x", with: run => run with { AverageHeartRate = rate });
        Assert.Equal(10 * factor, log.GetTagged("x").Facts.EffortMinutes);
        Assert.Equal(
            40,
            log.WithAthlete(athlete => athlete with { MaxHeartRate = null }).GetTagged("x").Facts.EffortMinutes
        );
    }

    [Fact]
    public void Without_it_the_label_weighs_them()
    {
        Assert.Equal(80, Effort("run", run => run with { PerceivedExertion = 8, SourceTag = SourceTag.Race }));
        Assert.Equal(100, Effort("run", run => run with { SourceTag = SourceTag.Race }));
        Assert.Equal(70, Effort("run", run => run with { SourceTag = SourceTag.Workout, Name = "Recovery" }));
        Assert.Equal(50, Effort("run", run => run with { SourceTag = SourceTag.LongRun, Name = "Recovery" }));
        Assert.Equal(20, Effort("walk", run => run with { Name = "Recovery" }));
        Assert.Equal(30, Effort("walk", run => run));
        Assert.Equal(30, Effort("hike", run => run));
        Assert.Equal(40, Effort("ride", run => run));
    }

    private static double Effort(string sport, Func<Activity, Activity> with) =>
        new TimelineBuilder().AddActivity(-1, sport, 10, id: "x", with: with).GetTagged("x").Facts.EffortMinutes;
}
