using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;

namespace ActivitySync.Digest.Rendering;

/// <summary>Small pieces that several blocks say alike.</summary>
internal static class Sentences
{
    private const double MetersPerKilometer = 1000;
    private const double MetersPerMile = 1609.344;

    /// <summary>Below this an outing is as usual and comparing it says nothing.</summary>
    private const double MinRatioToCompare = 1.3;

    /// <summary>The sentences that there are, with a space between.</summary>
    public static string Join(params IEnumerable<string?> sentences) =>
        string.Join(' ', sentences.Where(sentence => !string.IsNullOrEmpty(sentence)));

    /// <summary>Moving minutes, rounded.</summary>
    public static int RoundMinutes(TaggedActivity activity) =>
        (int)Math.Round(activity.Facts.Minutes, MidpointRounding.AwayFromZero);

    /// <summary>"4x your usual 50"; empty without a usual, or if it was as usual.</summary>
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

    /// <summary>"42.2 km" or "26.2 mi"; empty if it is not known.</summary>
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
