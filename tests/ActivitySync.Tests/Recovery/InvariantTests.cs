using System.Text.Json;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery;

/// <summary>What always holds, whatever the runner did (rules.md 11).</summary>
public sealed class InvariantTests
{
    private static readonly string[] s_raceFeatures =
        ["source-tag", "device-race", "multisport", "race-calendar", "race-name", "distance-in-name", "training-name", "standard-distance", "own-best-pace",
            "race-heart-rate", "no-stops", "weekend-morning"];

    [Fact]
    public void No_suggested_day_lies_on_a_race_day_or_the_two_days_before_it() => RandomTimelines.All(timeline =>
    {
        var plan = Plan(timeline);
        Assert.DoesNotContain(
            plan.Facts.Events.Where(one => one.IsRace),
            race => Suggested(plan).Any(day => race.Date.DayNumber - day.DayNumber is >= 0 and <= 2));
    });

    [Fact]
    public void No_suggested_day_lies_on_a_hard_day_or_the_day_before_one() => RandomTimelines.All(timeline =>
    {
        var plan = Plan(timeline);
        Assert.DoesNotContain(plan.Facts.Events, one => Suggested(plan).Any(day => one.Date.DayNumber - day.DayNumber is 0 or 1));
    });

    [Fact]
    public void A_day_open_to_deep_work_is_open_to_gentle_work() => RandomTimelines.All(timeline =>
        Assert.DoesNotContain(Plan(timeline).Calendar, row => row.DeepTissue != DayState.Blocked && row.Swedish == DayState.Blocked));

    [Fact]
    public void A_longer_time_since_the_last_massage_opens_no_day_before_a_race() => RandomTimelines.All(timeline =>
    {
        var auto = timeline with { Runner = timeline.Runner with { Rhythm = null } };
        var had = auto with { Massages = [.. auto.Massages.Where(massage => massage.Date <= auto.AsOf)] };
        var longer = had with { Massages = [.. had.Massages.Select(massage => massage with { Date = massage.Date.AddDays(-10) })] };
        Assert.Empty(TooClose(had).Except(TooClose(longer)));
    });

    [Fact]
    public void Without_a_budget_no_massage_is_booked() => RandomTimelines.All(timeline =>
        Assert.Null(Plan(timeline with { Runner = timeline.Runner with { Budget = Budget.None } }).Massage));

    [Fact]
    public void A_medical_level_leaves_neither_massage_nor_self_massage() => RandomTimelines.All(timeline =>
    {
        var plan = Plan(timeline);
        Assert.True(plan.Medical is null || (plan.Massage is null && plan.SelfMassage is null && plan.Aftercare.Count == 0));
    });

    [Fact]
    public void Suggested_days_lie_ahead_or_today_for_a_kept_slot() => RandomTimelines.All(timeline =>
    {
        if (Plan(timeline).Massage is { } massage)
        {
            var first = massage.Reasons.Contains(ReasonCode.KeepSlot) ? timeline.AsOf : timeline.AsOf.AddDays(1);
            Assert.InRange(massage.From, first, massage.To);
            Assert.InRange(massage.To.DayNumber - massage.From.DayNumber, 0, RuleParameters.Default.WindowDays - 1);
        }
    });

    [Fact]
    public void Without_heart_rates_nothing_crashes_and_no_race_score_rises() => RandomTimelines.All(timeline =>
    {
        var with = Plan(timeline).Activities;
        var without = Plan(timeline with
        {
            Activities = [.. timeline.Activities.Select(activity => activity with { AverageHeartRate = null, MaxHeartRate = null })],
        }).Activities;
        Assert.All(with.Zip(without), pair =>
        {
            Assert.Equal(pair.First.Activity.Id, pair.Second.Activity.Id);
            Assert.True(RacePoints(pair.Second) <= RacePoints(pair.First) + 1e-9, pair.First.Activity.Id);
        });
    });

    [Fact]
    public void The_order_in_which_things_are_told_changes_nothing() => RandomTimelines.All(timeline =>
        Assert.Equal(
            JsonSerializer.Serialize(Plan(timeline)),
            JsonSerializer.Serialize(Plan(timeline with
            {
                Activities = [.. timeline.Activities.Reverse()],
                Massages = [.. timeline.Massages.Reverse()],
                Slots = [.. timeline.Slots.Reverse()],
            }))));

    [Fact]
    public void A_plan_speaks_in_the_order_of_the_codes_and_scores_stay_within_bounds() => RandomTimelines.All(timeline =>
    {
        var plan = Plan(timeline);
        Assert.Equal(plan.Reasons.Order().Distinct(), plan.Reasons);
        Assert.Equal(RuleParameters.Default.CalendarDays, plan.Calendar.Count);
        Assert.All(plan.Activities, tagged =>
        {
            Assert.InRange(tagged.Confidence, 0, 1);
            Assert.Equal(Math.Round(tagged.Confidence, 2), tagged.Confidence);
            Assert.NotEmpty(tagged.Explanation);
        });
    });

    private static RecoveryPlan Plan(Timeline timeline) => RecoveryPlanner.Plan(timeline, RuleParameters.Default);

    private static IEnumerable<DateOnly> Suggested(RecoveryPlan plan)
    {
        for (var day = plan.Massage?.From; day is not null && day <= plan.Massage!.To; day = day.Value.AddDays(1))
        {
            yield return day.Value;
        }
    }

    private static IEnumerable<DateOnly> TooClose(Timeline timeline) =>
        Plan(timeline).Calendar.Where(row => row.Because.Contains(ReasonCode.RaceTooClose)).Select(row => row.Date);

    private static double RacePoints(TaggedActivity tagged) =>
        tagged.Evidence.Where(evidence => s_raceFeatures.Contains(evidence.Feature)).Sum(evidence => evidence.Points);
}
