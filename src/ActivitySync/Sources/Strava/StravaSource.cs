using System.Collections.Concurrent;
using System.Globalization;
using ActivitySync.Settings;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Strava as a source: each reading lists the whole window anew, so late uploads, edits and deletions show by
/// themselves. An ordinary window is one call; a longer one goes on by start (<see cref="ListCursor"/>) and ends only
/// with a page that brings nothing new.
/// </summary>
internal sealed class StravaSource(StravaCalls calls, TimeProvider clock, ILogger<StravaSource> log) : IActivitySource
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
    private static readonly TimeSpan Pad = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, UnfinishedList> _unfinished = new(StringComparer.Ordinal);

    public SourceName Name => SourceName.Strava;

    public bool Serves(AthleteSettings athlete) => athlete.Sources.Strava;

    public async Task<SourceReading> ReadAsync(AthleteSettings athlete, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var count = new CallCount();
        try
        {
            return await ReadAsync(athlete, from, count, cancellationToken);
        }
        catch (CannotProceedException trouble) when (trouble.ExitCode == ExitCode.ActionNeeded)
        {
            // The key to the tokens is gone: this source waits for a person, the others go on.
            return new SourceReading { Outcome = SourceOutcome.ActionNeeded, Requests = count.Made, Line = trouble.Message };
        }
    }

    private async Task<SourceReading> ReadAsync(AthleteSettings athlete, DateTimeOffset from, CallCount count, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var after = (from < now ? from : now) - Pad; // Strava refuses a window that begins in its future
        var account = calls.AccountOf(athlete);
        var isBegun = _unfinished.TryRemove(athlete.Name, out var begun) && begun.Serves(account, after, now);
        var list = isBegun ? begun! : new UnfinishedList(account, after, now, new ListCursor(after), [], []);
        var (cursor, found, setAside) = (list.Cursor, list.Found, list.SetAside);
        for (var page = isBegun ? 2 : 1; page <= MaxPages; page++)
        {
            var (body, trouble) = await calls.GetAsync(athlete, Query(cursor), count, cancellationToken);
            if (trouble is { Fault: StravaFault.LimitReached } && page > 1)
                _unfinished[athlete.Name] = list with { Cursor = cursor, BrokenOffAt = count.Made > 0 ? now : list.BrokenOffAt };
            if (trouble is not null) return Failed(trouble, count);
            if (StravaList.Read(body, athlete.TimeZone) is not { } read) return Failed(StravaTrouble.Of(StravaFault.Unreadable, athlete.Name), count);

            // Pages overlap; of an activity that stands on two, the later row is fresher.
            var known = found.Count + setAside.Count;
            foreach (var activity in read.Activities) found[activity.SourceId] = activity;
            setAside.UnionWith(read.SetAside);
            var brings = found.Count + setAside.Count > known;
            if (read.Count < PageSize && (page == 1 || !brings)) return Complete(athlete, found, setAside, count);
            if (!brings && cursor.Page > 1) break; // the same page again: the number is not heeded
            cursor = cursor.Next(read);
        }

        return Failed(StravaTrouble.Of(StravaFault.Unreadable, athlete.Name), count);
    }

    private SourceReading Complete(AthleteSettings athlete, Dictionary<string, SourceActivity> found, HashSet<string> setAside, CallCount count)
    {
        foreach (var id in setAside) StravaLog.SetAside(log, athlete.Name, id.Length > 0 ? id : "without an id", "no usable start or id");
        setAside.Remove("");
        return new SourceReading
        {
            Outcome = SourceOutcome.Complete,
            Activities = [.. found.Values.OrderBy(activity => activity.Activity.Start)],
            SetAside = [.. setAside],
            Requests = count.Made,
            Line = setAside.Count == 0
                ? null
                : $"Strava: {setAside.Count} of {athlete.Name}'s activities have no usable start date and are left out; correct it at https://www.strava.com/activities/{setAside.First()}.",
        };
    }

    private static SourceReading Failed(StravaTrouble trouble, CallCount count) => new()
    {
        Outcome = trouble.Outcome,
        Requests = count.Made,
        Line = trouble.Line,
        RetryAt = trouble.RetryAt,
        IsWithdrawn = trouble.Fault == StravaFault.AuthorisationDead,
    };

    private static string Query(ListCursor cursor) => string.Create(
        CultureInfo.InvariantCulture, $"athlete/activities?after={cursor.After.ToUnixTimeSeconds()}&per_page={PageSize}&page={cursor.Page}");
}
