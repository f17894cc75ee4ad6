using ActivitySync.Advice;

namespace ActivitySync.Digest.Content;

/// <summary>Where an activity quoted from Strava is seen there; its terms ask for the link, and for these words on it.</summary>
internal static class StravaActivityLink
{
    /// <summary>Strava's own words, in every language.</summary>
    public const string LinkText = "View on Strava";

    /// <summary>A mail has no more links than this: the decision stands first.</summary>
    public const int MaxLinks = 3;

    /// <summary>Null for an activity that did not come from Strava.</summary>
    public static string? Find(AdviceResult planned, string activityId) =>
        planned.Activities.TryGetValue(activityId, out var held)
        && held.StravaId is { Length: > 0 } id
        && id.All(char.IsAsciiDigit)
            ? $"https://www.strava.com/activities/{id}"
            : null;
}
