using ActivitySync.Digest;
using ActivitySync.Intake;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>Sees to it that a mail is not written from old data, and says up to when the data is known.</summary>
internal sealed class FreshenSources(Database database, TimeProvider clock, SourceSync sync)
{
    /// <returns>Up to when each of the runner's sources is known; empty if none is asked.</returns>
    public async Task<IReadOnlyList<KnownSource>> FreshenAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        var asked = AskedSources.Of(athlete).ToList();
        if (asked.Count == 0) return [];
        var now = clock.GetUtcNow();
        var rows = Read(athlete, out var knownSince);
        if (asked.Any(source => IsStale(rows, source.ToColumn(), now))) await sync(athlete, null, SyncDepth.Full, cancellationToken);
        rows = Read(athlete, out _);

        // A source that never answered is known up to when we first heard of the runner: that is, not at all.
        return [.. asked.Select(source => new KnownSource(source, SucceededAt(rows.FirstOrDefault(row => row.Source == source.ToColumn()), now) ?? knownSince))];
    }

    private static bool IsStale(IReadOnlyList<SyncRow> rows, string source, DateTimeOffset now)
    {
        var row = rows.FirstOrDefault(known => known.Source == source);
        if (Believable.Wait(row?.RetryAt.ToInstant(), now) > now) return false;
        return SucceededAt(row, now) is not { } succeeded || now - succeeded > KnownSource.Fresh;
    }

    private static DateTimeOffset? SucceededAt(SyncRow? row, DateTimeOffset now) => Believable.Past(row?.SucceededAt.ToInstant(), now);

    private IReadOnlyList<SyncRow> Read(AthleteSettings athlete, out DateTimeOffset knownSince)
    {
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        knownSince = Athletes.CreatedAt(store, athleteId);
        return Syncs.Of(store, athleteId);
    }
}
