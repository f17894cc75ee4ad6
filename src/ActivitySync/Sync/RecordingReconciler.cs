using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>Writes recordings into the store and makes one activity out of the copies (the core's rule for copies decides).</summary>
internal sealed class RecordingReconciler(Database database, TimeProvider clock)
{
    /// <summary>A runner who tidies up deletes a few; up to this many always go.</summary>
    private const int MaxTrustedDeletions = 5;

    /// <summary>Beyond those, one in so many of a window may go.</summary>
    private const int TrustedShareDivisor = 5;

    /// <summary>Holds a complete window of a source against the store: new, changed, gone. One transaction.</summary>
    /// <param name="athleteId">The runner's number.</param>
    /// <param name="source">The source that was read.</param>
    /// <param name="from">
    /// The start of the window; recordings at it or before are left alone, since services differ on whether the edge is inside.
    /// </param>
    /// <param name="reading">What the source answered; its outcome is complete.</param>
    public SyncChanges Reconcile(long athleteId, SourceName source, DateTimeOffset from, SourceReadResult reading)
    {
        var now = clock.GetUtcNow();
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var held = RecordingRepository
            .GetBySource(connection, athleteId, source.ToColumn(), transaction)
            .ToDictionary(row => row.SourceId);
        var listed = new Dictionary<string, RecordingRow>(StringComparer.Ordinal);
        foreach (var recording in reading.Recordings)
        {
            listed[recording.SourceId] = recording.ToRow(athleteId, now);
        }

        var fresh = listed.Values.Where(row => !held.ContainsKey(row.SourceId)).ToList();
        var changed = listed
            .Values.Where(row => held.TryGetValue(row.SourceId, out var was) && !row.HasSameContentAs(was))
            .ToList();
        var window = held.Values.Where(row => row.StartedAt > from.ToColumn()).ToList();
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

        foreach (var row in changed.Where(row => HasNewTitleOrTime(row, held[row.SourceId])))
        {
            words.Record(row);
        }

        foreach (var row in gone)
        {
            words.Remove(row);
        }

        HashSet<string> known = [.. held.Keys, .. listed.Keys, .. reading.UnreadableIds];
        words.RemoveOrphans(source, from, known, orphans =>
            doubted == 0 && !IsImplausible(orphans, listed.Count + orphans)
        );
        RecordingGrouper.RegroupAround(
            connection,
            transaction,
            athleteId,
            [.. fresh, .. changed, .. changed.Select(row => held[row.SourceId]), .. gone]
        );
        var changes = new SyncChanges(Ids(fresh), Ids(changed), Ids(gone)) { SuspectDeletions = doubted };
        transaction.Commit();
        return changes;

        List<string> Ids(List<RecordingRow> rows) =>
            rows.ConvertAll(row => GetActivityId(connection, transaction, row));
    }

    /// <summary>Adds recordings of files; nothing goes. One transaction; one row a recording, in the order given.</summary>
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
            var row = told.Name.Length == 0 && was is not null ? told with { Name = was.Name } : told; // its export's list once named it
            if (was is null)
            {
                fresh.Add(row.GetKey());
            }

            if (was is not null && row.HasSameContentAs(was))
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
            var id = GetActivityId(connection, transaction, row);
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

    /// <summary>What the title says may be another thing, or of another day; a word taken back by hand does not return for less.</summary>
    private static bool HasNewTitleOrTime(RecordingRow row, RecordingRow before) =>
        row.Name != before.Name || row.StartedAt != before.StartedAt || row.UtcOffsetSeconds != before.UtcOffsetSeconds;

    /// <summary>No recording of it was held before this batch.</summary>
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

    private static string GetActivityId(DbConnection connection, DbTransaction transaction, RecordingRow row) =>
        RecordingIdentityRepository
            .FindActivityId(connection, row.AthleteId, row.Source, row.SourceId, transaction)!
            .Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What became of one recording.</summary>
/// <param name="ActivityId">The id of the activity it belongs to.</param>
/// <param name="IsNewActivity">False if the activity was held already and has gained a source, or the recording was known.</param>
internal sealed record AddedRecording(string ActivityId, bool IsNewActivity);
