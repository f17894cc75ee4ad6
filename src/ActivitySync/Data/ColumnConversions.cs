using System.Globalization;

namespace ActivitySync.Data;

/// <summary>
/// Converts values to columns and back: instants are seconds since 1970 in UTC, dates YYYY-MM-DD, enums kebab-case
/// text. Rows have members of type long, string and double, since Dapper reads nothing else from SQLite.
/// </summary>
internal static class ColumnConversions
{
    /// <summary>Within these years, both included, arithmetic with dates and instants can't overflow.</summary>
    public const int FirstYear = 1900;

    public const int LastYear = 2199;

    /// <summary>In meters, seconds or beats per minute; far more than any workout has.</summary>
    private const double MaxMeasurement = 1e9;

    private const string DateFormat = "yyyy-MM-dd";

    private static readonly long FirstInstant = new DateTimeOffset(FirstYear, 1, 1, 0, 0, 0, TimeSpan.Zero).ToColumn();

    private static readonly long LastInstant = new DateTimeOffset(
        LastYear,
        12,
        31,
        23,
        59,
        59,
        TimeSpan.Zero
    ).ToColumn();

    public static long ToColumn(this DateTimeOffset instant) => instant.ToUnixTimeSeconds();

    public static string ToColumn(this DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);

    /// <summary>Whether a number of seconds since 1970 is an instant within the years that are read.</summary>
    public static bool IsInstant(long seconds) => seconds >= FirstInstant && seconds <= LastInstant;

    /// <exception cref="FormatException">The instant is beyond the years that are read.</exception>
    public static DateTimeOffset ToInstant(this long seconds) =>
        IsInstant(seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new FormatException("The number is no instant.");

    /// <exception cref="FormatException">The instant is beyond the years that are read.</exception>
    public static DateTimeOffset? ToInstant(this long? seconds) => seconds is { } known ? known.ToInstant() : null;

    /// <exception cref="FormatException">The text is not a date, or beyond the years that are read.</exception>
    public static DateOnly ToDate(this string column) =>
        FindDate(column) is { Year: >= FirstYear and <= LastYear } date
            ? date
            : throw new FormatException("The text is no date.");

    /// <summary>The date of any year; null if the text is none.</summary>
    public static DateOnly? FindDate(string column) =>
        DateOnly.TryParseExact(column, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    /// <summary>Whether a number can be a measured value, in any unit; false for NaN.</summary>
    public static bool IsMeasurement(double value) => Math.Abs(value) <= MaxMeasurement;

    /// <summary>Returns a measured value, in any unit.</summary>
    /// <exception cref="FormatException">No measurement has this value.</exception>
    public static double CheckMeasurement(double value) =>
        IsMeasurement(value) ? value : throw new FormatException("The number is no measurement.");

    /// <summary>The text of an enum value, for example <c>long-run</c>.</summary>
    public static string ToColumn<T>(this T value)
        where T : struct, Enum => EnumText.Format(value);

    /// <exception cref="FormatException">The text is not a value of the enum.</exception>
    public static T ToEnum<T>(this string column)
        where T : struct, Enum => EnumText.Parse<T>(column);
}
