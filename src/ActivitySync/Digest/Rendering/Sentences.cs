using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;

namespace ActivitySync.Digest.Rendering;

/// <summary>Text fragments that several blocks use.</summary>
internal static class Sentences
{
    private const double MetersPerKilometer = 1000;
    private const double MetersPerMile = 1609.344;

    /// <summary>Joins the non-empty sentences with spaces.</summary>
    public static string Join(params IEnumerable<string?> sentences) =>
        string.Join(' ', sentences.Where(sentence => !string.IsNullOrEmpty(sentence)));

    /// <summary>Names a past day by its weekday while that is clear, else by its date.</summary>
    public static string FormatPastDay(DateOnly date, DigestContent content, Language language) =>
        content.IsRecent(date) ? language.Weekday(date) : language.LongDate(date);

    /// <summary>Formats the severity of a pain; returns an empty text if it is 0.</summary>
    public static string FormatSeverity(Pain pain, Language language) =>
        pain.Severity > 0 ? FormatNumber(pain.Severity, language) : "";

    /// <summary>Returns an activity's moving minutes, rounded.</summary>
    public static int RoundMinutes(TaggedActivity activity) =>
        (int)Math.Round(activity.Facts.Minutes, MidpointRounding.AwayFromZero);

    /// <summary>Formats a distance as "42.2 km" or "26.2 mi"; returns an empty text if it is unknown.</summary>
    public static string FormatDistance(double? meters, UnitSystem units, Language language)
    {
        if (meters is not > 0)
        {
            return "";
        }

        var (length, unit) = units == UnitSystem.Metric ? (MetersPerKilometer, "km") : (MetersPerMile, language.Miles);
        return $"{FormatNumber(Math.Round(meters.Value / length, 1, MidpointRounding.AwayFromZero), language)} {unit}";
    }

    public static string FormatNumber(double value, Language language) =>
        value.ToString("0.#", CultureInfo.InvariantCulture).Replace('.', language.DecimalPoint);
}
