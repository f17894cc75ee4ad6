using ActivitySync.Planning;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest;

/// <summary>
/// Which mails around races a day asks for, the most pressing first. Pure: a race that is moved or removed asks for nothing
/// of what it asked for before. A, B races alone; nothing with a medical level or without recent training.
/// </summary>
internal static class RaceMailChoice
{
    /// <summary>Nearer than this the eve's mail says all that a plan could.</summary>
    private const int LeastPlanDays = 2;

    /// <summary>A recording may come in the next day; a check may be late by two.</summary>
    private const int LatestAfter = 1;

    private const int CheckGraceDays = 2;

    /// <summary>In the order in which one gives way to another of the same day.</summary>
    private static readonly RaceStage[] _order = [RaceStage.After, RaceStage.Eve, RaceStage.Plan, RaceStage.LastDeep, RaceStage.Check];

    public static IReadOnlyList<RaceMail> Of(PlannedRecovery planned, RuleParameters parameters)
    {
        var plan = planned.Plan;
        if (plan.Medical is not null || plan.Reasons.Contains(ReasonCode.NoRecentTraining)) return [];
        return
        [
            .. plan.Facts.Events
                .Where(race => race.IsRace)
                .Concat(RunBefore(plan))
                .DistinctBy(race => (race.Date, race.ActivityId is null))
                .SelectMany(race => Stages(race, planned, parameters).Select(stage => new RaceMail(stage, race, DaysTo(race, plan))))
                .OrderBy(mail => Array.IndexOf(_order, mail.Stage))
                .ThenBy(mail => Math.Abs(mail.Days)),
        ];
    }

    /// <summary>Races further back than the rules look.</summary>
    private static IEnumerable<RecoveryEvent> RunBefore(RecoveryPlan plan) =>
        plan.Activities
            .Where(activity => activity.DuplicateOf is null && activity.Labels.Contains(Label.Race)
                && activity is { RaceClass: not null, Importance: Importance.A or Importance.B })
            .Select(activity => new RecoveryEvent(
                DateOnly.FromDateTime(activity.Activity.Start.DateTime), RaceWeight.Of(activity.RaceClass!.Value), IsPast: true, Qualifies: true, activity.Activity.Name, activity.Activity.Id));

    /// <summary>
    /// The last day before a race on which deep work is legal; null if none is, or for a runner whom we do not send to it: one with a booked
    /// massage is told to ask for light pressure there.
    /// </summary>
    public static DateOnly? LastDeepDay(PlannedRecovery planned, RecoveryEvent race) =>
        planned.Timeline.Runner.Budget == Budget.None || planned.Plan.History == MassageHistory.Unknown || planned.Plan.Reasons.Contains(ReasonCode.SlotLight)
            ? null
            : LastDay(planned.Plan, race, day => day.DeepTissue);

    /// <summary>The last day before a race on which a gentle massage is legal; null if none is, or without a budget.</summary>
    public static DateOnly? LastGentleDay(PlannedRecovery planned, RecoveryEvent race) =>
        planned.Timeline.Runner.Budget == Budget.None ? null : LastDay(planned.Plan, race, day => day.Swedish);

    private static IEnumerable<RaceStage> Stages(RecoveryEvent race, PlannedRecovery planned, RuleParameters parameters)
    {
        var days = DaysTo(race, planned.Plan);
        if (race.ActivityId is not null)
        {
            if (-days is >= 0 and <= LatestAfter) yield return RaceStage.After;
            if (-days >= parameters.RaceExpiryDays && -days <= parameters.RaceExpiryDays + CheckGraceDays) yield return RaceStage.Check;
            yield break;
        }

        if (days == -LatestAfter) yield return RaceStage.After;
        if (days == 1) yield return RaceStage.Eve;
        if (days < LeastPlanDays || days > parameters.PreRaceDays) yield break;
        yield return RaceStage.Plan;
        if (LastDeepDay(planned, race) == planned.Plan.AsOf.AddDays(1)) yield return RaceStage.LastDeep;
    }

    private static DateOnly? LastDay(RecoveryPlan plan, RecoveryEvent race, Func<CalendarDay, DayState> state) =>
        plan.Calendar.Where(day => day.Date < race.Date && state(day) != DayState.Blocked).Select(day => (DateOnly?)day.Date).Max();

    private static int DaysTo(RecoveryEvent race, RecoveryPlan plan) => race.Date.DayNumber - plan.AsOf.DayNumber;
}
