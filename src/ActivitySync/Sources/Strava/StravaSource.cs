using System.Collections.Concurrent;
using System.Globalization;
using ActivitySync.Configuration;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Strava as a source: each reading lists the whole window anew, so late uploads, edits and deletions show by
/// themselves. An ordinary window is one call; a longer one goes on by start (<see cref="ActivityListCursor"/>) and ends only
/// with a page that brings nothing new.
/// </summary>
internal sealed class StravaSource(
    AppSettings settings,
    StravaAthleteClient calls,
    TimeProvider clock,
    ILogger<StravaSource> log
) : IActivitySource
{
    /// <summary>How the store's tables call this source.</summary>
    public const string StoreName = "strava";

    /// <summary>The most Strava gives.</summary>
    private const int PageSize = 200;

    /// <summary>Twenty thousand activities; a list without an end is none.</summary>
    private const int MaxPages = 100;

    /// <summary>
    /// Asked for before the window: it is not documented whether its edge belongs to it, or which start counts for
    /// runners who hide theirs.
    /// </summary>
    private static readonly TimeSpan WindowPadding = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, PartialActivityList> _unfinished = new(StringComparer.Ordinal);

    public SourceName Name => StravaDescriptor.SourceName;

    public int HistoryDays => settings.GetSource<StravaSettings>().HistoryDays;

    public async Task<SourceReadResult> ReadAsync(
        AthleteSettings athlete,
        DateTimeOffset from,
        CancellationToken cancellationToken
    )
    {
        var count = new RequestCounter();
        try
        {
            return await ReadWindowAsync(athlete, from, count, cancellationToken);
        }
        catch (OperationException exception) when (exception.Kind == ErrorKind.ActionRequired)
        {
            // The key to the tokens is gone: this source waits for a person, the others go on.
            return new SourceReadResult
            {
                Outcome = SourceOutcome.ActionNeeded,
                RequestCount = count.Count,
                Message = exception.Message,
            };
        }
    }

    private async Task<SourceReadResult> ReadWindowAsync(
        AthleteSettings athlete,
        DateTimeOffset from,
        RequestCounter count,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var after = (from < now ? from : now) - WindowPadding; // Strava refuses a window that begins in its future
        var account = calls.GetAccountId(athlete);
        var isBegun = _unfinished.TryRemove(athlete.Name, out var begun) && begun.CanResume(account, after, now);
        var list = isBegun
            ? begun!
            : new PartialActivityList(account, after, now, new ActivityListCursor(after), [], []);
        var (cursor, found, setAside) = (list.Cursor, list.Found, list.UnreadableIds);
        for (var page = isBegun ? 2 : 1; page <= MaxPages; page++)
        {
            var (body, trouble) = await calls.GetAsync(athlete, BuildQuery(cursor), count, cancellationToken);
            if (trouble is { Kind: StravaErrorKind.LimitReached } && page > 1)
            {
                _unfinished[athlete.Name] = list with
                {
                    Cursor = cursor,
                    InterruptedAt = count.Count > 0 ? now : list.InterruptedAt,
                };
            }

            if (trouble is not null)
            {
                return CreateFailedReading(trouble, count);
            }

            if (StravaActivityParser.ParsePage(body, athlete.TimeZone) is not { } read)
            {
                return CreateFailedReading(StravaError.Create(StravaErrorKind.Unreadable, athlete.Name), count);
            }

            // Pages overlap; of an activity that stands on two, the later row is fresher.
            var known = found.Count + setAside.Count;
            foreach (var activity in read.Activities)
            {
                found[activity.SourceId] = activity;
            }

            setAside.UnionWith(read.UnreadableIds);
            var brings = found.Count + setAside.Count > known;
            if (read.RowCount < PageSize && (page == 1 || !brings))
            {
                return CreateCompleteReading(athlete, found, setAside, count);
            }

            if (!brings && cursor.Page > 1)
            {
                break; // the same page again: the number is not heeded
            }

            cursor = cursor.Advance(read);
        }

        return CreateFailedReading(StravaError.Create(StravaErrorKind.Unreadable, athlete.Name), count);
    }

    private SourceReadResult CreateCompleteReading(
        AthleteSettings athlete,
        Dictionary<string, SourceRecording> found,
        HashSet<string> setAside,
        RequestCounter count
    )
    {
        foreach (var id in setAside)
        {
            StravaLog.LogActivityUnreadable(
                log,
                athlete.Name,
                id.Length > 0 ? id : "without an id",
                "no usable start or id"
            );
        }

        setAside.Remove("");
        return new SourceReadResult
        {
            Outcome = SourceOutcome.Complete,
            Recordings = [.. found.Values.OrderBy(activity => activity.Activity.Start)],
            UnreadableIds = [.. setAside],
            RequestCount = count.Count,
            Message =
                setAside.Count == 0
                    ? null
                    : $"Strava: {setAside.Count} of {athlete.Name}'s activities have no usable start date and are left out; correct it at https://www.strava.com/activities/{setAside.First()}.",
        };
    }

    private static SourceReadResult CreateFailedReading(StravaError trouble, RequestCounter count) =>
        new()
        {
            Outcome = trouble.Outcome,
            RequestCount = count.Count,
            Message = trouble.Message,
            RetryAt = trouble.RetryAt,
            IsAccessRevoked = trouble.Kind == StravaErrorKind.AuthorisationDead,
        };

    private static string BuildQuery(ActivityListCursor cursor) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"athlete/activities?after={cursor.After.ToUnixTimeSeconds()}&per_page={PageSize}&page={cursor.Page}"
        );
}
