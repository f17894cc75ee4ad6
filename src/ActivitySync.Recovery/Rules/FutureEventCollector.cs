using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.Rules;

/// <summary>
/// Finds events to come, and races that may have happened without a recording (R2, R10, R12; rules.md 5).
/// </summary>
internal static class FutureEventCollector
{
    /// <summary>A usual long run gives way to a race or planned long run this near.</summary>
    private const int NearDays = 3;

    internal static IEnumerable<RecoveryEvent> Collect(PlanningContext context)
    {
        var timeline = context.Timeline;
        var races = CreateRaceEvents(context).ToList();
        var planned = timeline
            .PlannedSessions.Where(session =>
                session.Date > timeline.AsOf && session.Kind is PlannedSessionKind.Hard or PlannedSessionKind.LongRun
            )
            .Select(session =>
                session.Kind == PlannedSessionKind.Hard
                    ? CreateEvent(session.Date.DayNumber, EventKind.Hard, EventClass.Hard)
                    : CreateLongRun(session.Date.DayNumber)
            );
        var habitual = FindHabitualLongRunDays(context, races).Select(CreateLongRun);
        return [.. races, .. planned, .. habitual];
    }

    private static IEnumerable<RecoveryEvent> CreateRaceEvents(PlanningContext context) =>
        from race in context.History.UnmatchedRaces
        let ahead = race.Date.DayNumber - context.Today
        where ahead >= -context.Parameters[MissingRaceRule.UploadGraceDays]
        let isHard = RaceClassifier.GetImportance(race) == Importance.C
        // A race of today or just before blocks its days as if it was run: the recording may still come.
        select CreateEvent(
            race.Date.DayNumber,
            isHard ? EventKind.Hard : EventKind.Race,
            isHard ? EventClass.Hard : RaceEventClassifier.ClassifyPlanned(race.DistanceMeters ?? 0)
        ) with
        {
            Name = race.Name,
            IsPast = ahead <= 0,
        };

    private static IEnumerable<int> FindHabitualLongRunDays(PlanningContext context, List<RecoveryEvent> races)
    {
        var timeline = context.Timeline;
        var tomorrow = context.Today + 1;
        var planned = timeline.PlannedSessions.Select(session => session.Date.DayNumber).ToHashSet();
        var bigDays = timeline
            .PlannedSessions.Where(session =>
                session.Kind == PlannedSessionKind.LongRun && session.Date > timeline.AsOf
            )
            .Select(session => session.Date.DayNumber)
            .Concat(races.Where(race => race.IsRace && !race.IsPast).Select(race => race.Day))
            .ToList();
        var last = Math.Min(tomorrow + context.Parameters[PreferredDaysRule.CalendarDays], DayNumbers.Max);
        return Enumerable
            .Range(tomorrow, Math.Max(0, last - tomorrow + 1))
            .Where(day =>
                context.History.Habit.IsUsual(day, tomorrow)
                && !planned.Contains(day)
                && !bigDays.Exists(big => Math.Abs(big - day) <= NearDays)
            );
    }

    private static RecoveryEvent CreateLongRun(int day) => CreateEvent(day, EventKind.LongRun, EventClass.Long);

    private static RecoveryEvent CreateEvent(int day, EventKind kind, EventClass eventClass) =>
        new(DayNumbers.ToDate(day), kind, eventClass, IsPast: false, Qualifies: false, Name: "", ActivityId: null);
}
