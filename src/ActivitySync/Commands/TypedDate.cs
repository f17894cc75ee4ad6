using System.Globalization;

namespace ActivitySync.Commands;

/// <summary>Dates as people type them at a terminal.</summary>
internal static class TypedDate
{
    public const string Today = "today";
    private const string Yesterday = "yesterday";

    /// <summary>No training and no plan lies outside these years; within them all arithmetic on dates is safe.</summary>
    private const int FirstYear = 1900;
    private const int LastYear = 2199;

    /// <exception cref="CannotProceedException">It is no date; the line says where.</exception>
    public static DateOnly Read(string typed, string place, DateOnly today, bool isAhead = false) => typed.ToLowerInvariant() switch
    {
        Today => today,
        Yesterday => today.AddDays(-1),
        _ when DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= FirstYear and <= LastYear => date,
        _ => throw new CannotProceedException(
            ExitCode.WrongInput, $"{place}: \"{PlainText.Of(typed, 40)}\" is no date; write YYYY-MM-DD{(isAhead ? $" or {Today}" : $", {Today} or {Yesterday}")}."),
    };
}
