using System.Text.Json;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;

namespace ActivitySync.Sources.Strava;

/// <summary>Maps Strava's sports and workout types. Accepts unknown values, since Strava adds new ones.</summary>
internal static class StravaSportMapper
{
    /// <summary>Longer than any sport Strava has.</summary>
    private const int MaxSportLength = 40;

    /// <summary>Returns the sport by <see cref="SportNames"/>, or <c>treadmill</c> for a run on one.</summary>
    public static string GetSport(JsonElement activity)
    {
        // The older field `type` has "Run" for a trail run. It is the fallback if `sport_type` is missing.
        var sport = FindSport(activity, "sport_type") ?? FindSport(activity, "type") ?? SportNames.Other;
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

    private static string? FindSport(JsonElement activity, string field)
    {
        var name = activity.GetTextOrEmpty(field);
        return name.Length <= MaxSportLength && name.All(char.IsAsciiLetterOrDigit) ? SportNames.Normalize(name) : null;
    }
}
