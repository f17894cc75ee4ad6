namespace ActivitySync.Sources.Strava;

/// <summary>
/// Where the next page of a list begins. Page numbers shift while others add and delete, and a row slips between two
/// pages; a start does not, so the next page begins a little before the last start seen.
/// </summary>
/// <param name="After">Starts after this are asked for.</param>
/// <param name="Page">The page of that list, from 1.</param>
internal sealed record ActivityListCursor(DateTimeOffset After, int Page = 1)
{
    /// <summary>A hidden start is shown as the first second of its day, so rows can stand this far out of their order.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    /// <summary>What follows a full page; the page's number counts on only where its starts do not lead further.</summary>
    public ActivityListCursor Advance(StravaActivityPage page)
    {
        var starts = page.Activities.Select(activity => activity.Activity.Start).ToList();
        var isOldestFirst = starts.Zip(starts.Skip(1)).All(pair => pair.Second >= pair.First - Overlap);
        return isOldestFirst && starts.Count > 0 && starts[^1] - Overlap > After
            ? new ActivityListCursor(starts[^1] - Overlap)
            : this with
            {
                Page = Page + 1,
            };
    }
}

/// <summary>
/// A list of several pages that the limit broke off: the next reading goes on with it, so that no call was in vain and a
/// long list ends however small the limit is.
/// </summary>
/// <param name="Account">The athlete at Strava whose list it is.</param>
/// <param name="After">Where it began.</param>
/// <param name="InterruptedAt">When.</param>
/// <param name="Cursor">Where it goes on.</param>
/// <param name="Found">What was read so far, by id.</param>
/// <param name="UnreadableIds">What could not be read.</param>
internal sealed record PartialActivityList(
    string Account,
    DateTimeOffset After,
    DateTimeOffset InterruptedAt,
    ActivityListCursor Cursor,
    Dictionary<string, SourceRecording> Found,
    HashSet<string> UnreadableIds
)
{
    /// <summary>Two firings of the usual schedule; what is older is read anew, for it may have changed.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(2);

    /// <summary>Whether a reading of this account from here may go on with it.</summary>
    public bool CanResume(string account, DateTimeOffset after, DateTimeOffset now) =>
        Account == account && After <= after && (now - InterruptedAt).Duration() <= MaxAge;
}
