using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.Planning;

/// <summary>The facts of rules.md 5 and 7 on one day, before any choice is made. Days are day numbers.</summary>
internal sealed record PlanningContext
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

    internal RecoveryEvent? LastLongEvent { get; private init; }

    internal int? DaysToNextRace => NextRace?.Day - Today;

    internal static PlanningContext From(Timeline timeline, TaggedHistory history, RuleParameters parameters)
    {
        var today = timeline.AsOf.DayNumber;
        var events = CollectEvents(timeline, history, parameters);
        return new()
        {
            Today = today,
            Budget = timeline.Athlete.Budget,
            Parameters = parameters,
            Rhythm = MassageRhythm.From(timeline, parameters),
            Medical = MedicalGate.Evaluate(timeline, parameters),
            Events = events,
            HasRecentTraining = HasTrainedSince(history.Recordings, today - parameters.RecentTrainingDays),
            IsCold = history.IsCold,
            // A pain is no state for deep work.
            IsHardBlock =
                HardBlockRule.IsHardBlock(history.Recordings, today, parameters)
                && !timeline.Pains.Any(pain => pain.IsActiveOn(timeline.AsOf)),
            NextRace = FindSoonest(
                events.Where(one => one.IsRace && !one.IsPast && one.Day - today <= parameters.PreRaceDays)
            ),
            LastRace = FindLatest(
                events.Where(one =>
                    one.IsRace && one.Qualifies && today - one.Day <= parameters.GetDaysAfter(one.Class).PreferredTo
                )
            ),
            LastLongEvent = FindLatest(
                events.Where(one =>
                    one.Class is EventClass.VeryLong or EventClass.Long
                    && one.Qualifies
                    && today - one.Day <= parameters.LongActiveDays
                )
            ),
        };
    }

    /// <summary>Past events as far back as any rule reaches, and all that is to come.</summary>
    private static List<RecoveryEvent> CollectEvents(
        Timeline timeline,
        TaggedHistory history,
        RuleParameters parameters
    )
    {
        var events = new List<RecoveryEvent>();
        var first = history.Recordings.Count;
        var oldest = timeline.AsOf.DayNumber - ComputeReachDays(parameters) - Recording.MaxDateDifferenceDays;
        while (first > 0 && history.Recordings[first - 1].Recording.WrittenDay >= oldest)
        {
            first--;
        }

        for (var i = first; i < history.Recordings.Count; i++)
        {
            PastEventCollector.Add(events, history.Recordings[i], parameters);
        }

        FutureEventCollector.Add(events, timeline, history, parameters);
        return [.. events.OrderBy(one => one.Day)];
    }

    private static int ComputeReachDays(RuleParameters parameters)
    {
        var reach = parameters.LongActiveDays;
        for (var eventClass = EventClass.Ultra; eventClass <= EventClass.Hard; eventClass++)
        {
            var after = parameters.GetDaysAfter(eventClass);
            reach = Math.Max(
                Math.Max(reach, parameters.GetSelfLightAfterDays(eventClass)),
                Math.Max(after.DeepDays, after.PreferredTo)
            );
        }

        return reach;
    }

    private static bool HasTrainedSince(IReadOnlyList<TaggedRecording> recordings, int day)
    {
        for (
            var i = recordings.Count - 1;
            i >= 0 && recordings[i].Recording.WrittenDay >= day - Recording.MaxDateDifferenceDays;
            i--
        )
        {
            if (recordings[i].Recording.HomeDay > day)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The earliest; on one day the heaviest.</summary>
    private static RecoveryEvent? FindSoonest(IEnumerable<RecoveryEvent> events) =>
        events.MinBy(one => (one.Day, one.Class));

    /// <summary>The latest; on one day the heaviest, then the earlier start, which stands first.</summary>
    private static RecoveryEvent? FindLatest(IEnumerable<RecoveryEvent> events) =>
        events.MinBy(one => (-one.Day, one.Class));
}
