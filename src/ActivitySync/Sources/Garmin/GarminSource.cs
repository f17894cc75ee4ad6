using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Keys;

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
) : KeySource(GarminDescriptor.Service, gate, database, clock)
{
    /// <summary>The number of rows to request; Garmin's default.</summary>
    private const int PageSize = 99;

    /// <summary>
    /// Rows that two pages share, or half of a shorter page. Up to this many can be deleted between two calls without
    /// missing one.
    /// </summary>
    private const int MaxOverlap = 9;

    /// <summary>At least 3,600 activities with pages of 45. Stops reading a list that never ends.</summary>
    private const int MaxPages = 100;

    private readonly TimeProvider _clock = clock;

    public override int HistoryDays => settings.GetSource<GarminSettings>().HistoryDays;

    protected override async Task<KeyError?> ReadRowsAsync(
        AthleteSettings athlete,
        DateTimeOffset from,
        RowCollector rows,
        RequestCounter counter,
        CancellationToken cancellationToken
    )
    {
        var first = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-EdgeDays);
        var (offset, overlap) = (0, 0);
        for (var page = 0; page < MaxPages; page++)
        {
            var (body, error) = await GetPageAsync(athlete, first, offset, counter, cancellationToken);
            if (error is not null)
            {
                return error;
            }

            if (GarminActivityListParser.Parse(body, athlete.TimeZone) is not { } found)
            {
                return CreateError(KeyErrorKind.Unreadable, athlete);
            }

            var known = found.Count(row => rows.Contains(row.Id));
            if (known == found.Count)
            {
                return null;
            }

            if (overlap > 0 && known == 0)
            {
                // More rows were deleted than the pages share.
                return CreateError(KeyErrorKind.Unreadable, athlete);
            }

            foreach (var (id, ownerId, activity) in found)
            {
                rows.Add(id, ownerId, activity);
            }

            if (rows.IsOtherAccount)
            {
                return CreateError(KeyErrorKind.OtherAccount, athlete);
            }

            overlap = Math.Min(MaxOverlap, found.Count / 2);
            offset += found.Count - overlap;
        }

        return CreateError(KeyErrorKind.Unreadable, athlete);
    }

    private async Task<(ReadOnlyMemory<byte> Body, KeyError? Error)> GetPageAsync(
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

            if (reply.ErrorKind == KeyErrorKind.TokenRefused && refused is null)
            {
                refused = token;
            }
            else
            {
                return (default, KeyError.FromResponse(GarminDescriptor.Service, reply, athlete.Name, _clock));
            }
        }
    }
}
