using System.Globalization;

namespace ActivitySync.Digest.Localization;

/// <summary>What all languages share in writing durations.</summary>
internal static class DurationText
{
    /// <summary>Shorter durations are written in minutes alone.</summary>
    public const int MinMinutesForHours = 90;

    /// <summary>Formats a race's time: "3:41:12", or "44:10" under an hour.</summary>
    public static string FormatRaceTime(TimeSpan time) =>
        time < TimeSpan.FromHours(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}"
            );
}
