using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>
/// Saves recordings and groups the copies of a workout into one activity, by the core's rule for copies.
/// </summary>
internal sealed class RecordingReconciler(Database database, TimeProvider clock)
{
    /// <summary>
    /// Up to this many deletions at a source are always believed: athletes delete a few when tidying up.
    /// </summary>
    private const int MaxTrustedDeletions = 5;

    /// <summary>Above that, at most one in this many recordings of a window may be deleted.</summary>
    private const int TrustedShareDivisor = 5;

    /// <summary>
    /// Compares a complete window of a source with the stored recordings and saves the changes atomically.
    /// </summary>
    /// <param name="athleteId">The row ID of the athlete.</param>
    /// <param name="source">The source that was read.</param>
    /// <param name="from">
    /// The start of the window, exclusive: services differ on whether a recording at that instant is in the window.
    /// </param>
    /// <param name="reading">The answer of the source; its outcome is complete.</param>
    public SyncChanges Reconcile(long athleteId, SourceName source, DateTimeOffset from, SourceReadResult reading)
    {
        var now = clock.GetUtcNow();
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var stored = RecordingRepository
            .GetBySource(connection, athleteId, source.ToColumn(), transaction)
            .ToDictionary(row => row.SourceId);
        var listed = new Dictionary<string, RecordingRow>(StringComparer.Ordinal);
        foreach (var recording in reading.Recordings)
        {
            listed[recording.SourceId] = recording.ToRow(athleteId, now);
        }

        var fresh = listed.Values.Where(row => !stored.ContainsKey(row.SourceId)).ToList();
        var changed = listed
            .Values.Where(row => stored.TryGetValue(row.SourceId, out var was) && !row.HasSameContentAs(was))
            .ToList();
        var window = stored.Values.Where(row => row.StartedAt > from.ToColumn()).ToList();
        var missing = window
            .Where(row => !listed.ContainsKey(row.SourceId) && !reading.UnreadableIds.Contains(row.SourceId))
            .ToList();
        var doubted = IsImplausible(missing.Count, window.Count) ? missing.Count : 0;
        var gone = doubted > 0 ? [] : missing;

        foreach (var row in listed.Values)
        {
            RecordingRepository.Save(connection, row, transaction);
        }

        foreach (var row in gone)
        {
            RecordingRepository.Delete(connection, row, transaction);
        }

        var words = new HashtagRecorder(connection, transaction, athleteId, now);
        foreach (var row in fresh)
        {
            words.Record(row);
        }

        foreach (var row in changed.Where(row => HasNewTitleOrTime(row, stored[row.SourceId])))
        {
            words.Record(row);
        }

        foreach (var row in gone)
        {
            words.Remove(row);
        }

        HashSet<string> known = [.. stored.Keys, .. listed.Keys, .. reading.UnreadableIds];
        words.RemoveOrphans(source, from, known, orphans =>
            doubted == 0 && !IsImplausible(orphans, listed.Count + orphans)
        );
        var grouped = RecordingIdentityRepository
            .GetAll(connection, athleteId, transaction)
            .Where(row => row.Source == source.ToColumn())
            .Select(row => row.SourceId)
            .ToHashSet(StringComparer.Ordinal);
        var ungrouped = listed.Values.Where(row => !grouped.Contains(row.SourceId));
        RecordingGrouper.RegroupAround(
            connection,
            transaction,
            athleteId,
            [.. fresh, .. changed, .. changed.Select(row => stored[row.SourceId]), .. gone, .. ungrouped]
        );
        var changes = new SyncChanges(Ids(fresh), Ids(changed), Ids(gone)) { SuspectDeletions = doubted };
        transaction.Commit();
        return changes;

        List<string> Ids(List<RecordingRow> rows) =>
            [.. rows.Select(row => FindActivityId(connection, transaction, row)).OfType<string>()];
    }

    /// <summary>Adds recordings from files atomically and deletes none.</summary>
    /// <returns>A row per recording, in the order given.</returns>
    public IReadOnlyList<AddedRecording> Add(long athleteId, IReadOnlyList<SourceRecording> recordings)
    {
        var now = clock.GetUtcNow();
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var touched = new List<RecordingRow>();
        var rows = recordings.Select(recording => recording.ToRow(athleteId, now)).ToList();
        var fresh = new HashSet<string>(StringComparer.Ordinal);
        var words = new HashtagRecorder(connection, transaction, athleteId, now);
        foreach (var told in rows)
        {
            var was = RecordingRepository.Find(connection, athleteId, told.Source, told.SourceId, transaction);
            // A file may have no title of its own, but an account export's list may have named it before.
            var row = told.Name.Length == 0 && was is not null ? told with { Name = was.Name } : told;
            if (was is null)
            {
                fresh.Add(row.GetKey());
            }

            if (
                was is not null
                && row.HasSameContentAs(was)
                && FindActivityId(connection, transaction, row) is not null
            )
            {
                continue;
            }

            RecordingRepository.Save(connection, row, transaction);
            if (was is null || HasNewTitleOrTime(row, was))
            {
                words.Record(row);
            }

            touched.Add(row);
            if (was is not null)
            {
                touched.Add(was);
            }
        }

        RecordingGrouper.RegroupAround(connection, transaction, athleteId, touched);
        var counted = new HashSet<string>(StringComparer.Ordinal);
        var kept = rows.ConvertAll(row =>
        {
            var id = FindActivityId(connection, transaction, row)!;
            var isNew =
                fresh.Contains(row.GetKey())
                && counted.Add(id)
                && IsNewActivity(connection, transaction, athleteId, id, fresh);
            return new AddedRecording(id, isNew);
        });
        transaction.Commit();
        return kept;
    }

    private static bool IsImplausible(int missing, int window) =>
        missing > 0 && (missing == window || (missing > MaxTrustedDeletions && missing * TrustedShareDivisor > window));

    /// <summary>
    /// Only then the title is read again, so that an entry removed by hand doesn't return at every change.
    /// </summary>
    private static bool HasNewTitleOrTime(RecordingRow row, RecordingRow before) =>
        row.Name != before.Name || row.StartedAt != before.StartedAt || row.UtcOffsetSeconds != before.UtcOffsetSeconds;

    /// <summary>True if none of its recordings was stored before this batch.</summary>
    private static bool IsNewActivity(
        DbConnection connection,
        DbTransaction transaction,
        long athleteId,
        string id,
        HashSet<string> fresh
    ) =>
        RecordingIdentityRepository
            .GetByActivity(connection, athleteId, long.Parse(id, CultureInfo.InvariantCulture), transaction)
            .Where(copy => !fresh.Contains(RecordingRowExtensions.CreateKey(copy.Source, copy.SourceId)))
            .All(copy =>
                RecordingRepository.Find(connection, athleteId, copy.Source, copy.SourceId, transaction) is null
            );

    private static string? FindActivityId(DbConnection connection, DbTransaction transaction, RecordingRow row) =>
        RecordingIdentityRepository
            .FindActivityId(connection, row.AthleteId, row.Source, row.SourceId, transaction)
            ?.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The result of adding one recording.</summary>
/// <param name="ActivityId">The ID of its activity.</param>
/// <param name="IsNewActivity">False if the activity or the recording was stored before.</param>
internal sealed record AddedRecording(string ActivityId, bool IsNewActivity);
