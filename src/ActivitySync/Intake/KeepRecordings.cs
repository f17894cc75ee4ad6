using System.Data.Common;
using System.Globalization;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Intake;

/// <summary>Writes recordings into the store and makes one activity out of the copies (the core's rule for copies decides).</summary>
internal sealed class KeepRecordings(Database database, TimeProvider clock)
{
    /// <summary>A runner who tidies up deletes a few; up to this many always go.</summary>
    private const int BelievedLoss = 5;

    /// <summary>Beyond those, one in so many of a window may go.</summary>
    private const int BelievedShare = 5;

    /// <summary>Holds a complete window of a source against the store: new, changed, gone. One transaction.</summary>
    /// <param name="athleteId">The runner's number.</param>
    /// <param name="source">The source that was read.</param>
    /// <param name="from">
    /// The start of the window; recordings at it or before are left alone, since services differ on whether the edge is inside.
    /// </param>
    /// <param name="reading">What the source answered; its outcome is complete.</param>
    public IntakeChanges Reconcile(long athleteId, SourceName source, DateTimeOffset from, SourceReading reading)
    {
        var now = clock.GetUtcNow();
        using var store = database.Open();
        using var transaction = store.BeginTransaction();
        var held = Recordings.OfSource(store, athleteId, source.ToColumn(), transaction).ToDictionary(row => row.SourceId);
        var listed = new Dictionary<string, RecordingRow>(StringComparer.Ordinal);
        foreach (var recording in reading.Activities) listed[recording.SourceId] = recording.ToRow(athleteId, now);

        var fresh = listed.Values.Where(row => !held.ContainsKey(row.SourceId)).ToList();
        var changed = listed.Values.Where(row => held.TryGetValue(row.SourceId, out var was) && !row.SaysTheSameAs(was)).ToList();
        var window = held.Values.Where(row => row.StartedAt > from.ToColumn()).ToList();
        var missing = window.Where(row => !listed.ContainsKey(row.SourceId) && !reading.SetAside.Contains(row.SourceId)).ToList();
        var doubted = IsImplausible(missing.Count, window.Count) ? missing.Count : 0;
        var gone = doubted > 0 ? [] : missing;

        foreach (var row in listed.Values) Recordings.Save(store, row, transaction);
        foreach (var row in gone) Recordings.Delete(store, row, transaction);
        var words = new KeepTitleWords(store, transaction, athleteId, now);
        foreach (var row in fresh) words.Keep(row);
        foreach (var row in changed.Where(row => IsToldAnew(row, held[row.SourceId]))) words.Keep(row);
        foreach (var row in gone) words.Forget(row);
        HashSet<string> known = [.. held.Keys, .. listed.Keys, .. reading.SetAside];
        words.ForgetOrphans(source, from, known, orphans => doubted == 0 && !IsImplausible(orphans, listed.Count + orphans));
        GroupRecordings.Around(store, transaction, athleteId, [.. fresh, .. changed, .. changed.Select(row => held[row.SourceId]), .. gone]);
        var changes = new IntakeChanges(Ids(fresh), Ids(changed), Ids(gone)) { Doubted = doubted };
        transaction.Commit();
        return changes;

        List<string> Ids(List<RecordingRow> rows) => rows.ConvertAll(row => IdOf(store, transaction, row));
    }

    /// <summary>Adds recordings of files; nothing goes. One transaction; one row a recording, in the order given.</summary>
    public IReadOnlyList<KeptRecording> Add(long athleteId, IReadOnlyList<SourceActivity> recordings)
    {
        var now = clock.GetUtcNow();
        using var store = database.Open();
        using var transaction = store.BeginTransaction();
        var touched = new List<RecordingRow>();
        var rows = recordings.Select(recording => recording.ToRow(athleteId, now)).ToList();
        var fresh = new HashSet<string>(StringComparer.Ordinal);
        var words = new KeepTitleWords(store, transaction, athleteId, now);
        foreach (var told in rows)
        {
            var was = Recordings.Find(store, athleteId, told.Source, told.SourceId, transaction);
            var row = told.Name.Length == 0 && was is not null ? told with { Name = was.Name } : told; // its export's list once named it
            if (was is null) fresh.Add(row.Key());
            if (was is not null && row.SaysTheSameAs(was)) continue;
            Recordings.Save(store, row, transaction);
            if (was is null || IsToldAnew(row, was)) words.Keep(row);
            touched.Add(row);
            if (was is not null) touched.Add(was);
        }

        GroupRecordings.Around(store, transaction, athleteId, touched);
        var counted = new HashSet<string>(StringComparer.Ordinal);
        var kept = rows.ConvertAll(row =>
        {
            var id = IdOf(store, transaction, row);
            var isNew = fresh.Contains(row.Key()) && counted.Add(id) && IsNewActivity(store, transaction, athleteId, id, fresh);
            return new KeptRecording(id, isNew);
        });
        transaction.Commit();
        return kept;
    }

    private static bool IsImplausible(int missing, int window) =>
        missing > 0 && (missing == window || (missing > BelievedLoss && missing * BelievedShare > window));

    /// <summary>What the title says may be another thing, or of another day; a word taken back by hand does not return for less.</summary>
    private static bool IsToldAnew(RecordingRow row, RecordingRow was) =>
        row.Name != was.Name || row.StartedAt != was.StartedAt || row.UtcOffsetSeconds != was.UtcOffsetSeconds;

    /// <summary>No recording of it was held before this batch.</summary>
    private static bool IsNewActivity(DbConnection store, DbTransaction transaction, long athleteId, string id, HashSet<string> fresh) =>
        Identities.OfActivity(store, athleteId, long.Parse(id, CultureInfo.InvariantCulture), transaction)
            .Where(copy => !fresh.Contains(RecordingRows.KeyOf(copy.Source, copy.SourceId)))
            .All(copy => Recordings.Find(store, athleteId, copy.Source, copy.SourceId, transaction) is null);

    private static string IdOf(DbConnection store, DbTransaction transaction, RecordingRow row) =>
        Identities.Find(store, row.AthleteId, row.Source, row.SourceId, transaction)!.Value.ToString(CultureInfo.InvariantCulture);
}
