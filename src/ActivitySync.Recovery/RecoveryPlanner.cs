using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Recovery.Windows;

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
        var history = Tagger.Tag(timeline, new LongRunHabit(parameters.HabitWeeks, parameters.HabitMinWeeks));
        var situation = Situation.Of(timeline, history, parameters);
        var trigger = Triggers.Choose(situation);
        var days = LegalDays.Of(situation, trigger);
        var slots = BookedSlots.Look(timeline.Slots, situation, trigger, days);
        var choice = slots.Kept is null ? MassageChoice.Choose(situation, trigger, days) : new(slots.Kept, default);
        var unanswered = FutureEvents.Unanswered(history.UnmatchedRaces, situation.Today, parameters).ToArray();
        var codes = Reasons.OfFacts(situation, trigger, history, unanswered.Length > 0)
            | Reasons.OfRange(situation, trigger, days)
            | Reasons.OfNearRace(situation, choice.Window)
            | slots.Codes
            | choice.Codes;
        return new()
        {
            AsOf = timeline.AsOf,
            History = situation.Rhythm.History,
            Activities = history.Answers,
            Massage = MassageWords.Advice(situation, trigger, choice.Window, codes),
            SelfMassage = Routine.Of(timeline, situation, trigger, days, history.Kept),
            Medical = MedicalGate.Advice(situation.Medical),
            Aftercare = AftercareOf(choice.Window),
            Reasons = codes.ToList(),
            Questions = [.. Asked(history), .. unanswered.Select(date => new Question(null, date))],
            Calendar = CalendarRows.Of(situation, days, choice.Window),
            Facts = FactsOf(timeline, situation, days, slots),
        };
    }

    private static IEnumerable<Question> Asked(TaggedHistory history) => history.Kept
        .Where(one => one.Answer.Facts.RaceIsAsked)
        .Select(one => new Question(one.Answer.Activity.Id, null));

    /// <summary>R9 to R11, and R18: after deep work a second easy day is better.</summary>
    private static IReadOnlyList<Aftercare> AftercareOf(MassageWindow? window) =>
        window is null ? []
        : window.IsDeep ? [Aftercare.DrinkAsAfterARun, Aftercare.NextDayEasyOrRest, Aftercare.SecondEasyDayIsBetter]
        : [Aftercare.DrinkAsAfterARun, Aftercare.NextDayEasyOrRest];

    private static PlanFacts FactsOf(Timeline timeline, Situation situation, LegalDays days, BookedSlots slots) => new()
    {
        LastMassage = situation.Rhythm.LastDay is { } day ? Days.DateOf(day) : null,
        LastRace = situation.LastRace,
        NextRace = situation.NextRace,
        LastLong = situation.LastLong,
        Events = situation.Events,
        ActivePains = [.. timeline.Pains.Where(pain => pain.IsActiveOn(timeline.AsOf))],
        SlotsToMove = slots.ToMove,
        NextDayByGap = days.FirstFarEnough() is { } free ? Days.DateOf(free) : null,
    };
}
