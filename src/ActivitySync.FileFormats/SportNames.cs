using System.Text;

namespace ActivitySync.FileFormats;

/// <summary>Maps the sport names in files and commands to those of tagging.md 1.</summary>
internal static class SportNames
{
    public const string Other = "other";

    private const int MaxLength = 40;

    /// <summary>
    /// The name for a word such as <c>Running</c>, <c>trail_running</c> or <c>TrailRun</c>, or for one of the numbers
    /// Strava writes into GPX files; null if the word is empty. An unknown word is returned in kebab-case.
    /// </summary>
    public static string? Normalize(string? text)
    {
        var kebab = ToKebabCase(text ?? "");
        return kebab switch
        {
            "" => null,
            "running" or "run" or "jogging" or "street-running" or "road-running" or "9" => "run",
            "trail-running" or "trail-run" => "trail-run",
            "treadmill-running" or "treadmill-run" or "indoor-running" or "treadmill" => "treadmill",
            "virtual-running" or "virtual-run" or "53" => "virtual-run",
            "track-running" or "track-run" => "track-run",
            "walking" or "walk" or "casual-walking" or "speed-walking" or "10" => "walk",
            "hiking" or "hike" or "4" => "hike",
            "biking" or "cycling" or "ride" or "road-biking" or "road-cycling" or "bike" or "1" => "ride",
            "virtual-ride" or "virtual-cycling" or "17" => "virtual-ride",
            "gravel-cycling" or "gravel-ride" => "gravel-ride",
            "mountain-biking" or "mountain-bike-ride" => "mountain-bike-ride",
            "e-bike-ride" or "e-biking" or "18" => "e-bike-ride",
            "swimming" or "swim" or "lap-swimming" or "open-water-swimming" or "16" => "swim",
            "multi-sport" or "multisport" => "multisport",
            "2" => "alpine-skiing",
            "7" => "cross-country-skiing",
            "13" => "snowshoeing",
            "23" => "rowing",
            _ => kebab.All(char.IsAsciiDigit) ? Other : kebab,
        };
    }

    /// <summary>
    /// Lower-case words with hyphens. A new word starts at an upper-case letter after a lower-case one, and after
    /// whatever is no letter or digit.
    /// </summary>
    private static string ToKebabCase(string text)
    {
        var kebab = new StringBuilder();
        var before = ' ';
        foreach (var letter in text)
        {
            if (kebab.Length >= MaxLength)
            {
                break;
            }

            var isWord = char.IsAsciiLetterOrDigit(letter);
            var startsWord = !isWord || (char.IsAsciiLetterUpper(letter) && char.IsAsciiLetterLower(before));
            if (startsWord && kebab.Length > 0 && kebab[^1] != '-')
            {
                kebab.Append('-');
            }

            if (isWord)
            {
                kebab.Append(char.ToLowerInvariant(letter));
            }

            before = letter;
        }

        return kebab.ToString().Trim('-');
    }
}
