using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Sources.Garmin;

/// <summary>
/// Garmin's personal API as a source: each reading lists the whole window anew, so late uploads, edits (a race mark set
/// afterwards) and deletions show by themselves. Pages overlap, so that what moves between two of them is noticed.
/// </summary>
internal sealed class GarminSource(GarminApi api, GarminAccess access, RefreshGate gate, Database database, TimeProvider clock) : IActivitySource
{
    /// <summary>How the store's tables call this source.</summary>
    public const string StoreName = "garmin";

    /// <summary>The turn that a reading of the list takes.</summary>
    public const string ListTurn = $"{StoreName}-list";

    /// <summary>What Garmin gives unasked.</summary>
    private const int PageSize = 99;

    /// <summary>Rows that two pages share: as many may be deleted between them without one being missed.</summary>
    private const int Overlap = 9;

    /// <summary>Nine thousand activities; a list without an end is none.</summary>
    private const int MaxPages = 100;

    /// <summary>The wait where Garmin names none.</summary>
    private static readonly TimeSpan UsualWait = TimeSpan.FromMinutes(5);

    /// <summary>Local days reach this far beyond the window's edge.</summary>
    private const int EdgeDays = 1;

    public SourceName Name => SourceName.Garmin;

    public bool Serves(AthleteSettings athlete) => athlete.Sources.Garmin;

    public async Task<SourceReading> ReadAsync(AthleteSettings athlete, DateTimeOffset from, CancellationToken cancellationToken)
    {
        // One request at a time, whoever asks: the daemon, or a verb beside it.
        using var turn = await gate.EnterAsync(ListTurn, IdOf(athlete), cancellationToken);
        var count = new CallCount();
        if (AskedToWait(athlete) is { } waits) return Failed(waits, count);
        var first = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-EdgeDays);
        var found = new Dictionary<string, SourceActivity>(StringComparer.Ordinal);
        var setAside = new HashSet<string>(StringComparer.Ordinal);
        for (var page = 0; page < MaxPages; page++)
        {
            var (body, trouble) = await PageAsync(athlete, first, page * (PageSize - Overlap), count, cancellationToken);
            if (trouble is not null) return Failed(trouble, count);
            if (GarminList.Read(body, athlete.TimeZone) is not { } rows) return Failed(GarminTrouble.Of(GarminFault.Unreadable, athlete.Name), count);
            if (page > 0 && rows.Count > 0 && !rows.Any(row => found.ContainsKey(row.Id) || setAside.Contains(row.Id)))
                return Failed(GarminTrouble.Of(GarminFault.Unreadable, athlete.Name), count); // more was deleted than the pages share
            foreach (var (id, activity) in rows)
            {
                if (activity is null) setAside.Add(id);
                else found[id] = activity;
            }

            if (rows.Count < PageSize) return Complete(athlete, found, setAside, count);
        }

        return Failed(GarminTrouble.Of(GarminFault.Unreadable, athlete.Name), count);
    }

    /// <summary>When Garmin may be asked again; null if the answer asks for no wait.</summary>
    public static DateTimeOffset? RetryAt(GarminReply reply, TimeProvider clock)
    {
        if (reply.Fault != GarminFault.LimitReached) return null;
        var wait = reply.RetryAfter is { } told && told > TimeSpan.Zero ? told : UsualWait;
        if (wait > Believable.LongestWait) wait = Believable.LongestWait;
        return clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds) + 1); // the store keeps whole seconds
    }

    private async Task<(ReadOnlyMemory<byte> Body, GarminTrouble? Trouble)> PageAsync(
        AthleteSettings athlete, DateOnly first, int start, CallCount count, CancellationToken cancellationToken)
    {
        string? refused = null;
        while (true)
        {
            var (token, noToken) = await access.TokenAsync(athlete, refused, count, cancellationToken);
            if (noToken is not null) return (default, noToken);
            var reply = await api.ListAsync(first, start, PageSize, token!, count, cancellationToken);
            if (reply.Fault is null) return (reply.Body, null);
            if (reply.Fault == GarminFault.TokenRefused && refused is null) refused = token;
            else return (default, GarminTrouble.Of(reply, athlete.Name) with { RetryAt = RetryAt(reply, clock) });
        }
    }

    /// <summary>A wait that Garmin asked for holds for every reading, a person's too.</summary>
    private GarminTrouble? AskedToWait(AthleteSettings athlete)
    {
        using var store = database.Open();
        var last = Syncs.Find(store, Athletes.IdOf(store, athlete.Name, clock), StoreName);
        var now = clock.GetUtcNow();
        return Believable.Wait(last?.RetryAt.ToInstant(), now) is { } until && now < until
            ? GarminTrouble.Of(GarminFault.LimitReached, athlete.Name) with { RetryAt = until }
            : null;
    }

    private long IdOf(AthleteSettings athlete)
    {
        using var store = database.Open();
        return Athletes.IdOf(store, athlete.Name, clock);
    }

    private static SourceReading Complete(AthleteSettings athlete, Dictionary<string, SourceActivity> found, HashSet<string> setAside, CallCount count)
    {
        var line = setAside.Count == 0
            ? null
            : $"Garmin: {setAside.Count} of {athlete.Name}'s activities have no usable id or start and are left out.";
        setAside.Remove("");
        return new SourceReading
        {
            Outcome = SourceOutcome.Complete,
            Activities = [.. found.Values.OrderBy(activity => activity.Activity.Start)],
            SetAside = [.. setAside],
            Requests = count.Made,
            Line = line,
        };
    }

    private static SourceReading Failed(GarminTrouble trouble, CallCount count) => new()
    {
        Outcome = trouble.Outcome,
        Requests = count.Made,
        Line = trouble.Line,
        RetryAt = trouble.RetryAt,
    };
}
