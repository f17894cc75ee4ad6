using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>
/// Deletes recordings that their source has not confirmed for as long as its terms allow. The identity of a recording
/// stays, so a recording that is read again gets the ID it had.
/// </summary>
internal sealed class RecordingExpiration(Database database, AppSettings settings, TimeProvider clock)
{
    /// <summary>Deletes the expired recordings of one athlete from all sources.</summary>
    /// <returns>The number of deleted recordings.</returns>
    public int Expire(long athleteId) =>
        SourceDescriptors.All.Sum(source =>
            source.GetCacheDays(settings) is { } days
                ? ExpireSource(athleteId, source.Name, TimeSpan.FromDays(days))
                : 0
        );

    private int ExpireSource(long athleteId, SourceName source, TimeSpan maxAge)
    {
        var now = clock.GetUtcNow();
        var oldest = now - maxAge;
        using var connection = database.Open();
        var pacer = new WritePacer(clock);
        var stored = RecordingRepository.GetBySource(connection, athleteId, source.ToColumn());

        // When a row was confirmed is unknown if it can't be read. The next sync of the source reads it again.
        RecordingRepository.DeleteExcept(
            connection,
            athleteId,
            source.ToColumn(),
            stored.Select(row => row.SourceId).ToHashSet(StringComparer.Ordinal)
        );

        // A clock that ran ahead confirmed these rows. They count as confirmed now, or they would stay for years.
        var early = stored.Where(row => PlausibleInstant.FilterPast(row.ConfirmedAt.ToInstant(), now) is null);
        foreach (var rows in early.Chunk(WritePacer.MaxRows))
        {
            pacer.Write(connection, athleteId, transaction =>
            {
                foreach (var row in rows)
                {
                    RecordingRepository.Confirm(connection, row with { ConfirmedAt = now.ToColumn() }, transaction);
                }
            });
        }

        var expired = stored.Where(row => row.ConfirmedAt < oldest.ToColumn()).ToList();
        Delete(connection, athleteId, expired, pacer);
        return expired.Count;
    }

    /// <summary>
    /// Deletes recordings of one athlete in transactions of a bounded size, each of which regroups their copies.
    /// </summary>
    public static void Delete(
        DbConnection connection,
        long athleteId,
        IEnumerable<RecordingRow> expired,
        WritePacer pacer
    )
    {
        foreach (var rows in expired.OrderBy(row => row.StartedAt).Chunk(WritePacer.MaxRows))
        {
            pacer.Write(connection, athleteId, transaction =>
            {
                foreach (var row in rows)
                {
                    RecordingRepository.Delete(connection, row, transaction);
                }

                RecordingGrouper.RegroupAround(connection, transaction, athleteId, rows);
            });
        }
    }
}
