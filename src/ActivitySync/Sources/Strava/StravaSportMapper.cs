using System.Text;
using System.Text.Json;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;

namespace ActivitySync.Sources.Strava;

/// <summary>Strava's words for sports and kinds, in ours. New ones appear without notice and must not matter.</summary>
internal static class StravaSportMapper
{
    /// <summary>Longer than any sport Strava has.</summary>
    private const int MaxSportLength = 40;

    private const string Unknown = "other";

    /// <summary>The sport: the name of <c>sport_type</c> in lower-case words with hyphens, which is what ours are called.</summary>
    public static string GetSport(JsonElement activity)
    {
        // `type` is older and calls a trail run a run; it helps where the newer field is missing.
        var sport = ToKebabCase(activity.GetTextOrEmpty("sport_type"));
        if (sport == Unknown)
        {
            sport = ToKebabCase(activity.GetTextOrEmpty("type"));
        }

        return sport == "run" && activity.GetFlagOrNull("trainer") == true ? "treadmill" : sport;
    }

    /// <summary>What the runner picked: 1 to 3 for runs, 11 and 12 for rides; 0, 10 and null say nothing.</summary>
    public static SourceTag? FindSourceTag(JsonElement activity) =>
        activity.GetNumberOrNull("workout_type") switch
        {
            1 or 11 => SourceTag.Race,
            2 => SourceTag.LongRun,
            3 or 12 => SourceTag.Workout,
            _ => null,
        };

    private static string ToKebabCase(string name)
    {
        if (name.Length is 0 or > MaxSportLength || !name.All(char.IsAsciiLetterOrDigit))
        {
            return Unknown;
        }

        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord =
                char.IsAsciiLetterUpper(name[i])
                && i > 0
                && (
                    !char.IsAsciiLetterUpper(name[i - 1])
                    || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1]))
                );
            if (startsWord)
            {
                words.Append('-');
            }

            words.Append(char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
    }
}
