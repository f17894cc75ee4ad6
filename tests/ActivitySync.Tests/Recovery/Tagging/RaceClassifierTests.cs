using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class RaceClassifierTests
{
    private static readonly RunHistory NoRuns = new();
    private static readonly RaceHistory NoRaces = new();

    [Fact]
    public void Signals_decide_and_the_largest_is_the_score()
    {
        Assert.Equal(0.97, new TimelineBuilder().AddRaceRun(-1, 10, 45).GetTagged("race").Confidence);
        Assert.Equal(0.95, Tag("run", activity => activity with { DeviceRace = true }).Confidence);
        Assert.Equal(
            0.97,
            Tag("run", activity => activity with { DeviceRace = true, SourceTag = SourceTag.Race }).Confidence
        );
        Assert.Equal(0.80, Tag("duathlon", activity => activity).Confidence);
        Assert.Equal([Label.Race], Tag("multisport", activity => activity).Labels);
        Assert.Empty(Tag("ride", activity => activity with { DeviceRace = true }).Labels);
    }

    [Theory]
    [InlineData("triathlon", 60, null, 10.0, 0.97)]
    [InlineData("run", 15, null, null, 0.90)]
    [InlineData("run", 14.9, null, null, 0)]
    [InlineData("run", 60, 10.0, 10.0, 0.97)]
    [InlineData("run", 60, 9.5, 10.0, 0.97)]
    [InlineData("run", 60, 10.5, 10.0, 0.97)]
    [InlineData("run", 60, 10.51, 10.0, 0.90)]
    [InlineData("run", 60, 13.0, 10.0, 0.90)]
    [InlineData("run", 60, 13.01, 10.0, 0)]
    [InlineData("run", 90, 9.49, 10.0, 0.80)]
    [InlineData("run", 90, 8.0, 40.0, 0.80)]
    [InlineData("run", 90, 8.0, 40.1, 0)]
    [InlineData("run", 60, null, 10.0, 0)]
    [InlineData("ride", 60, 10.0, 10.0, 0)]
    public void A_race_of_the_calendar_is_found_by_date_and_distance(
        string sport,
        double minutes,
        double? km,
        double? entryKm,
        double score
    )
    {
        var log = new TimelineBuilder().AddActivity(-1, sport, minutes, km, id: "x").AddCalendarRace(-1, entryKm);
        Assert.Equal(score > 0, log.GetTagged("x").Labels.Contains(Label.Race));
        if (score > 0)
        {
            Assert.Equal(score, log.GetTagged("x").Confidence);
        }

        Assert.Equal(score == 0, log.Plan().Questions.Any(question => question.Race is not null));
    }

    [Fact]
    public void Each_race_of_the_calendar_takes_the_best_unused_recording()
    {
        var log = new TimelineBuilder()
            .AddRun(-1, 20, 4, id: "warm")
            .AddRun(-1, 45, 10, id: "race")
            .AddActivity(-1, "run", 60, 12, id: "long", with: Later)
            .AddCalendarRace(-1, 10);
        Assert.Equal([Label.Race], log.GetTagged("race").Labels);
        Assert.DoesNotContain(Label.Race, log.GetTagged("long").Labels);
        // Two races that day, by name: the second takes what the first left.
        var two = new TimelineBuilder()
            .AddRun(-1, 45, 10, id: "short")
            .AddActivity(-1, "run", 50, 10.1, id: "other", with: Later)
            .AddCalendarRace(-1, 10, name: "A")
            .AddCalendarRace(-1, 10, name: "B");
        Assert.Equal([Label.Race, Label.Race], two.GetTagged("short").Labels.Concat(two.GetTagged("other").Labels));
    }

    [Theory]
    [InlineData(74.9, true)]
    [InlineData(75, false)]
    public void Stopped_early_in_under_75_minutes_it_was_a_hard_run_whatever_the_tags_say(double minutes, bool hard)
    {
        var log = new TimelineBuilder()
            .AddActivity(-1, "run", minutes, 12, "Long run", "x", run => run with { SourceTag = SourceTag.Race })
            .AddCalendarRace(-1, 42.195);
        var tagged = log.GetTagged("x");
        Assert.Equal(hard ? [Label.Hard] : [Label.Race], tagged.Labels);
        Assert.Equal(hard ? 0.80 : 0.97, tagged.Confidence);
        Assert.True(tagged.Facts.IsStoppedEarly);
    }

    [Fact]
    public void Names_and_distances_add_up()
    {
        Assert.Equal(0.45, Sum(60, 8_000, "City race"));
        Assert.Equal(0.20, Sum(60, 8_000, "8 km"));
        Assert.Equal(0.45, Sum(60, 8_000, "City race 8 km"));
        Assert.Equal(0.65, Sum(60, 10_000, "City race"));
        Assert.Equal(0.05, Sum(60, 10_000, "Easy race"));
        Assert.Equal(0, Sum(60, 10_000, "Jog to the race"));
    }

    [Theory]
    [InlineData(4_950, true)]
    [InlineData(4_949, false)]
    [InlineData(5_150, true)]
    [InlineData(5_151, false)]
    [InlineData(10_000, true)]
    [InlineData(15_000, true)]
    [InlineData(15_932.5, true)]
    [InlineData(15_932, false)]
    [InlineData(16_576, true)]
    [InlineData(16_577, false)]
    [InlineData(20_887, true)]
    [InlineData(20_886, false)]
    [InlineData(41_774, true)]
    [InlineData(41_773, false)]
    [InlineData(43_460, true)]
    [InlineData(43_461, false)]
    [InlineData(50_000, true)]
    [InlineData(79_663, true)]
    [InlineData(79_662, false)]
    [InlineData(100_000, true)]
    [InlineData(160_934, true)]
    [InlineData(159_324, false)]
    [InlineData(159_325, true)]
    [InlineData(9_900, true)]
    [InlineData(9_899, false)]
    [InlineData(10_300, true)]
    [InlineData(10_301, false)]
    [InlineData(14_850, true)]
    [InlineData(14_849, false)]
    [InlineData(15_450, true)]
    [InlineData(15_451, false)]
    [InlineData(49_500, true)]
    [InlineData(49_499, false)]
    [InlineData(51_500, true)]
    [InlineData(51_501, false)]
    [InlineData(99_000, true)]
    [InlineData(98_999, false)]
    public void A_standard_distance_is_one_per_cent_below_to_three_above(double meters, bool standard) =>
        Assert.Equal(standard, RaceDistance.IsStandard(meters));

    [Theory]
    [InlineData(7_499, 0.90)]
    [InlineData(7_500, 0.88)]
    [InlineData(14_800, 0.88)]
    [InlineData(17_000, 0.84)]
    [InlineData(29_999, 0.84)]
    [InlineData(30_000, 0.78)]
    public void A_race_heart_rate_depends_on_the_distance(double meters, double share)
    {
        Assert.Equal(0.20, Sum(meters / 200, meters, "", run => run with { AverageHeartRate = 200 * share }));
        Assert.Equal(0, Sum(meters / 200, meters, "", run => run with { AverageHeartRate = (200 * share) - 0.1 }));
    }

    [Theory]
    [InlineData(14_999, 0.88)]
    public void A_race_heart_rate_at_15_km_changes_at_the_distance_itself(double meters, double share)
    {
        // 14,999 m is a standard distance as well.
        Assert.Equal(0.40, Sum(80, meters, "", run => run with { AverageHeartRate = 200 * share }));
        Assert.Equal(0.40, Sum(80, 15_000, "", run => run with { AverageHeartRate = 200 * 0.84 }));
        Assert.Equal(0.20, Sum(80, meters, "", run => run with { AverageHeartRate = 200 * 0.84 }));
    }

    [Theory]
    [InlineData(3_672.0, 0.05)]
    [InlineData(3_673.0, 0)]
    [InlineData(null, 0)]
    public void No_stops_count_a_little(double? elapsed, double points) =>
        Assert.Equal(points, Sum(60, 8_000, "", run => run with { ElapsedSeconds = elapsed }));

    [Theory]
    [InlineData("2026-11-21T06:30:00Z", 0.10)]
    [InlineData("2026-11-22T11:00:00+09:00", 0.10)]
    [InlineData("2026-11-21T06:29:59Z", 0)]
    [InlineData("2026-11-21T11:00:01Z", 0)]
    [InlineData("2026-11-20T09:00:00Z", 0)]
    [InlineData("2026-11-23T09:00:00Z", 0)]
    public void A_weekend_morning_as_written_counts_a_little(string start, double points) =>
        Assert.Equal(
            points,
            Sum(60, 8_000, "", run =>
                run with
                {
                    Start = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture),
                }
            )
        );

    [Theory]
    [InlineData(0.971, true)]
    [InlineData(0.969, false)]
    public void The_pace_a_race_forecasts_is_a_best(double share, bool best)
    {
        var races = new RaceHistory();
        races.Add(Run(40, 10_000), RaceClass.Short, isNamed: true);
        // Riegel: 40 min x (20 / 10)^1.06.
        var minutes = 40 * Math.Pow(2, 1.06) / share;
        Assert.Equal(
            best ? 0.30 : 0,
            RaceClassifier.ComputeScore(Run(minutes, 20_000), NoRuns, races, maxHeartRate: 0).Value
        );
    }

    [Theory]
    [InlineData(180, 3_000, true, true)]
    [InlineData(181, 3_000, true, false)]
    [InlineData(1, 2_999, true, false)]
    [InlineData(1, 3_000, false, false)]
    public void Forecasts_come_from_named_races_of_half_a_year_from_three_kilometres(
        int ago,
        double meters,
        bool named,
        bool forecast
    )
    {
        var races = new RaceHistory();
        var race = Run(meters / 250, meters);
        races.Add(race, RaceClass.Short, named);
        Assert.Equal(forecast, races.ComputeForecastSpeed(race.WrittenDay + ago, 10_000) > 0);
    }

    [Theory]
    [InlineData("City event 10k", 0.50, false, false)]
    [InlineData("City event 50:00", 0.55, false, false)]
    [InlineData("City event 10k 50:00", 0.75, true, false)]
    [InlineData("City race", 0.75, true, false)]
    [InlineData("Long race", 0.75, true, false)]
    [InlineData("", 0.30, false, false)]
    public void From_seventy_points_it_is_a_race(string title, double score, bool isRace, bool asked)
    {
        // Eight slower runs of that length make it a best; 9.7 km is not a standard distance but near 10 km.
        var log = new TimelineBuilder();
        for (var i = 0; i < 8; i++)
        {
            log.AddRun(-70 + i, 60, 9.7);
        }

        log.AddRun(-6, 50, 9.7, title, "x");
        var tagged = log.GetTagged("x");
        Assert.Equal(score, tagged.Confidence);
        Assert.Equal(isRace, tagged.Labels.Contains(Label.Race));
        Assert.Equal(asked, tagged.Facts.HasRaceQuestion);
        Assert.Equal(asked, log.Plan().Reasons.Contains(ReasonCode.LowConfidence));
        Assert.Equal(asked, log.Plan().Questions.Contains(new("x", null)));
        Assert.Empty(log.AddLabel("x", AthleteLabelKind.Easy).Plan().Questions);
    }

    [Theory]
    [InlineData(8.0, "City race", 0.45, true)] // an event title
    [InlineData(10.05, "City race", 0.65, true)]
    [InlineData(10.05, "10k", 0.40, false)]
    [InlineData(10.05, "10k 55:10", 0.65, true)] // from .60 without one
    [InlineData(8.0, "8k 55:10", 0.45, false)]
    [InlineData(8.0, "No race", 0, false)]
    public void A_race_is_asked_about_from_sixty_points_or_with_an_event_title_from_forty_five(
        double km,
        string title,
        double score,
        bool asked
    )
    {
        var log = new TimelineBuilder().AddRun(-6, 55, km, title, "x");
        Assert.Equal((score, asked), (log.GetTagged("x").Confidence, log.GetTagged("x").Facts.HasRaceQuestion));
        Assert.Empty(log.AddLabel("x", AthleteLabelKind.Easy).Plan().Questions);
        Assert.Empty(new TimelineBuilder().AddRun(-7, 55, km, title, "x").Plan().Questions);
    }

    [Theory]
    [InlineData(41_774, 0.70)]
    [InlineData(43_460, 0.70)]
    [InlineData(41_773, 0)]
    [InlineData(43_461, 0)]
    public void A_marathon_distance_needs_no_title(double meters, double points) =>
        Assert.Equal(points, Sum(240, meters, ""));

    [Theory]
    [InlineData("Spring 45:00", 0.25)]
    [InlineData("0:45:50", 0.25)] // within 2 % of the 46:30 elapsed
    [InlineData("45:20", 0.25)]
    [InlineData("47:26", 0)]
    [InlineData("44:05", 0)]
    [InlineData("45:001", 0)]
    [InlineData("1:45:00", 0)]
    [InlineData("７:45:00", 0)]
    [InlineData("４５：００", 0.25)]
    public void A_finish_time_in_the_title_counts(string title, double points) =>
        Assert.Equal(points, Sum(45, 8_000, title, run => run with { ElapsedSeconds = 2_790 }));

    [Fact]
    public void A_time_of_two_parts_may_be_hours_and_minutes() =>
        Assert.Equal(0.25, Sum(225, 30_500, "Ridge trail in 3:45"));

    [Fact]
    public void A_long_run_title_is_no_race_unless_it_names_an_event()
    {
        Assert.Equal(0.10, Sum(225, 42_195, "Long run"));
        Assert.Equal(0.35, Sum(225, 42_195, "Long run 3:45:00"));
        Assert.Equal(0.65, Sum(60, 10_000, "Race with a long run around it"));
    }

    [Theory]
    [InlineData(16_576, 200, RaceClass.Short)]
    [InlineData(16_577, 151, RaceClass.Marathon)]
    [InlineData(4_750, 200, RaceClass.Short)]
    [InlineData(4_749, 200, RaceClass.Marathon)]
    [InlineData(20_043, 74, RaceClass.Half)]
    [InlineData(20_042, 74, RaceClass.Short)]
    [InlineData(42_195, 74, RaceClass.Marathon)]
    [InlineData(43_500, 74, RaceClass.Short)]
    [InlineData(43_501, 74, RaceClass.Ultra)]
    [InlineData(47_500, 74, RaceClass.Ultra)]
    [InlineData(0, 74.9, RaceClass.Short)]
    [InlineData(0, 75, RaceClass.Half)]
    [InlineData(0, 150, RaceClass.Half)]
    [InlineData(0, 150.1, RaceClass.Marathon)]
    [InlineData(0, 330, RaceClass.Marathon)]
    [InlineData(0, 330.1, RaceClass.Ultra)]
    public void The_class_goes_by_distance_or_else_by_time(double meters, double minutes, RaceClass expected) =>
        Assert.Equal(expected, RaceDistance.Classify(meters, minutes));

    [Fact]
    public void Importance_is_the_athletes_then_the_calendars_then_inferred()
    {
        Assert.Equal(Importance.B, new TimelineBuilder().AddRaceRun(-1, 10, 45).GetTagged("race").Importance);
        Assert.Equal(
            Importance.B,
            new TimelineBuilder().AddRaceRun(-1, 10, 45).AddCalendarRace(-1, 10).GetTagged("race").Importance
        );
        Assert.Equal(
            Importance.C,
            new TimelineBuilder()
                .AddRaceRun(-1, 5, 25)
                .AddCalendarRace(-1, 5, name: "Town parkrun")
                .GetTagged("race")
                .Importance
        );
        Assert.Equal(
            Importance.A,
            new TimelineBuilder()
                .AddRaceRun(-1, 5, 25)
                .AddCalendarRace(-1, 5, Importance.A, "Town parkrun")
                .GetTagged("race")
                .Importance
        );
        Assert.Equal(
            Importance.B,
            new TimelineBuilder()
                .AddRaceRun(-1, 5, 25)
                .AddCalendarRace(-1, 5, Importance.A)
                .AddLabel("race", AthleteLabelKind.Race, Importance.B)
                .GetTagged("race")
                .Importance
        );
        Assert.Equal(
            Importance.A,
            new TimelineBuilder()
                .AddRaceRun(-1, 5, 25)
                .AddCalendarRace(-1, 5, Importance.A)
                .AddLabel("race", AthleteLabelKind.Race)
                .GetTagged("race")
                .Importance
        );
        var parkrun = new TimelineBuilder().AddActivity(-1, "run", 25, 5, "parkrun 12", "x", run =>
            run with
            {
                DeviceRace = true,
            }
        );
        Assert.Equal(Importance.C, parkrun.GetTagged("x").Importance);
    }

    [Theory]
    [InlineData(56, 10, Importance.C)]
    [InlineData(57, 10, Importance.B)]
    [InlineData(56, 21.1, Importance.B)]
    public void A_third_short_race_in_eight_weeks_is_training(int ago, double km, Importance importance)
    {
        var log = new TimelineBuilder()
            .AddRaceRun(-1 - ago, 10, 45, "first")
            .AddRaceRun(-20, 10, 45, "second")
            .AddRaceRun(-1, km, km * 5, "third");
        Assert.Equal(importance, log.GetTagged("third").Importance);
    }

    [Fact]
    public void A_c_race_is_hard_unless_it_was_jogged_and_may_be_long()
    {
        var log = new TimelineBuilder()
            .WithBaseTraining()
            .AddRaceRun(-1, 10, 45)
            .AddLabel("race", AthleteLabelKind.Race, Importance.C);
        Assert.Equal([Label.Race, Label.Hard], log.GetTagged("race").Labels);
        // The usual speed is about 2.93 m/s: 10 km in 60 minutes is jogged.
        var jogged = new TimelineBuilder()
            .WithBaseTraining()
            .AddRaceRun(-1, 10, 60)
            .AddLabel("race", AthleteLabelKind.Race, Importance.C);
        Assert.Equal([Label.Race], jogged.GetTagged("race").Labels);
        var alone = new TimelineBuilder().AddRaceRun(-1, 10, 60).AddCalendarRace(-1, 10, Importance.C);
        Assert.Equal([Label.Race, Label.Hard], alone.GetTagged("race").Labels);
        var inCalendar = new TimelineBuilder()
            .WithBaseTraining()
            .AddRun(-1, 180, 30, id: "long")
            .AddCalendarRace(-1, 30, Importance.C);
        Assert.Equal([Label.Race, Label.LongRun], inCalendar.GetTagged("long").Labels);
        Assert.Equal(LongTier.VeryLong, inCalendar.GetTagged("long").Tier);
        var other = new TimelineBuilder()
            .WithBaseTraining()
            .AddActivity(-1, "triathlon", 180, id: "tri")
            .AddCalendarRace(-1, null, Importance.C);
        Assert.Equal([Label.Race, Label.Hard], other.GetTagged("tri").Labels);
    }

    [Fact]
    public void An_a_or_b_race_is_neither_long_nor_hard()
    {
        var log = new TimelineBuilder()
            .WithBaseTraining()
            .AddActivity(-1, "run", 200, 42.195, "Long run", "x", run =>
                run with
                {
                    SourceTag = SourceTag.Race,
                    PerceivedExertion = 10,
                }
            );
        Assert.Equal([Label.Race], log.GetTagged("x").Labels);
        Assert.Null(log.GetTagged("x").Tier);
    }

    private static Activity Later(Activity activity) => activity with { Start = activity.Start.AddHours(2) };

    private static TaggedActivity Tag(string sport, Func<Activity, Activity> with) =>
        new TimelineBuilder().AddActivity(-1, sport, 60, id: "x", with: with).GetTagged("x");

    private static double Sum(double minutes, double meters, string title, Func<Activity, Activity>? with = null) =>
        RaceClassifier
            .ComputeScore(
                Run(minutes, meters, activity => (with is null ? activity : with(activity)) with { Name = title }),
                NoRuns,
                NoRaces,
                maxHeartRate: 200
            )
            .Value;

    private static Recording Run(double minutes, double meters, Func<Activity, Activity>? with = null)
    {
        var activity = new Activity
        {
            Id = "r",
            Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero),
            MovingSeconds = minutes * 60,
            DistanceMeters = meters,
        };
        return new(with is null ? activity : with(activity), null);
    }
}
