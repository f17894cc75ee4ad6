using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.Windows;

/// <summary>The facts of rules.md 5 and 7 on one day, before any choice is made. Days are day numbers.</summary>
internal sealed record Situation
{
    internal required int Today { get; init; }

    internal required Budget Budget { get; init; }

    internal required RuleParameters Parameters { get; init; }

    internal required MassageRhythm Rhythm { get; init; }

    internal required MedicalFindings Medical { get; init; }

    /// <summary>By date; past and to come.</summary>
    internal required IReadOnlyList<RecoveryEvent> Events { get; init; }

    internal required bool HasRecentTraining { get; init; }

    /// <summary>The baseline with reference T is cold.</summary>
    internal required bool IsCold { get; init; }

    internal required bool IsHardBlock { get; init; }

    internal RecoveryEvent? NextRace { get; private init; }

    internal RecoveryEvent? LastRace { get; private init; }

    internal RecoveryEvent? LastLong { get; private init; }

    internal int? DaysToNextRace => NextRace?.Day - Today;

    internal static Situation Of(Timeline timeline, TaggedHistory history, RuleParameters parameters)
    {
        var today = timeline.AsOf.DayNumber;
        var events = EventsOf(timeline, history, parameters);
        return new()
        {
            Today = today,
            Budget = timeline.Runner.Budget,
            Parameters = parameters,
            Rhythm = MassageRhythm.Of(timeline, parameters),
            Medical = MedicalGate.Check(timeline, parameters),
            Events = events,
            HasRecentTraining = HasTrainedSince(history.Kept, today - parameters.RecentTrainingDays),
            IsCold = history.IsCold,
            // A pain is no state for deep work.
            IsHardBlock = HardBlock.Is(history.Kept, today, parameters) && !timeline.Pains.Any(pain => pain.IsActiveOn(timeline.AsOf)),
            NextRace = Soonest(events.Where(one => one.IsRace && !one.IsPast && one.Day - today <= parameters.PreRaceDays)),
            LastRace = Latest(events.Where(one => one.IsRace && one.Qualifies && today - one.Day <= parameters.After(one.Class).PreferredTo)),
            LastLong = Latest(events.Where(one =>
                one.Class is EventClass.VeryLong or EventClass.Long && one.Qualifies && today - one.Day <= parameters.LongActiveDays)),
        };
    }

    /// <summary>Past events as far back as any rule reaches, and all that is to come.</summary>
    private static List<RecoveryEvent> EventsOf(Timeline timeline, TaggedHistory history, RuleParameters parameters)
    {
        var events = new List<RecoveryEvent>();
        var first = history.Kept.Count;
        var oldest = timeline.AsOf.DayNumber - Reach(parameters) - Recording.MostDatesApart;
        while (first > 0 && history.Kept[first - 1].Recording.WrittenDay >= oldest)
        {
            first--;
        }

        for (var i = first; i < history.Kept.Count; i++)
        {
            PastEvents.Add(events, history.Kept[i], parameters);
        }

        FutureEvents.Add(events, timeline, history, parameters);
        return [.. events.OrderBy(one => one.Day)];
    }

    private static int Reach(RuleParameters parameters)
    {
        var reach = parameters.LongActiveDays;
        for (var eventClass = EventClass.Ultra; eventClass <= EventClass.Hard; eventClass++)
        {
            var after = parameters.After(eventClass);
            reach = Math.Max(Math.Max(reach, parameters.SelfLightAfterDays(eventClass)), Math.Max(after.DeepDays, after.PreferredTo));
        }

        return reach;
    }

    private static bool HasTrainedSince(IReadOnlyList<Tagged> kept, int day)
    {
        for (var i = kept.Count - 1; i >= 0 && kept[i].Recording.WrittenDay >= day - Recording.MostDatesApart; i--)
        {
            if (kept[i].Recording.HomeDay > day)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The earliest; on one day the heaviest.</summary>
    private static RecoveryEvent? Soonest(IEnumerable<RecoveryEvent> events) => events.MinBy(one => (one.Day, one.Class));

    /// <summary>The latest; on one day the heaviest, then the earlier start, which stands first.</summary>
    private static RecoveryEvent? Latest(IEnumerable<RecoveryEvent> events) => events.MinBy(one => (-one.Day, one.Class));
}
