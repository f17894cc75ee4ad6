using ActivitySync.Advice;
using ActivitySync.Sources;

namespace ActivitySync.Digest.Content;

/// <summary>Links to the pages of activities at their source, where the terms of the source demand them.</summary>
internal static class ActivityLinks
{
    /// <summary>A mail has no more links than this, so that the decision stays in front.</summary>
    public const int MaxLinks = 3;

    /// <summary>
    /// The links of some activities, by activity ID. All have the same text, because a mail has one text for its links.
    /// </summary>
    public static IReadOnlyDictionary<string, SourceLink> Find(AdviceResult planned, IEnumerable<string> activityIds)
    {
        var links = activityIds
            .Select(id => (Id: id, planned.Activities.GetValueOrDefault(id)?.Link))
            .Where(activity => activity.Link is not null)
            .ToList();
        return links
            .Where(activity => activity.Link!.Text == links[0].Link!.Text)
            .Take(MaxLinks)
            .ToDictionary(activity => activity.Id, activity => activity.Link!, StringComparer.Ordinal);
    }
}
