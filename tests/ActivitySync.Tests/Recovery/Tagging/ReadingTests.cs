using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class ReadingTests
{
    [Theory]
    [InlineData("run", nameof(Family.Run))]
    [InlineData("trail-run", nameof(Family.Run))]
    [InlineData("treadmill", nameof(Family.Run))]
    [InlineData("virtual-run", nameof(Family.Run))]
    [InlineData("track-run", nameof(Family.Run))]
    [InlineData("walk", nameof(Family.Foot))]
    [InlineData("hike", nameof(Family.Foot))]
    [InlineData("ride", nameof(Family.Ride))]
    [InlineData("virtual-ride", nameof(Family.Ride))]
    [InlineData("gravel-ride", nameof(Family.Ride))]
    [InlineData("mountain-bike-ride", nameof(Family.Ride))]
    [InlineData("swim", nameof(Family.Swim))]
    [InlineData("triathlon", nameof(Family.Multi))]
    [InlineData("duathlon", nameof(Family.Multi))]
    [InlineData("multisport", nameof(Family.Multi))]
    [InlineData("yoga", nameof(Family.Other))]
    public void Sports_belong_to_families(string sport, string family) => Assert.Equal(family, Sports.FamilyOf(sport).ToString());

    [Fact]
    public void Moving_and_elapsed_time_stand_in_for_each_other()
    {
        Assert.Equal(50, Measure(new() { Id = "", Start = default, ElapsedSeconds = 3_000 }).Minutes);
        Assert.Equal(50, Measure(new() { Id = "", Start = default, ElapsedSeconds = 3_000, MovingSeconds = 0 }).Minutes);
        Assert.Equal(50, Measure(new() { Id = "", Start = default, MovingSeconds = 3_000 }).ElapsedMinutes);
        Assert.Equal(0, Measure(new() { Id = "", Start = default }).Minutes);
    }

    [Theory]
    [InlineData(1.19, false)]
    [InlineData(1.2, true)]
    [InlineData(7.0, true)]
    [InlineData(7.01, false)]
    public void A_run_at_an_impossible_speed_keeps_its_time_and_loses_its_distance(double speed, bool kept)
    {
        var run = new Activity { Id = "", Start = default, MovingSeconds = 1_000, DistanceMeters = 1_000 * speed };
        Assert.Equal(kept ? 1_000 * speed : 0, Measure(run).Meters);
        Assert.Equal(1_000, Measure(run).MovingSeconds);
        Assert.Equal(kept, Measure(run).LeftOut(run) is null);
        Assert.Equal(1_000 * speed, Measured.Of(run, Family.Ride).Meters);
    }

    [Fact]
    public void Absurd_values_are_left_out_and_told()
    {
        var absurd = new Activity
        {
            Id = "x",
            Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero),
            MovingSeconds = 1e12,
            ElapsedSeconds = -5,
            DistanceMeters = double.MaxValue,
            AverageHeartRate = -150,
            MaxHeartRate = 999,
            AscentMeters = double.NaN,
            DescentMeters = double.PositiveInfinity,
            PerceivedExertion = 11,
        };
        var plan = RecoveryPlanner.Plan(new() { AsOf = new(2026, 11, 23), Activities = [absurd] }, RuleParameters.Default);
        var tagged = Assert.Single(plan.Activities);
        Assert.Empty(tagged.Labels);
        Assert.Contains("moving time left out: 1000000000000 s", tagged.Facts.LeftOut);
        Assert.Contains("average heart rate left out: -150 beats a minute", tagged.Facts.LeftOut);
        Assert.Contains("maximum heart rate left out: 999 beats a minute", tagged.Facts.LeftOut);
        Assert.Contains("Moving time left out: 1000000000000 s; ", tagged.Explanation, StringComparison.Ordinal);
        Assert.Null(plan.Massage);
        Assert.Contains(ReasonCode.NoRecentTraining, plan.Reasons);
    }

    [Theory]
    [InlineData(4.99, 0)]
    [InlineData(5, 1)]
    public void Below_five_minutes_not_even_the_runner_labels_it(double minutes, double confidence)
    {
        var tagged = new RunnerLog().Run(-1, minutes, id: "x").Says("x", LabelWord.Hard).Tag("x");
        Assert.Equal(confidence, tagged.Confidence);
        Assert.Equal(confidence > 0 ? [Label.Hard] : [], tagged.Labels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9999)]
    public void The_ends_of_the_calendar_crash_nothing(int year)
    {
        var day = year == 1 ? DateOnly.MinValue : DateOnly.MaxValue;
        var start = new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero);
        foreach (var zone in new[] { "Pacific/Kiritimati", "Pacific/Pago_Pago" })
        {
            var plan = RecoveryPlanner.Plan(
                new()
                {
                    AsOf = day,
                    Runner = new() { HomeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) },
                    Activities = [new() { Id = "a", Start = start, MovingSeconds = 12_000, SourceTag = SourceTag.Race }],
                    Races = [new() { Date = day, DistanceMeters = 42_195 }],
                    Massages = [new(day)],
                    Slots = [new(day)],
                    Illnesses = [new(day)],
                    Planned = [new(day, PlannedKind.LongRun)],
                },
                RuleParameters.Default);
            Assert.Equal(year == 1 ? 21 : 0, plan.Calendar.Count);
        }
    }

    [Fact]
    public void An_activity_after_today_at_home_does_not_exist()
    {
        // 23:30 on T in New York is T + 1 in Berlin, which is home.
        var start = new DateTimeOffset(RunnerLog.T, new TimeOnly(23, 30), TimeSpan.FromHours(-5));
        var timeline = new Timeline { AsOf = RunnerLog.T, Activities = [new() { Id = "a", Start = start, MovingSeconds = 3_000 }] };
        Assert.Single(RecoveryPlanner.Plan(timeline, RuleParameters.Default).Activities);
        var atHome = timeline with { Runner = new() { HomeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") } };
        Assert.Empty(RecoveryPlanner.Plan(atHome, RuleParameters.Default).Activities);
    }

    private static Measured Measure(Activity activity) => Measured.Of(activity, Family.Run);
}
