namespace ActivitySync.Recovery;

/// <summary>Day numbers and dates. Sums are made on numbers, so that none of them can leave the calendar.</summary>
internal static class DayNumbers
{
    internal static int Max => DateOnly.MaxValue.DayNumber;

    /// <summary>The date of a day number; the nearest one the calendar has.</summary>
    internal static DateOnly ToDate(int day) => DateOnly.FromDayNumber(Math.Clamp(day, 0, Max));
}
