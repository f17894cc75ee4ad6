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
    /// Compares a complete window of a source with the stored recordings and saves the changes. Up to
    /// <see cref="WritePacer.MaxRows"/> changes are atomic; more are saved in steps, each of which leaves recordings
    /// and activities consistent, so that the next sync completes a series that was interrupted.
    /// </summary>
    /// <remarks>
    /// A list that lacks too many recordings may be truncated or belong to another account, so nothing is taken from
    /// it: it only confirms the recordings that it has unchanged.
    /// </remarks>
    /// <param name="athleteId">The row ID of the athlete.</param>
    /// <param name="source">The source that was read.</param>
    /// <param name="from">
    /// The start of the window, exclusive: services differ on whether a recording at that instant is in the window.
    /// </param>
    /// <param name="reading">The answer of the source; its outcome is complete.</param>
    /// <param name="depth">How much of the history the window covers.</param>
    /// <param name="lease">The lease of the athlete's sync.</param>
    /// <exception cref="LeaseLostException">Another node has acquired it.</exception>
    public SyncChanges Reconcile(
        long athleteId,
        SourceName source,
        DateTimeOffset from,
        SourceReadResult reading,
        SyncDepth depth = SyncDepth.Full,
        ILease? lease = null
    )
    {
        var now = clock.GetUtcNow();
        using var connection = database.Open();
        var pacer = new WritePacer(clock, lease);
        var stored = RecordingRepository
            .GetBySource(connection, athleteId, source.ToColumn())
            .ToDictionary(row => row.SourceId);
        var listed = new Dictionary<string, RecordingRow>(StringComparer.Ordinal);
        foreach (var recording in reading.Recordings)
        {
            listed[recording.SourceId] = recording.ToRow(athleteId, now);
        }

        var confirmed = listed
            .Values.Where(row => stored.TryGetValue(row.SourceId, out var was) && row.HasSameContentAs(was))
            .ToList();
        var unreadable = reading.UnreadableIds.ToHashSet(StringComparer.Ordinal);
        var window = stored.Values.Where(row => row.StartedAt > from.ToColumn()).ToList();
        var gone = window
            .Where(row =>
                !reading.HasForeignRows && !listed.ContainsKey(row.SourceId) && !unreadable.Contains(row.SourceId)
            )
            .ToList();
        foreach (var rows in confirmed.Chunk(WritePacer.MaxRows))
        {
            pacer.Write(connection, athleteId, transaction => Confirm(connection, transaction, rows));
        }

        var added = listed.Values.Where(row => !stored.ContainsKey(row.SourceId)).ToList();
        // A single recording that was replaced by a new one is not a sign of a wrong list.
        var isReplaced = depth == SyncDepth.Full && window.Count == 1 && added.Count > 0;
        if (!isReplaced && IsImplausible(gone.Count, window.Count))
        {
            return SyncChanges.None with { SuspectDeletions = gone.Count };
        }

        var changed = listed
            .Values.Where(row => stored.TryGetValue(row.SourceId, out var was) && !row.HasSameContentAs(was))
            .ToList();
        // A row that could not be read when it was added has no activity yet.
        var ids = RecordingIdentityRepository.GetActivityIds(connection, athleteId, confirmed);
        var ungrouped = confirmed.Where(row => !ids.ContainsKey(row.GetKey()));
        var steps = changed
            .Concat(added)
            .Concat(ungrouped)
            .Select(row => (row, IsGone: false))
            .Concat(gone.Select(row => (row, IsGone: true)))
            .OrderBy(step => step.row.StartedAt);
        foreach (var chunk in steps.Chunk(WritePacer.MaxRows))
        {
            pacer.Write(connection, athleteId, transaction => Apply(connection, transaction, athleteId, chunk, now));
        }

        HashSet<string> known = [.. stored.Keys, .. listed.Keys, .. reading.UnreadableIds];
        if (!reading.HasForeignRows && HashtagRecorder.HasOrphans(connection, athleteId, source, from, known))
        {
            pacer.Write(connection, athleteId, transaction =>
                new HashtagRecorder(connection, transaction, athleteId, now, []).RemoveOrphans(
                    source,
                    from,
                    known,
                    orphans => !IsImplausible(orphans, listed.Count + orphans)
                )
            );
        }

        return new SyncChanges(Ids(added), Ids(changed), Ids(gone));

        List<string> Ids(List<RecordingRow> rows) =>
            [.. rows.Select(row => FindActivityId(connection, row)).OfType<string>()];
    }

    /// <summary>Adds recordings from files and deletes none. Recordings that are stored cost no write.</summary>
    /// <returns>A row per recording, in the order given.</returns>
    public IReadOnlyList<AddedRecording> Add(long athleteId, IReadOnlyList<SourceRecording> recordings) =>
        Add(athleteId, recordings, new WritePacer(clock));

    /// <inheritdoc cref="Add(long, IReadOnlyList{SourceRecording})"/>
    /// <param name="athleteId">The row ID of the athlete.</param>
    /// <param name="recordings">The recordings; they are saved in transactions of a bounded size.</param>
    /// <param name="pacer">The series of transactions that these belong to.</param>
    public IReadOnlyList<AddedRecording> Add(
        long athleteId,
        IReadOnlyList<SourceRecording> recordings,
        WritePacer pacer
    )
    {
        var now = clock.GetUtcNow();
        using var connection = database.Open();
        var added = new AddedRecording?[recordings.Count];
        var due = new List<(int Index, RecordingRow Row)>();
        var rows = recordings.Select(recording => recording.ToRow(athleteId, now)).ToList();
        var stored = RecordingRepository.GetStored(connection, athleteId, rows).ToDictionary(row => row.GetKey());
        var ids = RecordingIdentityRepository.GetActivityIds(connection, athleteId, stored.Values);
        foreach (var (index, row) in rows.Index())
        {
            var key = row.GetKey();
            if (
                stored.TryGetValue(key, out var was)
                && WithStoredTitle(row, was).HasSameContentAs(was)
                && ids.TryGetValue(key, out var id)
            )
            {
                added[index] = new AddedRecording(id.ToString(CultureInfo.InvariantCulture), false);
            }
            else
            {
                due.Add((index, row));
            }
        }

        // Recordings of the same days are regrouped together.
        foreach (var chunk in due.OrderBy(one => one.Row.StartedAt).Chunk(WritePacer.MaxRows))
        {
            var results = pacer.Write(connection, athleteId, transaction =>
                AddRows(connection, transaction, athleteId, [.. chunk.Select(one => one.Row)], now)
            );
            foreach (var (one, row) in chunk.Zip(results))
            {
                added[one.Index] = row;
            }
        }

        return added!;
    }

    private static void Confirm(DbConnection connection, DbTransaction transaction, RecordingRow[] rows)
    {
        foreach (var row in rows)
        {
            RecordingRepository.Confirm(connection, row, transaction);
        }
    }

    private static void Apply(
        DbConnection connection,
        DbTransaction transaction,
        long athleteId,
        (RecordingRow Row, bool IsGone)[] steps,
        DateTimeOffset now
    )
    {
        List<RecordingRow> rows = [.. steps.Select(step => step.Row)];
        var stored = RecordingRepository
            .GetStored(connection, athleteId, rows, transaction)
            .ToDictionary(row => row.GetKey());
        var words = new HashtagRecorder(connection, transaction, athleteId, now, rows);
        RecordingRepository.Save(
            connection,
            [.. steps.Where(step => !step.IsGone).Select(step => step.Row)],
            transaction
        );
        foreach (var (row, isGone) in steps)
        {
            if (isGone)
            {
                RecordingRepository.Delete(connection, row, transaction);
                words.Remove(row);
            }
            else if (!stored.TryGetValue(row.GetKey(), out var was) || HasNewTitleOrTime(row, was))
            {
                words.Record(row);
            }
        }

        RecordingGrouper.RegroupAround(connection, transaction, athleteId, [.. rows, .. stored.Values]);
    }

    private static List<AddedRecording> AddRows(
        DbConnection connection,
        DbTransaction transaction,
        long athleteId,
        List<RecordingRow> rows,
        DateTimeOffset now
    )
    {
        var stored = RecordingRepository
            .GetStored(connection, athleteId, rows, transaction)
            .ToDictionary(row => row.GetKey());
        var changed = new List<RecordingRow>();
        foreach (var told in rows)
        {
            var was = stored.GetValueOrDefault(told.GetKey());
            var row = was is null ? told : WithStoredTitle(told, was);
            if (was is null || !row.HasSameContentAs(was))
            {
                changed.Add(row);
            }
        }

        RecordingRepository.Save(connection, changed, transaction);
        var words = new HashtagRecorder(connection, transaction, athleteId, now, changed);
        foreach (var row in changed)
        {
            if (!stored.TryGetValue(row.GetKey(), out var was) || HasNewTitleOrTime(row, was))
            {
                words.Record(row);
            }
        }

        var groups = RecordingGrouper.RegroupAround(connection, transaction, athleteId, [.. changed, .. stored.Values]);
        var fresh = rows.Select(row => row.GetKey()).Where(key => !stored.ContainsKey(key)).ToHashSet();
        var counted = new HashSet<long>();
        return rows.ConvertAll(row =>
        {
            var key = row.GetKey();
            var id = groups.Ids[key];
            var isNew = fresh.Contains(key) && counted.Add(id) && groups.GetMembers(id).All(fresh.Contains);
            return new AddedRecording(id.ToString(CultureInfo.InvariantCulture), isNew);
        });
    }

    /// <summary>
    /// A file may have no title of its own, but an account export's list may have named it before.
    /// </summary>
    private static RecordingRow WithStoredTitle(RecordingRow row, RecordingRow stored) =>
        row.Name.Length == 0 ? row with { Name = stored.Name } : row;

    private static bool IsImplausible(int missing, int window) =>
        missing > 0 && (missing == window || (missing > MaxTrustedDeletions && missing * TrustedShareDivisor > window));

    /// <summary>
    /// Only then the title is read again, so that an entry removed by hand doesn't return at every change.
    /// </summary>
    private static bool HasNewTitleOrTime(RecordingRow row, RecordingRow before) =>
        row.Name != before.Name || row.StartedAt != before.StartedAt || row.UtcOffsetSeconds != before.UtcOffsetSeconds;

    /// <summary>Null for a recording whose row cannot be read.</summary>
    private static string? FindActivityId(DbConnection connection, RecordingRow row) =>
        RecordingIdentityRepository
            .FindActivityId(connection, row.AthleteId, row.Source, row.SourceId)
            ?.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The result of adding one recording.</summary>
/// <param name="ActivityId">The ID of its activity.</param>
/// <param name="IsNewActivity">False if the activity or the recording was stored before.</param>
internal sealed record AddedRecording(string ActivityId, bool IsNewActivity);
