using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Sync;

/// <summary>
/// Saves the log entries from the titles of recordings, in the caller's transaction. A new or changed title replaces
/// its entries, and a recording deleted at its source takes its entries with it. An expired recording's entries stay
/// until its source is read again.
/// </summary>
/// <param name="connection">The open database.</param>
/// <param name="transaction">The caller's transaction.</param>
/// <param name="athleteId">The row ID of the athlete.</param>
/// <param name="now">The time of new labels and feelings.</param>
/// <param name="recordings">All recordings that are passed to <see cref="Record"/> or <see cref="Remove"/>.</param>
internal sealed class HashtagRecorder(
    DbConnection connection,
    DbTransaction transaction,
    long athleteId,
    DateTimeOffset now,
    IReadOnlyCollection<RecordingRow> recordings
)
{
    private readonly HashSet<string> _keysWithEntries =
        recordings.Count == 0 ? [] : TitleEntries.FindKeys(connection, athleteId, recordings, transaction);

    /// <summary>Derives what a recording's title says now.</summary>
    public void Record(RecordingRow row)
    {
        var reading = HashtagReader.Read(row.Name);
        if (!reading.IsEmpty || HasEntries(row))
        {
            Save(row.Source, row.SourceId, row.GetStart(), reading);
        }
    }

    /// <summary>Takes back what the title of a recording said that is gone.</summary>
    public void Remove(RecordingRow row)
    {
        if (HasEntries(row))
        {
            RemoveBySourceId(row.Source, row.SourceId);
        }
    }

    /// <summary>Removes the entries of recordings that were deleted at their source after they expired here.</summary>
    /// <param name="source">The source that was read.</param>
    /// <param name="from">The start of its window.</param>
    /// <param name="known">The source's IDs that are stored, listed or unreadable.</param>
    /// <param name="isPlausible">Whether this many may be removed at once.</param>
    public void RemoveOrphans(
        SourceName source,
        DateTimeOffset from,
        IReadOnlySet<string> known,
        Func<int, bool> isPlausible
    )
    {
        var orphans = FindOrphans(connection, transaction, athleteId, source, from, known);
        if (!isPlausible(orphans.Count))
        {
            return;
        }

        foreach (var sourceId in orphans)
        {
            RemoveBySourceId(source.ToColumn(), sourceId);
        }
    }

    /// <summary>Whether there are such entries. Reads only: a sync without changes takes no write lock.</summary>
    public static bool HasOrphans(
        DbConnection connection,
        long athleteId,
        SourceName source,
        DateTimeOffset from,
        IReadOnlySet<string> known
    ) => FindOrphans(connection, null, athleteId, source, from, known).Count > 0;

    private static List<string> FindOrphans(
        DbConnection connection,
        DbTransaction? transaction,
        long athleteId,
        SourceName source,
        DateTimeOffset from,
        IReadOnlySet<string> known
    )
    {
        // Written dates can be a day off the window's own.
        var first = DateOnly.FromDateTime(from.UtcDateTime).AddDays(2).ToColumn();
        var prefix = TitleOrigin.GetKeyPrefix(source.ToColumn());
        return GetDatedKeys(connection, transaction, athleteId)
            .Where(row =>
                row.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(row.Date, first) >= 0
            )
            .Select(row => row.Key[prefix.Length..])
            .Where(sourceId => !known.Contains(sourceId))
            .Distinct()
            .ToList();
    }

    /// <summary>Takes back all that titles of a source said.</summary>
    public void RemoveAll(SourceName source)
    {
        var prefix = TitleOrigin.GetKeyPrefix(source.ToColumn());
        var keys = LabelRepository
            .GetTitleKeys(connection, athleteId, transaction)
            .Concat(GetDatedKeys(connection, transaction, athleteId).Select(row => row.Key))
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Distinct()
            .ToList();
        foreach (var key in keys)
        {
            RemoveBySourceId(source.ToColumn(), key[prefix.Length..]);
        }
    }

    private bool HasEntries(RecordingRow row) => _keysWithEntries.Contains(row.GetKey());

    private void RemoveBySourceId(string source, string sourceId) => Save(source, sourceId, now, HashtagReading.Empty);

    private void Save(string source, string sourceId, DateTimeOffset start, HashtagReading reading)
    {
        var key = TitleOrigin.CreateKey(source, sourceId);
        var date = DateOnly.FromDateTime(start.DateTime);
        LabelRepository.SaveFromTitle(connection, athleteId, source, sourceId, reading.Labels, now, transaction);
        MassageRepository.SaveFromTitle(
            connection,
            athleteId,
            key,
            [.. reading.Massages.Select(kind => new Massage(date, kind))],
            transaction
        );
        MassageFeelingRepository.SaveFromTitle(connection, athleteId, key, reading.Feeling, date, now, transaction);
        var pains = reading.Pains.Select(pain => new Pain
        {
            Date = date,
            Area = pain.Area,
            Severity = pain.Severity,
        });
        PainRepository.SaveFromTitle(connection, athleteId, key, start, [.. pains], transaction);
        PainRepository.SaveResolvedFromTitle(
            connection,
            athleteId,
            key,
            start,
            date,
            reading.ResolvedPainAreas,
            transaction
        );
        PauseRepository.SaveFromTitle(
            connection,
            athleteId,
            key,
            reading.IsNoMail ? (date, date.AddDays(HashtagVocabulary.NoMailDays - 1)) : null,
            transaction
        );
    }

    private static IEnumerable<TitleKeyRow> GetDatedKeys(
        DbConnection connection,
        DbTransaction? transaction,
        long athleteId
    ) =>
        MassageRepository
            .GetTitleKeys(connection, athleteId, transaction)
            .Concat(MassageFeelingRepository.GetTitleKeys(connection, athleteId, transaction))
            .Concat(PainRepository.GetTitleKeys(connection, athleteId, transaction))
            .Concat(PauseRepository.GetTitleKeys(connection, athleteId, transaction));
}
