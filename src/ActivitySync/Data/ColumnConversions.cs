using System.Globalization;

namespace ActivitySync.Data;

/// <summary>
/// Converts values to columns and back: instants are seconds since 1970 in UTC, dates YYYY-MM-DD, enums kebab-case
/// text. Rows have members of type long, string and double, since Dapper reads nothing else from SQLite.
/// </summary>
internal static class ColumnConversions
{
    private const string DateFormat = "yyyy-MM-dd";

    public static long ToColumn(this DateTimeOffset instant) => instant.ToUnixTimeSeconds();

    public static string ToColumn(this DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset ToInstant(this long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    public static DateTimeOffset? ToInstant(this long? seconds) =>
        seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : null;

    public static DateOnly ToDate(this string column) =>
        DateOnly.ParseExact(column, DateFormat, CultureInfo.InvariantCulture);

    /// <summary>The text of an enum value, for example <c>long-run</c>.</summary>
    public static string ToColumn<T>(this T value)
        where T : struct, Enum => EnumText.Format(value);

    /// <exception cref="FormatException">The text is not a value of the enum.</exception>
    public static T ToEnum<T>(this string column)
        where T : struct, Enum => EnumText.Parse<T>(column);
}
