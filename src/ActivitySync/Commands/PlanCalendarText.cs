using System.Globalization;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary>The days to come in one line a week: a mark for each day and kind.</summary>
internal static class PlanCalendarText
{
    private const int WeekDays = 7;

    public static void Write(TextWriter output, IReadOnlyList<CalendarDay> calendar)
    {
        if (calendar.Count == 0) return;
        output.WriteLine();
        output.WriteLine($"From            {string.Concat(calendar.Take(WeekDays).Select(day => $"{day.Date.DayOfWeek.ToString()[..2]} "))}");
        foreach (var week in calendar.Chunk(WeekDays))
        {
            var from = week[0].Date.ToString("d MMM", CultureInfo.InvariantCulture);
            output.WriteLine($"{from,-7}Swedish  {Marks(week, day => day.Swedish)}");
            output.WriteLine($"       deep     {Marks(week, day => day.DeepTissue)}");
        }

        output.WriteLine("# suggested   o possible   . blocked");
    }

    private static string Marks(IEnumerable<CalendarDay> days, Func<CalendarDay, DayState> kind) =>
        string.Concat(days.Select(day => $"{Mark(kind(day))}  ")).TrimEnd();

    private static char Mark(DayState state) => state switch
    {
        DayState.Suggested => '#',
        DayState.Allowed => 'o',
        _ => '.',
    };
}
