namespace ActivitySync.Sources.Strava;

/// <summary>
/// A list of several pages that the limit broke off: the next reading goes on with it, so that no call was in vain and a
/// long list ends however small the limit is.
/// </summary>
/// <param name="Account">The athlete at Strava whose list it is.</param>
/// <param name="After">Where it began.</param>
/// <param name="BrokenOffAt">When.</param>
/// <param name="Cursor">Where it goes on.</param>
/// <param name="Found">What was read so far, by id.</param>
/// <param name="SetAside">What could not be read.</param>
internal sealed record UnfinishedList(
    string Account,
    DateTimeOffset After,
    DateTimeOffset BrokenOffAt,
    ListCursor Cursor,
    Dictionary<string, SourceActivity> Found,
    HashSet<string> SetAside)
{
    /// <summary>Two firings of the usual schedule; what is older is read anew, for it may have changed.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromHours(2);

    /// <summary>Whether a reading of this account from here may go on with it.</summary>
    public bool Serves(string account, DateTimeOffset after, DateTimeOffset now) =>
        Account == account && After <= after && (now - BrokenOffAt).Duration() <= Life;
}
