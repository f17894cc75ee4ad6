using System.Data.Common;
using ActivitySync.Data;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Sync;

/// <summary>
/// Assigns an activity ID to every recording near a change. The core decides which recordings are one activity. The
/// result depends only on the stored recordings, not on the order in which they arrived.
/// </summary>
internal static class RecordingGrouper
{
    private const long MaxElapsedSeconds = (long)CopyGrouper.MaxElapsedSeconds;

    /// <summary>Recordings further apart than this are never copies, unless they overlap.</summary>
    private const long MaxStartDifferenceSeconds = (long)CopyGrouper.MaxStartDifferenceSeconds;

    /// <summary>Changes within this time are read together, to save queries.</summary>
    private const long MaxGapSeconds = 6 * 3600;

    /// <summary>
    /// Regroups the given recordings (as they were before or are after a change) and every recording that may be a copy
    /// of one of them, directly or through others. Recordings of other days are neither read nor changed.
    /// </summary>
    public static RegroupedRecordings RegroupAround(
        DbConnection connection,
        DbTransaction transaction,
        long athleteId,
        IReadOnlyCollection<RecordingRow> touched
    )
    {
        var due = new Queue<RecordingRow>(GetReadable(connection, touched).OrderBy(row => row.StartedAt));
        var affected = new Dictionary<string, RecordingRow>(StringComparer.Ordinal);
        while (due.Count > 0)
        {
            foreach (var row in FindAffected(connection, transaction, athleteId, due))
            {
                affected[row.GetKey()] = row;
            }
        }

        var groups = CopyGrouper
            .Group([.. affected.Values.Select(row => row.ToRecording().Activity)])
            .Select(group => group.Members.Select(activity => affected[activity.Id]).ToList())
            .ToList();
        return new(AssignActivityIds(connection, transaction, athleteId, groups));
    }

    /// <summary>
    /// Takes the first changes from the queue that lie close together, and finds the stored recordings that are in one
    /// set with any of them.
    /// </summary>
    private static List<RecordingRow> FindAffected(
        DbConnection connection,
        DbTransaction transaction,
        long athleteId,
        Queue<RecordingRow> due
    )
    {
        var changes = new List<RecordingRow> { due.Dequeue() };
        var (from, to) = GetReach(changes[0]);
        while (true)
        {
            while (due.TryPeek(out var next) && next.StartedAt <= to + MaxGapSeconds)
            {
                changes.Add(due.Dequeue());
                to = Math.Max(to, GetReach(next).To);
            }

            var stored = GetReadable(
                connection,
                RecordingRepository.GetOverlapping(connection, athleteId, from, to, MaxElapsedSeconds, transaction)
            );
            // A recording that is gone or has moved connected others, which have to be looked at too.
            List<RecordingRow> all = [.. changes, .. stored];
            var sets = CopyGrouper.FindIndependentSets([.. all.Select(row => row.ToRecording().Activity)]);
            var changed = sets.Take(changes.Count).ToHashSet();
            var keys = changes.Select(row => row.GetKey()).ToHashSet(StringComparer.Ordinal);
            var affected = all.Skip(changes.Count)
                .Where((row, index) => changed.Contains(sets[changes.Count + index]) || keys.Contains(row.GetKey()))
                .ToList();
            var first = affected.Count == 0 ? from : Math.Min(from, affected.Min(row => GetReach(row).From));
            var last = affected.Count == 0 ? to : Math.Max(to, affected.Max(row => GetReach(row).To));
            if (first == from && last == to)
            {
                return affected;
            }

            (from, to) = (first, last);
        }
    }

    /// <summary>A row that cannot be read belongs to no activity until its source or file replaces it.</summary>
    private static IEnumerable<RecordingRow> GetReadable(DbConnection connection, IEnumerable<RecordingRow> rows) =>
        rows.ToRecordings(connection).Select(pair => pair.Row);

    /// <summary>The span that overlaps every possible copy of a recording.</summary>
    private static (long From, long To) GetReach(RecordingRow row) =>
        (
            row.StartedAt - MaxStartDifferenceSeconds,
            Math.Min(row.EndedAt, row.StartedAt + MaxElapsedSeconds) + MaxStartDifferenceSeconds
        );

    /// <summary>
    /// A group keeps the oldest ID among its recordings. When a group splits, the recording stored first keeps the ID
    /// and the others get new ones.
    /// </summary>
    private static Dictionary<string, long> AssignActivityIds(
        DbConnection connection,
        DbTransaction transaction,
        long athleteId,
        List<List<RecordingRow>> groups
    )
    {
        var assigned = RecordingIdentityRepository.GetActivityIds(
            connection,
            athleteId,
            groups.SelectMany(group => group),
            transaction
        );
        var groupOf = new Dictionary<string, List<RecordingRow>>(StringComparer.Ordinal);
        var claims = new List<(RecordingRow Row, string Key, long Id)>();
        foreach (var group in groups)
        {
            foreach (var row in group)
            {
                var key = row.GetKey();
                groupOf.Add(key, group);
                if (assigned.TryGetValue(key, out var id))
                {
                    claims.Add((row, key, id));
                }
            }
        }

        var taken = claims
            .Select(claim => claim.Id)
            .Distinct()
            .Where(id => IsStoredElsewhere(connection, transaction, athleteId, id, groupOf))
            .ToHashSet();
        var ids = new Dictionary<List<RecordingRow>, long>();
        var ordered = claims
            .OrderBy(claim => claim.Id)
            .ThenBy(claim => claim.Row.FirstSeenAt)
            .ThenBy(claim => claim.Row.StartedAt)
            .ThenBy(claim => claim.Key, StringComparer.Ordinal);
        foreach (var (_, key, id) in ordered)
        {
            var group = groupOf[key];
            if (!ids.ContainsKey(group) && taken.Add(id))
            {
                ids.Add(group, id);
            }
        }

        var without = groups.FindAll(group => !ids.ContainsKey(group));
        foreach (
            var (group, id) in without.Zip(
                RecordingIdentityRepository.CreateActivityIds(connection, athleteId, without.Count, transaction)
            )
        )
        {
            ids.Add(group, id);
        }

        var changed = new List<NewRecordingIdentity>();
        foreach (var group in groups)
        {
            var id = ids[group];
            foreach (var row in group)
            {
                var key = row.GetKey();
                if (!assigned.TryGetValue(key, out var had) || had != id)
                {
                    changed.Add(new NewRecordingIdentity(athleteId, row.Source, row.SourceId, id));
                    assigned[key] = id;
                }
            }
        }

        RecordingIdentityRepository.Save(connection, changed, transaction);
        return assigned;
    }

    private static bool IsStoredElsewhere(
        DbConnection connection,
        DbTransaction transaction,
        long athleteId,
        long id,
        Dictionary<string, List<RecordingRow>> here
    ) =>
        RecordingIdentityRepository
            .GetByActivity(connection, athleteId, id, transaction)
            .Where(other => !here.ContainsKey(RecordingRowExtensions.CreateKey(other.Source, other.SourceId)))
            .Any(other =>
                RecordingRepository.Find(connection, athleteId, other.Source, other.SourceId, transaction) is not null
            );
}

/// <summary>The recordings that were regrouped, with the IDs of their activities.</summary>
/// <param name="Ids">The activity IDs by <see cref="RecordingRowExtensions.GetKey"/>.</param>
internal sealed record RegroupedRecordings(IReadOnlyDictionary<string, long> Ids)
{
    private readonly ILookup<long, string> _members = Ids.ToLookup(pair => pair.Value, pair => pair.Key);

    /// <summary>The keys of all stored recordings of a regrouped activity.</summary>
    public IEnumerable<string> GetMembers(long activityId) => _members[activityId];
}
