using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources.Garmin;

/// <summary>
/// Reads activities from Garmin's personal API.
/// </summary>
/// <remarks>
/// Each call lists the complete window, which includes late uploads, edits (such as a race mark set afterwards) and
/// deletions. Pages overlap, so that an activity that moves between two pages is detected. How many rows Garmin returns
/// at most isn't known (45, 50 and 100 were reported), so a page may be shorter than requested without being the last.
/// </remarks>
internal sealed class GarminSource(
    AppSettings settings,
    GarminApi api,
    GarminTokenProvider access,
    RefreshLock gate,
    Database database,
    TimeProvider clock
) : IActivitySource
{
    /// <summary>The name of this source in the database.</summary>
    public const string StoreName = "garmin";

    /// <summary>The lock that is taken while the list is read.</summary>
    public const string ListLockName = $"{StoreName}-list";

    /// <summary>The number of rows to request; Garmin's default.</summary>
    private const int PageSize = 99;

    /// <summary>
    /// Rows that two pages share, or half of a shorter page. Up to this many can be deleted between two calls without
    /// missing one.
    /// </summary>
    private const int MaxOverlap = 9;

    /// <summary>At least 3,600 activities with pages of 45. Stops reading a list that never ends.</summary>
    private const int MaxPages = 100;

    /// <summary>Used if Garmin's response has no Retry-After.</summary>
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromMinutes(5);

    /// <summary>Garmin filters by local day, which may differ from the UTC day by this much.</summary>
    private const int EdgeDays = 1;

    public SourceName Name => GarminDescriptor.SourceName;

    public int HistoryDays => settings.GetSource<GarminSettings>().HistoryDays;

    public async Task<SourceReadResult> ReadAsync(
        AthleteSettings athlete,
        DateTimeOffset from,
        CancellationToken cancellationToken
    )
    {
        // One request at a time, from the daemon and all commands.
        using var turn = await gate.AcquireAsync(ListLockName, GetAthleteId(athlete), cancellationToken);
        var count = new RequestCounter();
        if (FindRateLimit(athlete) is { } waits)
        {
            return CreateFailedResult(waits, count);
        }

        var first = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-EdgeDays);
        var found = new Dictionary<string, SourceRecording>(StringComparer.Ordinal);
        var unreadableIds = new HashSet<string>(StringComparer.Ordinal);
        var foreignIds = new HashSet<string>(StringComparer.Ordinal);
        var storedOwner = FindOwner(athlete);
        var owner = storedOwner;
        var (offset, overlap) = (0, 0);
        for (var page = 0; page < MaxPages; page++)
        {
            var (body, error) = await GetPageAsync(athlete, first, offset, count, cancellationToken);
            if (error is not null)
            {
                return CreateFailedResult(error, count);
            }

            if (GarminActivityListParser.Parse(body, athlete.TimeZone) is not { } rows)
            {
                return CreateFailedResult(GarminError.FromKind(GarminErrorKind.Unreadable, athlete.Name), count);
            }

            var known = rows.Count(row =>
                found.ContainsKey(row.Id) || unreadableIds.Contains(row.Id) || foreignIds.Contains(row.Id)
            );
            if (known == rows.Count)
            {
                if (storedOwner is null && owner is not null)
                {
                    SaveOwner(athlete, owner);
                }

                return CreateCompleteResult(athlete, found, unreadableIds, foreignIds, count);
            }

            if (overlap > 0 && known == 0)
            {
                // More rows were deleted than the pages share.
                return CreateFailedResult(GarminError.FromKind(GarminErrorKind.Unreadable, athlete.Name), count);
            }

            foreach (var (id, ownerId, activity) in rows)
            {
                // The API doesn't say whose key it is, so the first list decides, and it has to name one account.
                owner ??= ownerId.Length > 0 ? ownerId : null;
                if (ownerId.Length > 0 && ownerId != owner)
                {
                    foreignIds.Add(id);
                }
                else if (activity is null)
                {
                    unreadableIds.Add(id);
                }
                else
                {
                    found[id] = activity;
                }
            }

            if (foreignIds.Count > 0 && (storedOwner is null || found.Count == 0))
            {
                return CreateFailedResult(GarminError.FromKind(GarminErrorKind.OtherAccount, athlete.Name), count);
            }

            overlap = Math.Min(MaxOverlap, rows.Count / 2);
            offset += rows.Count - overlap;
        }

        return CreateFailedResult(GarminError.FromKind(GarminErrorKind.Unreadable, athlete.Name), count);
    }

    /// <summary>Computes when Garmin may be called again; null if the response is not a rate limit.</summary>
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

        // The database stores whole seconds.
        return clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds) + 1);
    }

    private async Task<(ReadOnlyMemory<byte> Body, GarminError? Error)> GetPageAsync(
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

    /// <summary>
    /// Finds the rate limit that is still effective. It applies to all syncs, also those started by a command.
    /// </summary>
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

    private string? FindOwner(AthleteSettings athlete)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        return GarminKeyRepository.Find(connection, athleteId)?.OwnerId;
    }

    private void SaveOwner(AthleteSettings athlete, string ownerId)
    {
        var athleteId = GetAthleteId(athlete);
        using var connection = database.Open();
        GarminKeyRepository.SaveOwner(connection, athleteId, ownerId);
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
        HashSet<string> foreignIds,
        RequestCounter counter
    )
    {
        var line = (foreignIds.Count, unreadableIds.Count) switch
        {
            (> 0, _) => SourceReadResult.FormatForeignRows(GarminDescriptor.SourceName, athlete.Name, foreignIds.Count),
            (_, > 0) => $"Garmin: {unreadableIds.Count} of {athlete.Name}'s activities have no valid id or start "
                + "and are left out.",
            _ => null,
        };
        unreadableIds.Remove("");
        return new SourceReadResult
        {
            Outcome = SourceOutcome.Complete,
            Recordings = [.. found.Values.OrderBy(activity => activity.Activity.Start)],
            UnreadableIds = [.. unreadableIds],
            HasForeignRows = foreignIds.Count > 0,
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
