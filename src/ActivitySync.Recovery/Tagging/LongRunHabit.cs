namespace ActivitySync.Recovery.Tagging;

/// <summary>The weekdays of long runs (rules.md 5, habit; R2: any weekday). Days are written days.</summary>
/// <param name="weeks">HabitWeeks: how many weeks count.</param>
/// <param name="minWeeks">HabitMinWeeks: in how many of them the weekday must hold a long run.</param>
internal sealed class LongRunHabit(int weeks, int minWeeks)
{
    private const int DaysPerWeek = 7;

    private readonly HashSet<int> _days = [];

    internal void Add(int day) => _days.Add(day);

    /// <summary>
    /// Whether the weekday of a day is usual at a reference day: enough of the weeks before hold a long run on that
    /// weekday.
    /// </summary>
    /// <param name="day">The day number whose weekday is looked up, on or after the reference.</param>
    /// <param name="reference">r: the weeks before it count.</param>
    internal bool IsUsual(int day, int reference)
    {
        if (_days.Count < minWeeks)
        {
            return false;
        }

        var sameWeekday = reference + ((day - reference) % DaysPerWeek);
        var found = 0;
        for (var k = 1; k <= weeks; k++)
        {
            found += _days.Contains(sameWeekday - (DaysPerWeek * k)) ? 1 : 0;
        }

        return found >= minWeeks;
    }
}
