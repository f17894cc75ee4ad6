using ActivitySync.Recovery.Planning;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery;

/// <summary>
/// Plans from a timeline: the algorithm of rules.md, in its order. Pure: the same input gives the same answer.
/// </summary>
public static class RecoveryPlanner
{
    /// <summary>Plans with all rules.</summary>
    /// <param name="timeline">What is known of the athlete.</param>
    /// <param name="parameters">The effective parameters of rules.md 4.</param>
    public static RecoveryPlan Plan(Timeline timeline, RuleParameters parameters) =>
        Plan(timeline, parameters, RecoveryRules.Set);

    internal static RecoveryPlan Plan(Timeline timeline, RuleParameters parameters, RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(parameters);
        var habit = new LongRunHabit(parameters[LongRunHabitRule.Weeks], parameters[LongRunHabitRule.MinWeeks]);
        var history = TimelineTagger.Tag(timeline, habit);
        var context = new PlanningContext(timeline, history, parameters, rules);
        var decision = Decide(context);
        var reasons = rules.Sort(rules.Rules.SelectMany(rule => rule.GetReasons(context, decision)));
        return new()
        {
            AsOf = timeline.AsOf,
            History = context.Rhythm.History,
            Activities = history.Activities,
            Massage = MassageAdviceBuilder.Build(context, decision, reasons),
            SelfMassage = RoutineBuilder.Build(context, decision),
            Medical = MedicalGateRule.CreateAdvice(context.Medical),
            Aftercare = AftercareRule.GetAftercare(decision.Window),
            Reasons = reasons,
            Questions = [.. GetQuestions(context)],
            Calendar = CalendarBuilder.Build(context, decision.Days, decision.Window),
            Facts = CreateFacts(context, decision),
        };
    }

    private static PlanDecision Decide(PlanningContext context)
    {
        var (trigger, request) = FindTrigger(context);
        var days = new AllowedDays(context, request);
        var candidateDays = PreferredDaysRule.GetCandidateDays(context, request);
        var slots = BookedMassageRule.Decide(context, request, days);
        var window = slots.Kept is { } kept
            ? BookedMassageRule.CreateWindow(kept, context, days)
            : MassageChoice.Choose(context, request, days, candidateDays);
        return new(trigger, request, days, candidateDays, slots, window);
    }

    /// <summary>
    /// The first trigger that holds; none with a medical level. If it allows no day, no other is tried.
    /// </summary>
    private static (ITrigger? Trigger, WindowRequest? Request) FindTrigger(PlanningContext context)
    {
        if (context.Medical.Level is not null)
        {
            return (null, null);
        }

        return context
            .Rules.Triggers.Where(trigger => context.HasRecentTraining || !trigger.NeedsRecentTraining)
            .Select(trigger => ((ITrigger?)trigger, trigger.Open(context)))
            .FirstOrDefault(found => found.Item2 is not null);
    }

    private static IEnumerable<Question> GetQuestions(PlanningContext context) =>
        context
            .History.Recordings.Where(tagged => tagged.Result.Facts.HasRaceQuestion)
            .Select(tagged => new Question(tagged.Result.Activity.Id, null))
            .Concat(MissingRaceRule.FindUnansweredDates(context).Select(date => new Question(null, date)));

    private static PlanFacts CreateFacts(PlanningContext context, PlanDecision decision) =>
        new()
        {
            LastMassage = context.Rhythm.LastDay is { } day ? DayNumbers.ToDate(day) : null,
            LastRace = context.LastRace,
            NextRace = context.NextRace,
            LastLongEvent = context.LastLongEvent,
            Events = context.Events,
            ActivePains = context.ActivePains,
            SlotsToMove = decision.Slots.ToMove,
            NextDayAfterGap = decision.Days.FindFirstDayAfterGap() is { } free ? DayNumbers.ToDate(free) : null,
        };
}
