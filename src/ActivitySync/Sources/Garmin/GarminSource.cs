using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources.Garmin;

/// <summary>
/// Garmin's personal API as a source: each reading lists the whole window anew, so late uploads, edits (a race mark set
/// afterwards) and deletions show by themselves. Pages overlap, so that what moves between two of them is noticed.
/// </summary>
internal sealed class GarminSource(
    GarminApi api,
    GarminTokenProvider access,
    RefreshLock gate,
    Database database,
    TimeProvider clock
) : IActivitySource
{
    /// <summary>How the store's tables call this source.</summary>
    public const string StoreName = "garmin";

    /// <summary>The turn that a reading of the list takes.</summary>
    public const string ListLockName = $"{StoreName}-list";

    /// <summary>What Garmin gives unasked.</summary>
    private const int PageSize = 99;

    /// <summary>Rows that two pages share: as many may be deleted between them without one being missed.</summary>
    private const int Overlap = 9;

    /// <summary>Nine thousand activities; a list without an end is none.</summary>
    private const int MaxPages = 100;

    /// <summary>The wait where Garmin names none.</summary>
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromMinutes(5);

    /// <summary>Local days reach this far beyond the window's edge.</summary>
    private const int EdgeDays = 1;

    public SourceName Name => SourceName.Garmin;

    public bool IsEnabledFor(AthleteSettings athlete) => athlete.Sources.Garmin;

    public async Task<SourceReadResult> ReadAsync(
        AthleteSettings athlete,
        DateTimeOffset from,
        CancellationToken cancellationToken
    )
    {
        // One request at a time, whoever asks: the daemon, or a verb beside it.
        using var turn = await gate.AcquireAsync(ListLockName, GetAthleteId(athlete), cancellationToken);
        var count = new RequestCounter();
        if (FindRateLimit(athlete) is { } waits)
        {
            return CreateFailedResult(waits, count);
        }

        var first = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-EdgeDays);
        var found = new Dictionary<string, SourceRecording>(StringComparer.Ordinal);
        var setAside = new HashSet<string>(StringComparer.Ordinal);
        for (var page = 0; page < MaxPages; page++)
        {
            var (body, trouble) = await GetPageAsync(
                athlete,
                first,
                page * (PageSize - Overlap),
                count,
                cancellationToken
            );
            if (trouble is not null)
            {
                return CreateFailedResult(trouble, count);
            }

            if (GarminActivityListParser.Parse(body, athlete.TimeZone) is not { } rows)
            {
                return CreateFailedResult(GarminError.FromKind(GarminErrorKind.Unreadable, athlete.Name), count);
            }

            if (page > 0 && rows.Count > 0 && !rows.Any(row => found.ContainsKey(row.Id) || setAside.Contains(row.Id)))
            {
                return CreateFailedResult(GarminError.FromKind(GarminErrorKind.Unreadable, athlete.Name), count); // more was deleted than the pages share
            }

            foreach (var (id, activity) in rows)
            {
                if (activity is null)
                {
                    setAside.Add(id);
                }
                else
                {
                    found[id] = activity;
                }
            }

            if (rows.Count < PageSize)
            {
                return CreateCompleteResult(athlete, found, setAside, count);
            }
        }

        return CreateFailedResult(GarminError.FromKind(GarminErrorKind.Unreadable, athlete.Name), count);
    }

    /// <summary>When Garmin may be asked again; null if the answer asks for no wait.</summary>
    public static DateTimeOffset? ComputeRetryAt(GarminResponse response, TimeProvider clock)
    {
        if (response.ErrorKind != GarminErrorKind.LimitReached)
        {
            return null;
        }

        var wait = response.RetryAfter is { } told && told > TimeSpan.Zero ? told : DefaultRetryAfter;
        if (wait > PlausibleInstant.MaxWait)
        {
            wait = PlausibleInstant.MaxWait;
        }

        return clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds) + 1); // the store keeps whole seconds
    }

    private async Task<(ReadOnlyMemory<byte> Body, GarminError? Trouble)> GetPageAsync(
        AthleteSettings athlete,
        DateOnly firstDay,
        int offset,
        RequestCounter counter,
        CancellationToken cancellationToken
    )
    {
        string? refused = null;
        while (true)
        {
            var (token, noToken) = await access.GetTokenAsync(athlete, refused, counter, cancellationToken);
            if (noToken is not null)
            {
                return (default, noToken);
            }

            var reply = await api.ListActivitiesAsync(firstDay, offset, PageSize, token!, counter, cancellationToken);
            if (reply.ErrorKind is null)
            {
                return (reply.Body, null);
            }

            if (reply.ErrorKind == GarminErrorKind.TokenRefused && refused is null)
            {
                refused = token;
            }
            else
            {
                return (
                    default,
                    GarminError.FromResponse(reply, athlete.Name) with
                    {
                        RetryAt = ComputeRetryAt(reply, clock),
                    }
                );
            }
        }
    }

    /// <summary>A wait that Garmin asked for holds for every reading, a person's too.</summary>
    private GarminError? FindRateLimit(AthleteSettings athlete)
    {
        using var connection = database.Open();
        var last = SyncStateRepository.Find(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            StoreName
        );
        var now = clock.GetUtcNow();
        return PlausibleInstant.FilterWait(last?.RetryAt.ToInstant(), now) is { } until && now < until
            ? GarminError.FromKind(GarminErrorKind.LimitReached, athlete.Name) with
            {
                RetryAt = until,
            }
            : null;
    }

    private long GetAthleteId(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
    }

    private static SourceReadResult CreateCompleteResult(
        AthleteSettings athlete,
        Dictionary<string, SourceRecording> found,
        HashSet<string> unreadableIds,
        RequestCounter counter
    )
    {
        var line =
            unreadableIds.Count == 0
                ? null
                : $"Garmin: {unreadableIds.Count} of {athlete.Name}'s activities have no usable id or start and are left out.";
        unreadableIds.Remove("");
        return new SourceReadResult
        {
            Outcome = SourceOutcome.Complete,
            Recordings = [.. found.Values.OrderBy(activity => activity.Activity.Start)],
            UnreadableIds = [.. unreadableIds],
            RequestCount = counter.Count,
            Message = line,
        };
    }

    private static SourceReadResult CreateFailedResult(GarminError error, RequestCounter counter) =>
        new()
        {
            Outcome = error.Outcome,
            RequestCount = counter.Count,
            Message = error.Message,
            RetryAt = error.RetryAt,
        };
}
