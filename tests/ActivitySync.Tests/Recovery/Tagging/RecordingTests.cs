using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class RecordingTests
{
    [Theory]
    [InlineData("run", nameof(SportFamily.Run))]
    [InlineData("trail-run", nameof(SportFamily.Run))]
    [InlineData("treadmill", nameof(SportFamily.Run))]
    [InlineData("virtual-run", nameof(SportFamily.Run))]
    [InlineData("track-run", nameof(SportFamily.Run))]
    [InlineData("walk", nameof(SportFamily.Foot))]
    [InlineData("hike", nameof(SportFamily.Foot))]
    [InlineData("ride", nameof(SportFamily.Ride))]
    [InlineData("virtual-ride", nameof(SportFamily.Ride))]
    [InlineData("gravel-ride", nameof(SportFamily.Ride))]
    [InlineData("mountain-bike-ride", nameof(SportFamily.Ride))]
    [InlineData("swim", nameof(SportFamily.Swim))]
    [InlineData("triathlon", nameof(SportFamily.Multi))]
    [InlineData("duathlon", nameof(SportFamily.Multi))]
    [InlineData("multisport", nameof(SportFamily.Multi))]
    [InlineData("yoga", nameof(SportFamily.Other))]
    public void Sports_belong_to_families(string sport, string family) =>
        Assert.Equal(family, Sports.GetFamily(sport).ToString());

    [Fact]
    public void Moving_and_elapsed_time_replace_each_other()
    {
        Assert.Equal(
            50,
            Measure(
                new()
                {
                    Id = "",
                    Start = default,
                    ElapsedSeconds = 3_000,
                }
            ).Minutes
        );
        Assert.Equal(
            50,
            Measure(
                new()
                {
                    Id = "",
                    Start = default,
                    ElapsedSeconds = 3_000,
                    MovingSeconds = 0,
                }
            ).Minutes
        );
        Assert.Equal(
            50,
            Measure(
                new()
                {
                    Id = "",
                    Start = default,
                    MovingSeconds = 3_000,
                }
            ).ElapsedMinutes
        );
        Assert.Equal(0, Measure(new() { Id = "", Start = default }).Minutes);
    }

    [Theory]
    [InlineData(1.19, false)]
    [InlineData(1.2, true)]
    [InlineData(7.0, true)]
    [InlineData(7.01, false)]
    public void A_run_at_an_impossible_speed_keeps_its_time_and_loses_its_distance(double speed, bool kept)
    {
        var run = new Activity
        {
            Id = "",
            Start = default,
            MovingSeconds = 1_000,
            DistanceMeters = 1_000 * speed,
        };
        Assert.Equal(kept ? 1_000 * speed : 0, Measure(run).Meters);
        Assert.Equal(1_000, Measure(run).MovingSeconds);
        Assert.Equal(kept, Measure(run).DescribeIgnoredValues(run).Count == 0);
        Assert.Equal(1_000 * speed, Measurements.From(run, SportFamily.Ride).Meters);
    }

    [Fact]
    public void Implausible_values_are_left_out_and_explained()
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
        var plan = RecoveryPlanner.Plan(
            new() { AsOf = new(2026, 11, 23), Activities = [absurd] },
            RuleParameters.Default
        );
        var tagged = Assert.Single(plan.Activities);
        Assert.Empty(tagged.Labels);
        Assert.Contains("moving time left out: 1000000000000 s", tagged.Facts.IgnoredValues);
        Assert.Contains("average heart rate left out: -150 beats a minute", tagged.Facts.IgnoredValues);
        Assert.Contains("maximum heart rate left out: 999 beats a minute", tagged.Facts.IgnoredValues);
        Assert.Contains("Moving time left out: 1000000000000 s; ", tagged.Explanation, StringComparison.Ordinal);
        Assert.Null(plan.Massage);
        Assert.Contains(ReasonCode.NoRecentTraining, plan.Reasons);
    }

    [Theory]
    [InlineData(0.99, 0, true)]
    [InlineData(1.0, 0, false)]
    [InlineData(0.99, 29, true)]
    [InlineData(0.99, 30, false)] // a mountain
    public void A_forgotten_watch_is_no_long_run(double speed, double ascentPerKilometer, bool isForgotten)
    {
        var log = new TimelineBuilder().AddActivity(-1, "run", 300, speed * 18, id: "x", with: run =>
            run with
            {
                AscentMeters = ascentPerKilometer * speed * 18,
                SourceTag = SourceTag.LongRun,
            }
        );
        Assert.Equal(isForgotten, log.GetTagged("x").Labels.Count == 0);
        Assert.Equal(0.95, log.GetTagged("x").Confidence);
        Assert.Equal([Label.LongRun], log.AddLabel("x", AthleteLabelKind.LongRun).GetTagged("x").Labels);
    }

    [Fact]
    public void Thirty_meters_a_kilometer_are_compared_without_a_rounding_error() =>
        Assert.Equal(
            [Label.LongRun],
            new TimelineBuilder()
                .AddActivity(-1, "run", 180, 8.24, id: "x", with: run => run with { AscentMeters = 247.2 })
                .GetTagged("x")
                .Labels
        );

    [Fact]
    public void A_run_without_a_distance_is_no_forgotten_watch() =>
        Assert.Equal([Label.LongRun], new TimelineBuilder().AddRun(-1, 200, id: "x").GetTagged("x").Labels);

    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(1, 1)]
    [InlineData(10, 10)]
    [InlineData(10.1, 0)]
    public void Exertion_is_one_to_ten(double given, double read) =>
        Assert.Equal(
            read,
            Measure(
                new()
                {
                    Id = "",
                    Start = default,
                    PerceivedExertion = given,
                }
            ).PerceivedExertion
        );

    [Theory]
    [InlineData(4.99, 0)]
    [InlineData(5, 1)]
    public void Below_five_minutes_not_even_the_athlete_labels_it(double minutes, double confidence)
    {
        var tagged = new TimelineBuilder()
            .AddRun(-1, minutes, id: "x")
            .AddLabel("x", AthleteLabelKind.Hard)
            .GetTagged("x");
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
                    Athlete = new() { HomeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) },
                    Activities =
                    [
                        new()
                        {
                            Id = "a",
                            Start = start,
                            MovingSeconds = 12_000,
                            SourceTag = SourceTag.Race,
                        },
                    ],
                    Races = [new() { Date = day, DistanceMeters = 42_195 }],
                    Massages = [new(day)],
                    Slots = [new(day)],
                    Illnesses = [new(day)],
                    PlannedSessions = [new(day, PlannedSessionKind.LongRun)],
                },
                RuleParameters.Default
            );
            Assert.Equal(year == 1 ? 21 : 0, plan.Calendar.Count);
        }
    }

    [Fact]
    public void An_activity_after_today_at_home_does_not_exist()
    {
        // 23:30 on T in New York is T + 1 in Berlin, which is home.
        var start = new DateTimeOffset(TimelineBuilder.Today, new TimeOnly(23, 30), TimeSpan.FromHours(-5));
        var timeline = new Timeline
        {
            AsOf = TimelineBuilder.Today,
            Activities =
            [
                new()
                {
                    Id = "a",
                    Start = start,
                    MovingSeconds = 3_000,
                },
            ],
        };
        Assert.Single(RecoveryPlanner.Plan(timeline, RuleParameters.Default).Activities);
        var atHome = timeline with
        {
            Athlete = new() { HomeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") },
        };
        Assert.Empty(RecoveryPlanner.Plan(atHome, RuleParameters.Default).Activities);
    }

    private static Measurements Measure(Activity activity) => Measurements.From(activity, SportFamily.Run);
}
