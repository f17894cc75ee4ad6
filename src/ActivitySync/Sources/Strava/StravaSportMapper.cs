using System.Text;
using System.Text.Json;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;

namespace ActivitySync.Sources.Strava;

/// <summary>Maps Strava's sports and workout types. Accepts unknown values, since Strava adds new ones.</summary>
internal static class StravaSportMapper
{
    /// <summary>Longer than any sport Strava has.</summary>
    private const int MaxSportLength = 40;

    private const string Unknown = "other";

    /// <summary>Returns the sport: <c>sport_type</c> in kebab case, or <c>treadmill</c> for a run on one.</summary>
    public static string GetSport(JsonElement activity)
    {
        // The older field `type` has "Run" for a trail run. It is the fallback if `sport_type` is missing.
        var sport = ToKebabCase(activity.GetTextOrEmpty("sport_type"));
        if (sport == Unknown)
        {
            sport = ToKebabCase(activity.GetTextOrEmpty("type"));
        }

        return sport == "run" && activity.GetFlagOrNull("trainer") == true ? "treadmill" : sport;
    }

    /// <summary>Returns the athlete's workout type: 1 to 3 for runs, 11 and 12 for rides, null for others.</summary>
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
