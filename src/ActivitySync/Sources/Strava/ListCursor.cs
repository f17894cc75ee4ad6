namespace ActivitySync.Sources.Strava;

/// <summary>
/// Where the next page of a list begins. Page numbers shift while others add and delete, and a row slips between two
/// pages; a start does not, so the next page begins a little before the last start seen.
/// </summary>
/// <param name="After">Starts after this are asked for.</param>
/// <param name="Page">The page of that list, from 1.</param>
internal sealed record ListCursor(DateTimeOffset After, int Page = 1)
{
    /// <summary>A hidden start is shown as the first second of its day, so rows can stand this far out of their order.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    /// <summary>What follows a full page; the page's number counts on only where its starts do not lead further.</summary>
    public ListCursor Next(StravaPage page)
    {
        var starts = page.Activities.Select(activity => activity.Activity.Start).ToList();
        var isOldestFirst = starts.Zip(starts.Skip(1)).All(pair => pair.Second >= pair.First - Overlap);
        return isOldestFirst && starts.Count > 0 && starts[^1] - Overlap > After
            ? new ListCursor(starts[^1] - Overlap)
            : this with { Page = Page + 1 };
    }
}
