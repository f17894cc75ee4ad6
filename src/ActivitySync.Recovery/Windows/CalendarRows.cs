namespace ActivitySync.Recovery.Windows;

/// <summary>The days ahead, each with what is legal and what blocks it (rules.md 7, calendar).</summary>
internal static class CalendarRows
{
    internal static CalendarDay[] Of(Situation situation, LegalDays days, MassageWindow? window)
    {
        var last = Math.Min(situation.Today + situation.Parameters.CalendarDays, Days.Last);
        var rows = new CalendarDay[last - situation.Today];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = Row(situation.Today + 1 + i, situation, days, window);
        }

        return rows;
    }

    private static CalendarDay Row(int day, Situation situation, LegalDays days, MassageWindow? window)
    {
        var isWindow = window?.Holds(day) ?? false;
        // The gap is not counted on a day of the window: a booked massage is kept whatever the gap.
        var either = situation.Medical.Stops(day) | ReasonSet.Of(ReasonCode.MinGap, !isWindow && days.IsGapped(day));
        var (gentle, deep) = (either | days.Codes(day, deep: false), either | days.Codes(day, deep: true));
        return new(
            Days.DateOf(day),
            StateOf(deep, isWindow && window!.IsDeep),
            StateOf(gentle, isWindow && !window!.IsDeep),
            (gentle | deep).ToList());
    }

    private static DayState StateOf(ReasonSet blocking, bool suggested) =>
        suggested ? DayState.Suggested
        : blocking.IsEmpty ? DayState.Allowed
        : DayState.Blocked;
}
