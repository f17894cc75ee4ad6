namespace ActivitySync.Recovery.Planning;

/// <summary>The days ahead, each with what is legal and what blocks it (rules.md 7, calendar).</summary>
internal static class CalendarBuilder
{
    internal static CalendarDay[] Build(PlanningContext context, AllowedDays days, MassageWindow? window)
    {
        var last = Math.Min(context.Today + context.Parameters.CalendarDays, DayNumbers.Max);
        var rows = new CalendarDay[last - context.Today];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = CreateDay(context.Today + 1 + i, context, days, window);
        }

        return rows;
    }

    private static CalendarDay CreateDay(int day, PlanningContext context, AllowedDays days, MassageWindow? window)
    {
        var isWindow = window?.Contains(day) ?? false;
        // The gap is not counted on a day of the window: a booked massage is kept whatever the gap.
        var either =
            context.Medical.GetBlockingReasons(day)
            | ReasonSet.FromIf(ReasonCode.MinGap, !isWindow && days.IsWithinGap(day));
        var (gentle, deep) = (
            either | days.GetBlockingReasons(day, deep: false),
            either | days.GetBlockingReasons(day, deep: true)
        );
        return new(
            DayNumbers.ToDate(day),
            GetState(deep, isWindow && window!.IsDeep),
            GetState(gentle, isWindow && !window!.IsDeep),
            (gentle | deep).ToList()
        );
    }

    private static DayState GetState(ReasonSet blocking, bool suggested) =>
        suggested ? DayState.Suggested
        : blocking.IsEmpty ? DayState.Allowed
        : DayState.Blocked;
}
