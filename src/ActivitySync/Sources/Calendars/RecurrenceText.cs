using System.Globalization;

namespace ActivitySync.Sources.Calendars;

/// <summary>Reads the text of recurrence rules: <c>FREQ=WEEKLY;COUNT=4</c>.</summary>
internal static class RecurrenceText
{
    /// <summary>The parts that the library evaluates. Its handling of UNTIL depends on the kind of the start.</summary>
    private static readonly string[] EvaluatedParts =
    [
        "FREQ",
        "INTERVAL",
        "COUNT",
        "BYSECOND",
        "BYMINUTE",
        "BYHOUR",
        "BYDAY",
        "BYMONTHDAY",
        "BYYEARDAY",
        "BYWEEKNO",
        "BYMONTH",
        "BYSETPOS",
        "WKST",
    ];

    private static readonly string[] Frequencies =
    [
        "SECONDLY",
        "MINUTELY",
        "HOURLY",
        "DAILY",
        "WEEKLY",
        "MONTHLY",
        "YEARLY",
    ];

    /// <summary>Splits a rule into its parts, by name in capitals. Parts without a value are left out.</summary>
    public static Dictionary<string, string> Split(string rule)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in rule.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=');
            if (equals > 0 && equals + 1 < part.Length)
            {
                parts[part[..equals].Trim().ToUpperInvariant()] = part[(equals + 1)..].Trim().ToUpperInvariant();
            }
        }

        return parts;
    }

    /// <summary>
    /// Returns the parts of a rule that the library evaluates; null if its frequency or a number that bounds it is
    /// invalid.
    /// </summary>
    public static string? Format(Dictionary<string, string> parts) =>
        Frequencies.Contains(parts.GetValueOrDefault("FREQ"))
        && IsMissingOrPositive(parts, "INTERVAL")
        && IsMissingOrPositive(parts, "COUNT")
            ? string.Join(';', EvaluatedParts.Where(parts.ContainsKey).Select(name => $"{name}={parts[name]}"))
            : null;

    private static bool IsMissingOrPositive(Dictionary<string, string> parts, string name) =>
        !parts.TryGetValue(name, out var text)
        || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0);
}
