using ActivitySync.Recovery.Planning;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery;

/// <summary>From a timeline to an answer: the algorithm of rules.md, in its order. Pure: the same input gives the same answer.</summary>
public static class RecoveryPlanner
{
    /// <summary>Works the plan out.</summary>
    /// <param name="timeline">What is known of the runner.</param>
    /// <param name="parameters">The numbers of rules.md 4 in force.</param>
    public static RecoveryPlan Plan(Timeline timeline, RuleParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(parameters);
        var history = TimelineTagger.Tag(timeline, new LongRunHabit(parameters.HabitWeeks, parameters.HabitMinWeeks));
        var situation = PlanningContext.From(timeline, history, parameters);
        var trigger = TriggerSelector.Select(situation);
        var days = AllowedDays.From(situation, trigger);
        var slots = SlotSelection.Select(timeline.Slots, situation, trigger, days);
        var choice = slots.KeptWindow is null
            ? MassageChoice.Choose(situation, trigger, days)
            : new(slots.KeptWindow, default);
        var unanswered = FutureEventCollector
            .FindUnansweredRaceDates(history.UnmatchedRaces, situation.Today, parameters)
            .ToArray();
        var codes =
            ReasonCollector.CollectFactReasons(situation, trigger, history, unanswered.Length > 0)
            | ReasonCollector.CollectRangeReasons(situation, trigger, days)
            | ReasonCollector.CollectNearRaceReasons(situation, choice.Window)
            | slots.Codes
            | choice.Codes;
        return new()
        {
            AsOf = timeline.AsOf,
            History = situation.Rhythm.History,
            Activities = history.Activities,
            Massage = MassageAdviceBuilder.Build(situation, trigger, choice.Window, codes),
            SelfMassage = RoutineBuilder.Build(timeline, situation, trigger, days, history.Recordings),
            Medical = MedicalGate.CreateAdvice(situation.Medical),
            Aftercare = GetAftercare(choice.Window),
            Reasons = codes.ToList(),
            Questions = [.. GetRaceQuestions(history), .. unanswered.Select(date => new Question(null, date))],
            Calendar = CalendarBuilder.Build(situation, days, choice.Window),
            Facts = CreateFacts(timeline, situation, days, slots),
        };
    }

    private static IEnumerable<Question> GetRaceQuestions(TaggedHistory history) =>
        history
            .Recordings.Where(one => one.Result.Facts.HasRaceQuestion)
            .Select(one => new Question(one.Result.Activity.Id, null));

    /// <summary>R9 to R11, and R18: after deep work a second easy day is better.</summary>
    private static IReadOnlyList<Aftercare> GetAftercare(MassageWindow? window) =>
        window is null ? []
        : window.IsDeep ? [Aftercare.DrinkAsAfterARun, Aftercare.NextDayEasyOrRest, Aftercare.SecondEasyDayIsBetter]
        : [Aftercare.DrinkAsAfterARun, Aftercare.NextDayEasyOrRest];

    private static PlanFacts CreateFacts(
        Timeline timeline,
        PlanningContext context,
        AllowedDays days,
        SlotSelection slots
    ) =>
        new()
        {
            LastMassage = context.Rhythm.LastDay is { } day ? DayNumbers.ToDate(day) : null,
            LastRace = context.LastRace,
            NextRace = context.NextRace,
            LastLongEvent = context.LastLongEvent,
            Events = context.Events,
            ActivePains = [.. timeline.Pains.Where(pain => pain.IsActiveOn(timeline.AsOf))],
            SlotsToMove = slots.ToMove,
            NextDayAfterGap = days.FindFirstDayAfterGap() is { } free ? DayNumbers.ToDate(free) : null,
        };
}
