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
    /// <summary>Recordings with a longer gap between them are never copies; the core's rule is stricter.</summary>
    private const long MaxGapSeconds = 3600;

    /// <summary>
    /// Regroups every recording connected to the given ones (before or after a change), directly or through others.
    /// </summary>
    public static void RegroupAround(
        DbConnection connection,
        DbTransaction transaction,
        long athleteId,
        IReadOnlyCollection<RecordingRow> touched
    )
    {
        if (touched.Count == 0)
        {
            return;
        }

        var rows = GetConnectedRecordings(
            connection,
            transaction,
            athleteId,
            touched.Min(row => row.StartedAt),
            touched.Max(row => row.EndedAt)
        );
        var recordings = rows.ToRecordings(connection);
        var members = recordings.ToDictionary(pair => pair.Row.GetKey(), pair => pair.Row);
        var groups = CopyGrouper
            .Group([.. recordings.Select(pair => pair.Recording.Activity)])
            .Select(group => group.Members.Select(activity => members[activity.Id]).ToList())
            .ToList();
        AssignActivityIds(connection, transaction, athleteId, groups);
    }

    private static IReadOnlyList<RecordingRow> GetConnectedRecordings(
        DbConnection connection,
        DbTransaction transaction,
        long athleteId,
        long from,
        long to
    )
    {
        while (true)
        {
            var rows = RecordingRepository.GetOverlapping(
                connection,
                athleteId,
                from - MaxGapSeconds,
                to + MaxGapSeconds,
                transaction
            );
            if (rows.Count == 0)
            {
                return rows;
            }

            var first = Math.Min(from, rows.Min(row => row.StartedAt));
            var last = Math.Max(to, rows.Max(row => row.EndedAt));
            if (first == from && last == to)
            {
                return rows;
            }

            (from, to) = (first, last);
        }
    }

    /// <summary>
    /// A group keeps the oldest ID among its recordings. When a group splits, the recording stored first keeps the ID
    /// and the others get new ones.
    /// </summary>
    private static void AssignActivityIds(
        DbConnection connection,
        DbTransaction transaction,
        long athleteId,
        List<List<RecordingRow>> groups
    )
    {
        var hadIds = new Dictionary<RecordingRow, long>();
        foreach (var row in groups.SelectMany(group => group))
        {
            if (
                RecordingIdentityRepository.FindActivityId(
                    connection,
                    athleteId,
                    row.Source,
                    row.SourceId,
                    transaction
                ) is
                { } id
            )
            {
                hadIds.Add(row, id);
            }
        }

        var here = groups.SelectMany(group => group).Select(row => row.GetKey()).ToHashSet(StringComparer.Ordinal);
        var taken = hadIds
            .Values.Distinct()
            .Where(id => IsStoredElsewhere(connection, transaction, athleteId, id, here))
            .ToHashSet();
        var groupOf = groups
            .SelectMany(group => group.Select(row => (row, group)))
            .ToDictionary(pair => pair.row, pair => pair.group);
        var ids = new Dictionary<List<RecordingRow>, long>();
        var claims = hadIds
            .OrderBy(claim => claim.Value)
            .ThenBy(claim => claim.Key.FirstSeenAt)
            .ThenBy(claim => claim.Key.StartedAt)
            .ThenBy(claim => claim.Key.GetKey(), StringComparer.Ordinal);
        foreach (var (row, id) in claims)
        {
            var group = groupOf[row];
            if (!ids.ContainsKey(group) && taken.Add(id))
            {
                ids.Add(group, id);
            }
        }

        foreach (var group in groups)
        {
            if (!ids.TryGetValue(group, out var id))
            {
                id = RecordingIdentityRepository.CreateActivityId(connection, athleteId, transaction);
            }

            foreach (var row in group.Where(row => !hadIds.TryGetValue(row, out var had) || had != id))
            {
                RecordingIdentityRepository.Save(connection, athleteId, row.Source, row.SourceId, id, transaction);
            }
        }
    }

    private static bool IsStoredElsewhere(
        DbConnection connection,
        DbTransaction transaction,
        long athleteId,
        long id,
        HashSet<string> here
    ) =>
        RecordingIdentityRepository
            .GetByActivity(connection, athleteId, id, transaction)
            .Where(other => !here.Contains(RecordingRowExtensions.CreateKey(other.Source, other.SourceId)))
            .Any(other =>
                RecordingRepository.Find(connection, athleteId, other.Source, other.SourceId, transaction) is not null
            );
}
