namespace ActivitySync.Sources.Strava;

/// <summary>
/// The position of the next page in an activity list. Page numbers shift when activities are added or deleted between
/// two calls, so that a row is missed. Start times don't shift, so the next page begins shortly before the last start.
/// </summary>
/// <param name="After">The list has activities that start after this instant.</param>
/// <param name="Page">The page of that list, counted from 1.</param>
internal sealed record ActivityListCursor(DateTimeOffset After, int Page = 1)
{
    /// <summary>
    /// Strava shows a hidden start as the first second of its day, so rows can be out of order by up to a day.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    /// <summary>
    /// Returns the position after a full page. Increases the page number only if the page's starts don't lead further.
    /// </summary>
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
/// A list of several pages that the rate limit interrupted. The next read resumes it, so a long list is completed
/// however small the limit is.
/// </summary>
/// <param name="Account">The Strava id of the athlete whose list it is.</param>
/// <param name="After">The start of the window that the list covers.</param>
/// <param name="InterruptedAt">When the rate limit was reached.</param>
/// <param name="Cursor">The next page to read.</param>
/// <param name="Found">The recordings read so far, by id.</param>
/// <param name="UnreadableIds">The ids of unreadable rows.</param>
/// <param name="ForeignIds">The ids of rows of another athlete.</param>
internal sealed record PartialActivityList(
    string Account,
    DateTimeOffset After,
    DateTimeOffset InterruptedAt,
    ActivityListCursor Cursor,
    Dictionary<string, SourceRecording> Found,
    HashSet<string> UnreadableIds,
    HashSet<string> ForeignIds
)
{
    /// <summary>Two syncs of the default schedule. An older list is read again, since it may have changed.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(2);

    /// <summary>Whether a read of this account and window can resume this list.</summary>
    public bool CanResume(string account, DateTimeOffset after, DateTimeOffset now) =>
        Account == account && After <= after && (now - InterruptedAt).Duration() <= MaxAge;
}
