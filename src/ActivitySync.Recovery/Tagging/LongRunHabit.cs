namespace ActivitySync.Recovery.Tagging;

/// <summary>The weekdays of long runs (rules.md 5, habit; R2: any weekday). Days are written days.</summary>
/// <param name="weeks">HabitWeeks: how many weeks are looked at.</param>
/// <param name="minWeeks">HabitMinWeeks: in how many of them the weekday has to hold a long run.</param>
internal sealed class LongRunHabit(int weeks, int minWeeks)
{
    private const int DaysPerWeek = 7;

    private readonly HashSet<int> _days = [];

    internal void Add(int day) => _days.Add(day);

    /// <summary>Whether the weekday of a day is usual, seen from another: enough of the weeks before it hold a long run on that weekday.</summary>
    /// <param name="day">The day whose weekday is asked about, on or after the reference.</param>
    /// <param name="reference">r: the weeks are those before it.</param>
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
