using System.Globalization;
using ActivitySync.Digest.Words;
using ActivitySync.Recovery;
using ActivitySync.Settings;

namespace ActivitySync.Digest;

/// <summary>Small pieces that several blocks say alike.</summary>
internal static class Sentences
{
    private const double MetersAKilometer = 1000;
    private const double MetersAMile = 1609.344;

    /// <summary>Below this an outing is as usual and comparing it says nothing.</summary>
    private const double WorthComparing = 1.3;

    /// <summary>The sentences that there are, with a space between.</summary>
    public static string Join(params IEnumerable<string?> sentences) => string.Join(' ', sentences.Where(sentence => !string.IsNullOrEmpty(sentence)));

    /// <summary>Moving minutes, rounded.</summary>
    public static int Minutes(TaggedActivity activity) => (int)Math.Round(activity.Facts.Minutes, MidpointRounding.AwayFromZero);

    /// <summary>"4x your usual 50"; empty without a usual, or if it was as usual.</summary>
    public static string Compared(TaggedActivity activity, Language language)
    {
        if (activity.Facts.UsualMinutes is not { } usual || usual <= 0 || activity.Facts.Minutes < usual * WorthComparing) return "";
        var times = Math.Round(activity.Facts.Minutes / usual, 1, MidpointRounding.AwayFromZero);
        return language.Week.TimesUsual(Number(times, language), (int)Math.Round(usual, MidpointRounding.AwayFromZero));
    }

    /// <summary>"42.2 km" or "26.2 mi"; empty if it is not known.</summary>
    public static string Distance(double? meters, UnitSystem units, Language language)
    {
        if (meters is not > 0) return "";
        var (length, unit) = units == UnitSystem.Metric ? (MetersAKilometer, "km") : (MetersAMile, "mi");
        return $"{Number(Math.Round(meters.Value / length, 1, MidpointRounding.AwayFromZero), language)} {unit}";
    }

    public static string Number(double value, Language language) =>
        value.ToString("0.#", CultureInfo.InvariantCulture).Replace('.', language.DecimalPoint);
}
