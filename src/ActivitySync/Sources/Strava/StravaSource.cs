using System.Collections.Concurrent;
using System.Globalization;
using ActivitySync.Configuration;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Reads activities from Strava. Each read lists the complete window again, which finds late uploads, edits and
/// deletions. A usual window takes one request. A longer one continues by start (<see cref="ActivityListCursor"/>)
/// until a page has nothing new.
/// </summary>
internal sealed class StravaSource(
    AppSettings settings,
    StravaAthleteClient calls,
    TimeProvider clock,
    ILogger<StravaSource> log
) : IActivitySource
{
    /// <summary>The name of this source in the database.</summary>
    public const string StoreName = "strava";

    /// <summary>The max page size that Strava supports.</summary>
    private const int PageSize = 200;

    /// <summary>Enough for 20,000 activities. A longer list is treated as unreadable.</summary>
    private const int MaxPages = 100;

    /// <summary>
    /// Added before the window. Strava doesn't document whether the window includes its edge, or which start it
    /// compares for athletes who hide theirs.
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
            // The key of the tokens is missing: this source needs the athlete, and the other sources continue.
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
        var isResumed = _unfinished.TryRemove(athlete.Name, out var partial) && partial.CanResume(account, after, now);
        var list = isResumed
            ? partial!
            : new PartialActivityList(account, after, now, new ActivityListCursor(after), [], [], []);
        var (cursor, found, unreadableIds, foreignIds) = (list.Cursor, list.Found, list.UnreadableIds, list.ForeignIds);
        for (var page = isResumed ? 2 : 1; page <= MaxPages; page++)
        {
            var (body, error) = await calls.GetAsync(athlete, BuildQuery(cursor), count, cancellationToken);
            if (error is { Kind: StravaErrorKind.LimitReached } && page > 1)
            {
                _unfinished[athlete.Name] = list with
                {
                    Cursor = cursor,
                    InterruptedAt = count.Count > 0 ? now : list.InterruptedAt,
                };
            }

            if (error is not null)
            {
                return CreateFailedReading(error, count);
            }

            if (StravaActivityParser.ParsePage(body, athlete.TimeZone, account) is not { } read)
            {
                return CreateFailedReading(StravaError.Create(StravaErrorKind.Unreadable, athlete.Name), count);
            }

            // Pages overlap. If an activity is on two pages, the later row is more recent.
            var known = found.Count + unreadableIds.Count + foreignIds.Count;
            foreach (var activity in read.Activities)
            {
                found[activity.SourceId] = activity;
            }

            unreadableIds.UnionWith(read.UnreadableIds);
            foreignIds.UnionWith(read.ForeignIds);
            var hasNew = found.Count + unreadableIds.Count + foreignIds.Count > known;
            if (read.RowCount < PageSize && (page == 1 || !hasNew))
            {
                return foreignIds.Count > 0 && found.Count == 0
                    ? CreateFailedReading(StravaError.Create(StravaErrorKind.OtherAthlete, athlete.Name), count)
                    : CreateCompleteReading(athlete, found, unreadableIds, foreignIds, count);
            }

            if (!hasNew && cursor.Page > 1)
            {
                break; // the same page again: Strava ignores the page number
            }

            cursor = cursor.Advance(read);
        }

        return CreateFailedReading(StravaError.Create(StravaErrorKind.Unreadable, athlete.Name), count);
    }

    private SourceReadResult CreateCompleteReading(
        AthleteSettings athlete,
        Dictionary<string, SourceRecording> found,
        HashSet<string> unreadableIds,
        HashSet<string> foreignIds,
        RequestCounter count
    )
    {
        foreach (var id in foreignIds)
        {
            StravaLog.LogActivityUnreadable(log, athlete.Name, id, "it belongs to another athlete");
        }

        foreach (var id in unreadableIds)
        {
            StravaLog.LogActivityUnreadable(
                log,
                athlete.Name,
                id.Length > 0 ? id : "without an id",
                "no usable start or id"
            );
        }

        unreadableIds.Remove("");
        return new SourceReadResult
        {
            Outcome = SourceOutcome.Complete,
            Recordings = [.. found.Values.OrderBy(activity => activity.Activity.Start)],
            UnreadableIds = [.. unreadableIds],
            RequestCount = count.Count,
            HasForeignRows = foreignIds.Count > 0,
            Message = (foreignIds.Count, unreadableIds.Count) switch
            {
                (> 0, _) => SourceReadResult.FormatForeignRows(Name, athlete.Name, foreignIds.Count),
                (_, > 0) => $"Strava: {unreadableIds.Count} of {athlete.Name}'s activities have no usable start date "
                    + $"and are skipped. Check https://www.strava.com/activities/{unreadableIds.First()}.",
                _ => null,
            },
        };
    }

    private static SourceReadResult CreateFailedReading(StravaError error, RequestCounter count) =>
        new()
        {
            Outcome = error.Outcome,
            RequestCount = count.Count,
            Message = error.Message,
            RetryAt = error.RetryAt,
            IsAccessRevoked = error.Kind == StravaErrorKind.AuthorisationDead,
        };

    private static string BuildQuery(ActivityListCursor cursor) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"athlete/activities?after={cursor.After.ToUnixTimeSeconds()}&per_page={PageSize}&page={cursor.Page}"
        );
}
