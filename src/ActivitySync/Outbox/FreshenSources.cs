using ActivitySync.Intake;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>Sees to it that a mail is not written from old data, and says up to when the data is known.</summary>
internal sealed class FreshenSources(Database database, TimeProvider clock, SourceSync sync)
{
    /// <summary>A source that last answered longer ago is asked before a mail is written.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    /// <returns>The instant up to which all of the runner's sources are known; null if no source is asked.</returns>
    public async Task<DateTimeOffset?> FreshenAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        var asked = AskedSources.Of(athlete).Select(source => source.ToColumn()).ToList();
        if (asked.Count == 0) return null;
        var now = clock.GetUtcNow();
        var rows = Read(athlete, out var knownSince);
        if (asked.Any(source => IsStale(rows, source, now))) await sync(athlete, null, SyncDepth.Full, cancellationToken);
        rows = Read(athlete, out _);

        // A source that never answered is known up to when we first heard of the runner: that is, not at all.
        return asked.Min(source => rows.FirstOrDefault(row => row.Source == source)?.SucceededAt.ToInstant() ?? knownSince);
    }

    private static bool IsStale(IReadOnlyList<SyncRow> rows, string source, DateTimeOffset now)
    {
        var row = rows.FirstOrDefault(known => known.Source == source);
        if (row?.RetryAt.ToInstant() > now) return false;
        return row?.SucceededAt.ToInstant() is not { } succeeded || now - succeeded > Fresh;
    }

    private IReadOnlyList<SyncRow> Read(AthleteSettings athlete, out DateTimeOffset knownSince)
    {
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        knownSince = Athletes.CreatedAt(store, athleteId);
        return Syncs.Of(store, athleteId);
    }
}
