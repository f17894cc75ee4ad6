using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources.Keys;

/// <summary>
/// A source that is read with a key. The base class makes one request at a time, keeps the waits that the service asks
/// for, and remembers whose account the key belongs to.
/// </summary>
internal abstract class KeySource(KeyService service, RefreshLock gate, Database database, TimeProvider clock)
    : IActivitySource
{
    /// <summary>Services filter by local day, which may differ from the UTC day by this much.</summary>
    protected const int EdgeDays = 1;

    public SourceName Name => service.Name;

    public abstract int HistoryDays { get; }

    public async Task<SourceReadResult> ReadAsync(
        AthleteSettings athlete,
        DateTimeOffset from,
        CancellationToken cancellationToken
    )
    {
        // One request at a time, from the daemon and all commands.
        using var turn = await gate.AcquireAsync(service.ListLockName, GetAthleteId(athlete), cancellationToken);
        var counter = new RequestCounter();
        if (FindRateLimit(athlete) is { } limit)
        {
            return CreateFailedResult(limit, counter);
        }

        var owner = FindOwner(athlete);
        var rows = new RowCollector(owner);
        if (await ReadRowsAsync(athlete, from, rows, counter, cancellationToken) is { } error)
        {
            return CreateFailedResult(error, counter);
        }

        if (owner is null && rows.OwnerId is { } found)
        {
            SaveOwner(athlete, found);
        }

        var result = CreateResult(athlete, rows, counter);
        return await CompleteAsync(result, rows, athlete, from, counter, cancellationToken);
    }

    /// <summary>Reads the complete list from a start.</summary>
    /// <returns>Null if the list is complete; else why it isn't.</returns>
    protected abstract Task<KeyError?> ReadRowsAsync(
        AthleteSettings athlete,
        DateTimeOffset from,
        RowCollector rows,
        RequestCounter counter,
        CancellationToken cancellationToken
    );

    /// <summary>Adds what the source reads after the list.</summary>
    protected virtual Task<SourceReadResult> CompleteAsync(
        SourceReadResult result,
        RowCollector rows,
        AthleteSettings athlete,
        DateTimeOffset from,
        RequestCounter counter,
        CancellationToken cancellationToken
    ) => Task.FromResult(result);

    protected KeyError CreateError(KeyErrorKind kind, AthleteSettings athlete) =>
        KeyError.FromKind(service, kind, athlete.Name);

    protected long GetAthleteId(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
    }

    /// <summary>
    /// Finds the rate limit that is still effective. It applies to all syncs, also those started by a command.
    /// </summary>
    private KeyError? FindRateLimit(AthleteSettings athlete)
    {
        using var connection = database.Open();
        var last = SyncStateRepository.Find(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            service.StoreName
        );
        var now = clock.GetUtcNow();
        return PlausibleInstant.FilterWait(last?.RetryAt.ToInstant(), now) is { } until && now < until
            ? CreateError(KeyErrorKind.LimitReached, athlete) with
            {
                RetryAt = until,
            }
            : null;
    }

    private string? FindOwner(AthleteSettings athlete)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        return KeyPropertiesRepository.Find(connection, athleteId, service.StoreName)?.OwnerId;
    }

    private void SaveOwner(AthleteSettings athlete, string ownerId)
    {
        var athleteId = GetAthleteId(athlete);
        using var connection = database.Open();
        KeyPropertiesRepository.SaveOwner(connection, athleteId, service.StoreName, ownerId);
    }

    private SourceReadResult CreateResult(AthleteSettings athlete, RowCollector rows, RequestCounter counter) =>
        new()
        {
            Outcome = SourceOutcome.Complete,
            Recordings = [.. rows.Found.Values.OrderBy(recording => recording.Activity.Start)],
            UnreadableIds = [.. rows.UnreadableIds.Where(id => id.Length > 0)],
            HasForeignRows = rows.ForeignIds.Count > 0,
            RequestCount = counter.Count,
            Message = (rows.ForeignIds.Count, rows.UnreadableIds.Count) switch
            {
                (> 0, _) => SourceReadResult.FormatForeignRows(service.Name, athlete.Name, rows.ForeignIds.Count),
                (_, > 0) => $"{service.Name}: {rows.UnreadableIds.Count} of {athlete.Name}'s activities have no valid "
                    + "id or start and are left out.",
                _ => null,
            },
        };

    private static SourceReadResult CreateFailedResult(KeyError error, RequestCounter counter) =>
        new()
        {
            Outcome = error.Outcome,
            RequestCount = counter.Count,
            Message = error.Message,
            RetryAt = error.RetryAt,
        };
}

/// <summary>Collects the rows of a list that comes in several responses.</summary>
/// <param name="storedOwner">The account that the first list named; null before.</param>
internal sealed class RowCollector(string? storedOwner)
{
    private readonly bool _isFirstList = storedOwner is null;
    private readonly HashSet<string> _seenIds = new(StringComparer.Ordinal);

    public Dictionary<string, SourceRecording> Found { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of rows that are unreadable; an empty text for a row without an id.</summary>
    public HashSet<string> UnreadableIds { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of rows that belong to another account.</summary>
    public HashSet<string> ForeignIds { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of rows that the service lists without their values.</summary>
    public HashSet<string> WithheldIds { get; } = new(StringComparer.Ordinal);

    /// <summary>The athlete's maximum that the service knows, beats per minute; null if unknown.</summary>
    public double? AthleteMaxHeartRate { get; set; }

    /// <summary>The account of the list; null if no row names one.</summary>
    public string? OwnerId { get; private set; } = storedOwner;

    /// <summary>The list is that of another account than before, or of several.</summary>
    public bool IsOtherAccount => ForeignIds.Count > 0 && (_isFirstList || Found.Count == 0);

    /// <summary>Notes a row of a response, also one that is not collected.</summary>
    public void MarkSeen(string id) => _seenIds.Add(id);

    public bool HasSeen(string id) => _seenIds.Contains(id);

    public bool Contains(string id) => Found.ContainsKey(id) || UnreadableIds.Contains(id) || ForeignIds.Contains(id);

    /// <summary>Adds a row; a later one replaces one with the same id.</summary>
    /// <param name="id">The id of the activity; empty if the row has none.</param>
    /// <param name="ownerId">The account of the activity; empty if the row has none.</param>
    /// <param name="recording">Null for an unreadable row.</param>
    public void Add(string id, string ownerId, SourceRecording? recording)
    {
        // The API doesn't say whose key it is, so the first list decides, and it has to name one account.
        OwnerId ??= ownerId.Length > 0 ? ownerId : null;
        if (ownerId.Length > 0 && ownerId != OwnerId)
        {
            ForeignIds.Add(id);
        }
        else if (recording is null)
        {
            UnreadableIds.Add(id);
        }
        else
        {
            Found[id] = recording;
        }
    }
}
