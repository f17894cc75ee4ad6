using ActivitySync.Advice;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Content;

/// <summary>
/// Selects the race mails of a day from its plan, the most urgent first. Only for races of importance A and B; none
/// with a medical level or without recent training. The result depends on the plan alone, so a race that was moved or
/// removed gets no further mails.
/// </summary>
internal static class RaceMailSelector
{
    /// <summary>Fewer days before a race, the mail of its eve replaces the plan.</summary>
    private const int MinPlanDays = 2;

    /// <summary>A recording may arrive one day after the race.</summary>
    private const int MaxDaysAfter = 1;

    /// <summary>The check may be this many days late.</summary>
    private const int CheckGraceDays = 2;

    /// <summary>The most urgent first; only the first mail of a day is sent.</summary>
    private static readonly RaceMailStage[] ByUrgency =
    [
        RaceMailStage.After,
        RaceMailStage.Eve,
        RaceMailStage.Plan,
        RaceMailStage.LastDeep,
        RaceMailStage.Check,
    ];

    public static IReadOnlyList<RaceMail> Select(AdviceResult advice, RuleParameters parameters)
    {
        var plan = advice.Plan;
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
                    GetStages(race, advice, parameters)
                        .Select(stage => new RaceMail(stage, race, CountDaysTo(race, plan)))
                )
                .OrderBy(mail => Array.IndexOf(ByUrgency, mail.Stage))
                .ThenBy(mail => Math.Abs(mail.Days)),
        ];
    }

    /// <summary>Finds past races that are older than those the rules consider.</summary>
    private static IEnumerable<RecoveryEvent> FindEarlierRaces(RecoveryPlan plan) =>
        plan
            .Activities.Where(activity =>
                activity.DuplicateOf is null
                && activity.Labels.Contains(Label.Race)
                && activity is { RaceClass: not null, Importance: Importance.A or Importance.B }
            )
            .Select(activity => new RecoveryEvent(
                DateOnly.FromDateTime(activity.Activity.Start.DateTime),
                EventKind.Race,
                RaceEventClassifier.Classify(activity.RaceClass!.Value),
                IsPast: true,
                Qualifies: true,
                activity.Activity.Name,
                activity.Activity.Id
            ));

    /// <summary>
    /// Finds the last day before a race for deep work that isn't booked. Null unless the plan suggests deep work: an
    /// email doesn't name a last day for what it doesn't advise. Closer to the race the plan suggests a Swedish massage
    /// (R22).
    /// </summary>
    public static DateOnly? FindLastDeepDay(AdviceResult advice, RecoveryEvent race, RuleParameters parameters) =>
        advice.Plan.Massage is { Kind: MassageKind.DeepTissue } && !advice.Plan.Reasons.Contains(ReasonCode.KeepSlot)
            ? FindLastDay(advice.Plan, race, day =>
                race.Date.DayNumber - day.Date.DayNumber <= parameters[SwedishNearRaceRule.WithinDays]
                    ? DayState.Blocked
                    : day.DeepTissue
            )
            : null;

    /// <summary>
    /// Finds the last day before a race on which a gentle massage is allowed; null unless the plan suggests a massage.
    /// </summary>
    public static DateOnly? FindLastGentleDay(AdviceResult advice, RecoveryEvent race) =>
        advice.Plan.Massage is null ? null : FindLastDay(advice.Plan, race, day => day.Swedish);

    private static IEnumerable<RaceMailStage> GetStages(
        RecoveryEvent race,
        AdviceResult advice,
        RuleParameters parameters
    )
    {
        var days = CountDaysTo(race, advice.Plan);
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
        if (FindLastDeepDay(advice, race, parameters) == advice.Plan.AsOf.AddDays(1))
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
