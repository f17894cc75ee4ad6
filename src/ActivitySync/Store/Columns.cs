using System.Globalization;
using System.Text.Json;

namespace ActivitySync.Store;

/// <summary>
/// The one place where values become columns and back: instants are seconds since 1970 in UTC, dates YYYY-MM-DD,
/// enumerations their names in kebab-case. Rows are read as long, string and double, since Dapper reads nothing else from SQLite.
/// </summary>
internal static class Columns
{
    private const string DateFormat = "yyyy-MM-dd";

    public static long ToColumn(this DateTimeOffset instant) => instant.ToUnixTimeSeconds();

    public static string ToColumn(this DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset ToInstant(this long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    public static DateTimeOffset? ToInstant(this long? seconds) => seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : null;

    public static DateOnly ToDate(this string column) => DateOnly.ParseExact(column, DateFormat, CultureInfo.InvariantCulture);

    /// <summary>An enumeration's name in kebab-case: <c>long-run</c>.</summary>
    public static string ToColumn<T>(this T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <exception cref="FormatException">The column holds no such name.</exception>
    public static T ToEnum<T>(this string column)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToColumn() == column) return value;
        }

        throw new FormatException($"'{column}' is no {typeof(T).Name}.");
    }
}
