using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.Planning;

/// <summary>Builds the calendar: the days ahead, each with what is allowed and what blocks it (rules.md 7).</summary>
internal static class CalendarBuilder
{
    internal static IReadOnlyList<CalendarDay> Build(PlanningContext context, AllowedDays days, MassageWindow? window)
    {
        var count = Math.Min(context.Parameters[PreferredDaysRule.CalendarDays], DayNumbers.Max - context.Today);
        return [.. Enumerable.Range(context.Today + 1, count).Select(day => CreateDay(day, context, days, window))];
    }

    private static CalendarDay CreateDay(int day, PlanningContext context, AllowedDays days, MassageWindow? window)
    {
        var isSuggested = window?.Contains(day) ?? false;
        var stops = context.Medical.GetBlockingReasons(day).ToList();
        // A day of the window is never within the gap: a booked massage is kept whatever the gap.
        if (!isSuggested && days.IsWithinGap(day))
        {
            stops.Add(ReasonCode.MinGap);
        }

        var gentle = stops.Concat(days.GetBlockingReasons(day, MassageDepth.Gentle)).ToList();
        var deep = stops.Concat(days.GetBlockingReasons(day, MassageDepth.Deep)).ToList();
        return new(
            DayNumbers.ToDate(day),
            GetState(deep, isSuggested && window!.IsDeep),
            GetState(gentle, isSuggested && !window!.IsDeep),
            context.Rules.Sort(gentle.Concat(deep))
        );
    }

    private static DayState GetState(List<ReasonCode> blocking, bool isSuggested) =>
        isSuggested ? DayState.Suggested
        : blocking.Count == 0 ? DayState.Allowed
        : DayState.Blocked;
}
