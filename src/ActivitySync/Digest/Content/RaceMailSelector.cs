using ActivitySync.Advice;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Content;

/// <summary>
/// Which mails around races a day asks for, the most pressing first. Pure: a race that is moved or removed asks for nothing
/// of what it asked for before. A, B races alone; nothing with a medical level or without recent training.
/// </summary>
internal static class RaceMailSelector
{
    /// <summary>Nearer than this the eve's mail says all that a plan could.</summary>
    private const int MinPlanDays = 2;

    /// <summary>A recording may come in the next day; a check may be late by two.</summary>
    private const int MaxDaysAfter = 1;

    private const int CheckGraceDays = 2;

    /// <summary>In the order in which one gives way to another of the same day.</summary>
    private static readonly RaceMailStage[] Order =
    [
        RaceMailStage.After,
        RaceMailStage.Eve,
        RaceMailStage.Plan,
        RaceMailStage.LastDeep,
        RaceMailStage.Check,
    ];

    public static IReadOnlyList<RaceMail> Select(AdviceResult planned, RuleParameters parameters)
    {
        var plan = planned.Plan;
        if (plan.Medical is not null || plan.Reasons.Contains(ReasonCode.NoRecentTraining))
        {
            return [];
        }

        return
        [
            .. plan
                .Facts.Events.Where(race => race.IsRace)
                .Concat(FindEarlierRaces(plan))
                .DistinctBy(race => (race.Date, race.ActivityId is null))
                .SelectMany(race =>
                    GetStages(race, planned, parameters)
                        .Select(stage => new RaceMail(stage, race, CountDaysTo(race, plan)))
                )
                .OrderBy(mail => Array.IndexOf(Order, mail.Stage))
                .ThenBy(mail => Math.Abs(mail.Days)),
        ];
    }

    /// <summary>Races further back than the rules look.</summary>
    private static IEnumerable<RecoveryEvent> FindEarlierRaces(RecoveryPlan plan) =>
        plan
            .Activities.Where(activity =>
                activity.DuplicateOf is null
                && activity.Labels.Contains(Label.Race)
                && activity is { RaceClass: not null, Importance: Importance.A or Importance.B }
            )
            .Select(activity => new RecoveryEvent(
                DateOnly.FromDateTime(activity.Activity.Start.DateTime),
                RaceEventClassifier.Classify(activity.RaceClass!.Value),
                IsPast: true,
                Qualifies: true,
                activity.Activity.Name,
                activity.Activity.Id
            ));

    /// <summary>
    /// The last day before a race on which deep work is legal; null if none is, or for a runner whom we do not send to it: one with a booked
    /// massage is told to ask for light pressure there.
    /// </summary>
    public static DateOnly? FindLastDeepDay(AdviceResult planned, RecoveryEvent race) =>
        planned.Timeline.Athlete.Budget == Budget.None
        || planned.Plan.History == MassageHistory.Unknown
        || planned.Plan.Reasons.Contains(ReasonCode.SlotLight)
            ? null
            : FindLastDay(planned.Plan, race, day => day.DeepTissue);

    /// <summary>The last day before a race on which a gentle massage is legal; null if none is, or without a budget.</summary>
    public static DateOnly? FindLastGentleDay(AdviceResult planned, RecoveryEvent race) =>
        planned.Timeline.Athlete.Budget == Budget.None ? null : FindLastDay(planned.Plan, race, day => day.Swedish);

    private static IEnumerable<RaceMailStage> GetStages(
        RecoveryEvent race,
        AdviceResult planned,
        RuleParameters parameters
    )
    {
        var days = CountDaysTo(race, planned.Plan);
        if (race.ActivityId is not null)
        {
            if (-days is >= 0 and <= MaxDaysAfter)
            {
                yield return RaceMailStage.After;
            }

            if (-days - parameters[AfterRaceRule.ExpiryDays] is >= 0 and <= CheckGraceDays)
            {
                yield return RaceMailStage.Check;
            }

            yield break;
        }

        if (days == -MaxDaysAfter)
        {
            yield return RaceMailStage.After;
        }

        if (days == 1)
        {
            yield return RaceMailStage.Eve;
        }

        if (days < MinPlanDays || days > parameters[BeforeRaceRule.PreRaceDays])
        {
            yield break;
        }

        yield return RaceMailStage.Plan;
        if (FindLastDeepDay(planned, race) == planned.Plan.AsOf.AddDays(1))
        {
            yield return RaceMailStage.LastDeep;
        }
    }

    private static DateOnly? FindLastDay(RecoveryPlan plan, RecoveryEvent race, Func<CalendarDay, DayState> state) =>
        plan
            .Calendar.Where(day => day.Date < race.Date && state(day) != DayState.Blocked)
            .Select(day => (DateOnly?)day.Date)
            .Max();

    private static int CountDaysTo(RecoveryEvent race, RecoveryPlan plan) => race.Date.DayNumber - plan.AsOf.DayNumber;
}
