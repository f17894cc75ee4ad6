using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;

namespace ActivitySync.Digest.Rendering;

/// <summary>Text fragments that several blocks use.</summary>
internal static class Sentences
{
    private const double MetersPerKilometer = 1000;
    private const double MetersPerMile = 1609.344;

    /// <summary>A smaller ratio to the usual duration is not mentioned.</summary>
    private const double MinRatioToCompare = 1.3;

    /// <summary>Joins the non-empty sentences with spaces.</summary>
    public static string Join(params IEnumerable<string?> sentences) =>
        string.Join(' ', sentences.Where(sentence => !string.IsNullOrEmpty(sentence)));

    /// <summary>Returns an activity's moving minutes, rounded.</summary>
    public static int RoundMinutes(TaggedActivity activity) =>
        (int)Math.Round(activity.Facts.Minutes, MidpointRounding.AwayFromZero);

    /// <summary>
    /// Compares an activity with the usual duration: "4x your usual 50". Returns an empty text if there is no usual
    /// duration or little difference.
    /// </summary>
    public static string CompareWithUsual(TaggedActivity activity, Language language)
    {
        if (
            activity.Facts.UsualMinutes is not { } usual
            || usual <= 0
            || activity.Facts.Minutes < usual * MinRatioToCompare
        )
        {
            return "";
        }

        var times = Math.Round(activity.Facts.Minutes / usual, 1, MidpointRounding.AwayFromZero);
        return language.Week.TimesUsual(
            FormatNumber(times, language),
            (int)Math.Round(usual, MidpointRounding.AwayFromZero)
        );
    }

    /// <summary>Formats a distance as "42.2 km" or "26.2 mi"; returns an empty text if it is unknown.</summary>
    public static string FormatDistance(double? meters, UnitSystem units, Language language)
    {
        if (meters is not > 0)
        {
            return "";
        }

        var (length, unit) = units == UnitSystem.Metric ? (MetersPerKilometer, "km") : (MetersPerMile, "mi");
        return $"{FormatNumber(Math.Round(meters.Value / length, 1, MidpointRounding.AwayFromZero), language)} {unit}";
    }

    public static string FormatNumber(double value, Language language) =>
        value.ToString("0.#", CultureInfo.InvariantCulture).Replace('.', language.DecimalPoint);
}
