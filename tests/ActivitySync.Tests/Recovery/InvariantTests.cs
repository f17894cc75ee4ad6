using System.Text.Json;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery;

/// <summary>What always holds, whatever the athlete did (rules.md 11).</summary>
public sealed class InvariantTests
{
    private static readonly string[] RaceFeatures =
    [
        "source-tag",
        "device-race",
        "multisport",
        "race-calendar",
        "race-name",
        "distance-in-name",
        "training-name",
        "standard-distance",
        "own-best-pace",
        "race-heart-rate",
        "no-stops",
        "weekend-morning",
    ];

    private static readonly string[] Banned =
    [
        "toxin",
        "detox",
        "flush",
        "by-product",
        "lactic",
        "scar tissue",
        "adhesion",
        "fascia",
        "circulation",
        "oxygen",
        "prevent injury",
        "heal",
        "cure",
        "guarantee",
        "proven",
        "faster recovery",
        "boost",
        "punishment",
        "no excuses",
        "you should have",
        "litre",
    ];

    /// <summary>What can be checked in one plan; a failure names the broken invariants.</summary>
    private static readonly (string Rule, Func<Timeline, RecoveryPlan, bool> Holds)[] PlanInvariants =
    [
        ("No suggested day is a race day or one of the two days before it", (_, plan) =>
            !plan.Facts.Events.Any(one =>
                one.IsRace && Suggested(plan).Any(day => one.Date.DayNumber - day.DayNumber is >= 0 and <= 2)
            )
        ),
        ("No suggested day is a hard or long day or the day before one", (_, plan) =>
            !plan.Facts.Events.Any(one => Suggested(plan).Any(day => one.Date.DayNumber - day.DayNumber is 0 or 1))
        ),
        ("A day that is allowed for deep work is allowed for gentle work", (_, plan) =>
            !plan.Calendar.Any(row => row.DeepTissue != DayState.Blocked && row.Swedish == DayState.Blocked)
        ),
        ("A medical level leaves neither massage nor self-massage", (_, plan) =>
            plan.Medical is null || (plan.Massage is null && plan.SelfMassage is null && plan.Aftercare.Count == 0)
        ),
        ("Suggested days are after today, or today for a kept slot", (timeline, plan) =>
            plan.Massage is not { } massage
            || massage.From
                >= (massage.Reasons.Contains(ReasonCode.KeepSlot) ? timeline.AsOf : timeline.AsOf.AddDays(1))
        ),
        ("A window has one to three days", (_, plan) =>
            plan.Massage is null || plan.Massage.To.DayNumber - plan.Massage.From.DayNumber is >= 0 and <= 2
        ),
        ("Without a budget no massage is booked", (timeline, plan) =>
            timeline.Athlete.Budget != Budget.None || plan.Massage is null
        ),
        ("Codes are in order, each once", (_, plan) =>
            RecoveryRules.ReasonCodes.Where(plan.Reasons.Contains).SequenceEqual(plan.Reasons)
        ),
        ("The calendar has its rows", (_, plan) =>
            plan.Calendar.Count == RuleParameters.Default[PreferredDaysRule.CalendarDays]
        ),
        ("Confidence is 0 to 1 with two decimals", (_, plan) =>
            plan.Activities.All(tagged =>
                tagged.Confidence is >= 0 and <= 1 && Math.Round(tagged.Confidence, 2) == tagged.Confidence
            )
        ),
        ("Every activity is explained", (_, plan) => plan.Activities.All(tagged => tagged.Explanation.Length > 0)),
        ("No text promises more than the evidence supports", (_, plan) =>
            !Banned.Any(word =>
                $"{plan.Massage?.Explanation} {plan.Medical?.Text}".Contains(word, StringComparison.OrdinalIgnoreCase)
            )
        ),
    ];

    [Fact]
    public void What_always_holds_of_a_plan_holds_of_every_plan() =>
        RandomTimelines.ForAll(timeline =>
        {
            var plan = Plan(timeline);
            Assert.Equal(
                [],
                PlanInvariants.Where(invariant => !invariant.Holds(timeline, plan)).Select(invariant => invariant.Rule)
            );
        });

    [Fact]
    public void A_longer_time_since_the_last_massage_allows_no_day_before_a_race() =>
        RandomTimelines.ForAll(timeline =>
        {
            var auto = timeline with { Athlete = timeline.Athlete with { Rhythm = null } };
            var had = auto with { Massages = [.. auto.Massages.Where(massage => massage.Date <= auto.AsOf)] };
            var longer = had with
            {
                Massages = [.. had.Massages.Select(massage => massage with { Date = massage.Date.AddDays(-10) })],
            };
            Assert.Empty(TooClose(had).Except(TooClose(longer)));
        });

    [Fact]
    public void Without_a_budget_no_massage_is_booked() =>
        RandomTimelines.ForAll(timeline =>
            Assert.Null(Plan(timeline with { Athlete = timeline.Athlete with { Budget = Budget.None } }).Massage)
        );

    [Fact]
    public void Without_heart_rates_nothing_crashes_and_no_race_score_rises() =>
        RandomTimelines.ForAll(timeline =>
        {
            var with = Plan(timeline).Activities;
            var without = Plan(
                timeline with
                {
                    Activities =
                    [
                        .. timeline.Activities.Select(activity =>
                            activity with
                            {
                                AverageHeartRate = null,
                                MaxHeartRate = null,
                            }
                        ),
                    ],
                }
            ).Activities;
            Assert.All(with.Zip(without), pair =>
            {
                Assert.Equal(pair.First.Activity.Id, pair.Second.Activity.Id);
                Assert.True(RacePoints(pair.Second) <= RacePoints(pair.First) + 1e-9, pair.First.Activity.Id);
            });
        });

    [Fact]
    public void The_order_of_the_input_changes_nothing() =>
        RandomTimelines.ForAll(timeline =>
            Assert.Equal(
                JsonSerializer.Serialize(Plan(timeline)),
                JsonSerializer.Serialize(
                    Plan(
                        timeline with
                        {
                            Activities = [.. timeline.Activities.Reverse()],
                            Massages = [.. timeline.Massages.Reverse()],
                            Slots = [.. timeline.Slots.Reverse()],
                        }
                    )
                )
            )
        );

    private static RecoveryPlan Plan(Timeline timeline) => RecoveryPlanner.Plan(timeline, RuleParameters.Default);

    private static IEnumerable<DateOnly> Suggested(RecoveryPlan plan)
    {
        for (var day = plan.Massage?.From; day is not null && day <= plan.Massage!.To; day = day.Value.AddDays(1))
        {
            yield return day.Value;
        }
    }

    private static IEnumerable<DateOnly> TooClose(Timeline timeline) =>
        Plan(timeline).Calendar.Where(row => row.Reasons.Contains(ReasonCode.RaceTooClose)).Select(row => row.Date);

    private static double RacePoints(TaggedActivity tagged) =>
        tagged.Evidence.Where(evidence => RaceFeatures.Contains(evidence.Feature)).Sum(evidence => evidence.Points);
}
