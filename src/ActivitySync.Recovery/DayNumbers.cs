using System.Globalization;

namespace ActivitySync.Recovery;

/// <summary>Converts day numbers to dates. Sums are made on day numbers, so that none can leave the calendar.</summary>
internal static class DayNumbers
{
    internal static int Max => DateOnly.MaxValue.DayNumber;

    /// <summary>The date of a day number, or the nearest date there is.</summary>
    internal static DateOnly ToDate(int day) => DateOnly.FromDayNumber(Math.Clamp(day, 0, Max));

    /// <summary>English, for explanations: "Sunday 8 November".</summary>
    internal static string FormatDay(int day) => ToDate(day).ToString("dddd d MMMM", CultureInfo.InvariantCulture);
}
