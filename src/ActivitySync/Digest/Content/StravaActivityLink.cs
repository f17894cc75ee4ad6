using ActivitySync.Advice;

namespace ActivitySync.Digest.Content;

/// <summary>
/// The link to an activity at Strava. Strava's terms require it, with this text, where its data is shown.
/// </summary>
internal static class StravaActivityLink
{
    /// <summary>Prescribed by Strava's terms, in every language.</summary>
    public const string LinkText = "View on Strava";

    /// <summary>The maximum number of links in a mail, so that the advice stays prominent.</summary>
    public const int MaxLinks = 3;

    /// <summary>Returns null for an activity without a copy from Strava.</summary>
    public static string? Find(AdviceResult advice, string activityId) =>
        advice.Activities.TryGetValue(activityId, out var activity)
        && activity.StravaId is { Length: > 0 } id
        && id.All(char.IsAsciiDigit)
            ? $"https://www.strava.com/activities/{id}"
            : null;
}
