using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.Rules;

/// <summary>What is to come, or may have happened without a recording (R2, R10, R12; rules.md 5).</summary>
internal static class FutureEventCollector
{
    /// <summary>A usual long run gives way to what is planned this near.</summary>
    private const int NearDays = 3;

    internal static void Add(
        List<RecoveryEvent> events,
        Timeline timeline,
        TaggedHistory history,
        RuleParameters parameters
    )
    {
        var today = timeline.AsOf.DayNumber;
        var races = CreateRaceEvents(history.UnmatchedRaces, today, parameters);
        events.AddRange(races);
        events.AddRange(
            timeline
                .PlannedSessions.Where(planned =>
                    planned.Date > timeline.AsOf
                    && planned.Kind is PlannedSessionKind.Hard or PlannedSessionKind.LongRun
                )
                .Select(planned =>
                    CreateFutureEvent(
                        planned.Date.DayNumber,
                        planned.Kind == PlannedSessionKind.Hard ? EventClass.Hard : EventClass.Long,
                        ""
                    )
                )
        );
        events.AddRange(
            FindHabitualLongRunDays(timeline, history, races, parameters)
                .Select(day => CreateFutureEvent(day, EventClass.Long, ""))
        );
    }

    /// <summary>Days a missing recording of a race is asked about, by date.</summary>
    internal static IEnumerable<DateOnly> FindUnansweredRaceDates(
        IReadOnlyList<CalendarRace> unmatched,
        int today,
        RuleParameters parameters
    ) =>
        unmatched
            .Select(race => race.Date)
            .Where(date => today - date.DayNumber is >= 1 and var ago && ago <= parameters.RaceQuestionDays)
            .Distinct();

    private static List<RecoveryEvent> CreateRaceEvents(
        IReadOnlyList<CalendarRace> unmatched,
        int today,
        RuleParameters parameters
    )
    {
        var races = new List<RecoveryEvent>();
        foreach (var race in unmatched)
        {
            var ahead = race.Date.DayNumber - today;
            if (ahead < -parameters.RaceUploadGraceDays)
            {
                continue;
            }

            var eventClass =
                RaceClassifier.GetImportance(race) == Importance.C
                    ? EventClass.Hard
                    : RaceEventClassifier.ClassifyPlanned(race.DistanceMeters ?? 0);
            // Today's and yesterday's keep their days free as if run: the recording may still come.
            races.Add(CreateFutureEvent(race.Date.DayNumber, eventClass, race.Name) with { IsPast = ahead <= 0 });
        }

        return races;
    }

    private static IEnumerable<int> FindHabitualLongRunDays(
        Timeline timeline,
        TaggedHistory history,
        List<RecoveryEvent> races,
        RuleParameters parameters
    )
    {
        var tomorrow = timeline.AsOf.DayNumber + 1;
        var planned = timeline.PlannedSessions.Select(entry => entry.Date.DayNumber).ToHashSet();
        var bigDays = timeline
            .PlannedSessions.Where(entry => entry.Kind == PlannedSessionKind.LongRun && entry.Date > timeline.AsOf)
            .Select(entry => entry.Date.DayNumber)
            .Concat(races.Where(race => race.IsRace && !race.IsPast).Select(race => race.Day))
            .ToHashSet();
        for (var day = tomorrow; day <= Math.Min(tomorrow + parameters.CalendarDays, DayNumbers.Max); day++)
        {
            if (
                history.Habit.IsUsual(day, tomorrow)
                && !planned.Contains(day)
                && !Enumerable.Range(day - NearDays, (2 * NearDays) + 1).Any(bigDays.Contains)
            )
            {
                yield return day;
            }
        }
    }

    private static RecoveryEvent CreateFutureEvent(int day, EventClass eventClass, string name) =>
        new(DayNumbers.ToDate(day), eventClass, IsPast: false, Qualifies: false, name, ActivityId: null);
}
