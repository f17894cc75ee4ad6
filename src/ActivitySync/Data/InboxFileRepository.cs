using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The tables <c>inbox_files</c> and <c>inboxes</c>.</summary>
internal static class InboxFileRepository
{
    /// <summary>In place of a result: its reading has begun.</summary>
    public const string BeingRead = "being-read";

    /// <summary>The same of one whose first reading did not come to its end.</summary>
    public const string BeingReadAgain = "being-read-again";

    public static IReadOnlyList<InboxFileRow> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<InboxFileRow>(
                """
                SELECT path AS Path, bytes AS Bytes, modified_at AS ModifiedAt, result AS Result, reason AS Reason, settled AS Settled, read_at AS ReadAt
                FROM inbox_files WHERE athlete_id = @AthleteId
                """,
                new { AthleteId = athleteId }
            )
            .AsList();

    /// <summary>Those that were refused, the newest first.</summary>
    public static IReadOnlyList<InboxFileRow> GetQuarantined(DbConnection connection, long athleteId) =>
        connection
            .Query<InboxFileRow>(
                """
                SELECT path AS Path, bytes AS Bytes, modified_at AS ModifiedAt, result AS Result, reason AS Reason, settled AS Settled, read_at AS ReadAt
                FROM inbox_files WHERE athlete_id = @AthleteId AND result = 'quarantined'
                ORDER BY read_at DESC, path
                """,
                new { AthleteId = athleteId }
            )
            .AsList();

    public static void Save(
        DbConnection connection,
        long athleteId,
        InboxFileRow row,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            INSERT INTO inbox_files (athlete_id, path, bytes, modified_at, result, reason, settled, read_at)
            VALUES (@AthleteId, @Path, @Bytes, @ModifiedAt, @Result, @Reason, @Settled, @ReadAt)
            ON CONFLICT (athlete_id, path) DO UPDATE SET
                bytes = excluded.bytes, modified_at = excluded.modified_at, result = excluded.result, reason = excluded.reason,
                settled = excluded.settled, read_at = excluded.read_at
            """,
            new
            {
                AthleteId = athleteId,
                row.Path,
                row.Bytes,
                row.ModifiedAt,
                row.Result,
                row.Reason,
                row.Settled,
                row.ReadAt,
            },
            transaction
        );

    /// <summary>
    /// Notes that a file is being read. It is to outlive the process and not the machine, so this connection need not wait for the disk.
    /// </summary>
    public static void MarkBeingRead(DbConnection connection, long athleteId, InboxFileRow row) =>
        Save(connection, athleteId, row, null);

    /// <summary>Takes the note back; what became of the file is written down with the others' results.</summary>
    public static void ClearBeingRead(DbConnection connection, long athleteId, string path) =>
        connection.Execute(
            "DELETE FROM inbox_files WHERE athlete_id = @AthleteId AND path = @Path AND result IN (@BeingRead, @BeingReadAgain)",
            new
            {
                AthleteId = athleteId,
                Path = path,
                BeingRead,
                BeingReadAgain,
            }
        );

    /// <summary>Forgets a file that is no longer there; what it gave stays.</summary>
    public static void Delete(DbConnection connection, long athleteId, string path, DbTransaction transaction) =>
        connection.Execute(
            "DELETE FROM inbox_files WHERE athlete_id = @AthleteId AND path = @Path",
            new { AthleteId = athleteId, Path = path },
            transaction
        );

    /// <summary>Null if it was never looked into.</summary>
    public static InboxScanRow? FindScan(DbConnection connection, long athleteId) =>
        connection.QueryFirstOrDefault<InboxScanRow>(
            "SELECT looked_at AS LookedAt, seen_at AS SeenAt, line AS Line FROM inboxes WHERE athlete_id = @AthleteId",
            new { AthleteId = athleteId }
        );

    public static void SaveScan(DbConnection connection, long athleteId, DateTimeOffset now, string? line) =>
        connection.Execute(
            """
            INSERT INTO inboxes (athlete_id, looked_at, seen_at, line) VALUES (@AthleteId, @Now, @Seen, @Line)
            ON CONFLICT (athlete_id) DO UPDATE SET
                looked_at = excluded.looked_at, seen_at = coalesce(excluded.seen_at, inboxes.seen_at), line = excluded.line
            """,
            new
            {
                AthleteId = athleteId,
                Now = now.ToColumn(),
                Seen = line is null ? now.ToColumn() : (long?)null,
                Line = line,
            }
        );
}

/// <summary>A row of <c>inbox_files</c>: a file as it was when it was read, and what became of it.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="ModifiedAt">Its time of change in ticks, to be compared and nothing else.</param>
/// <param name="Result">What became of it, of an archive the gravest of its members; or that it is being read.</param>
/// <param name="Reason">Why it gave no activity; null if it did.</param>
/// <param name="Settled">0 if its bytes could not be read, so that it is worth another try.</param>
/// <param name="ReadAt">When it was read.</param>
internal sealed record InboxFileRow(
    string Path,
    long Bytes,
    long ModifiedAt,
    string Result,
    string? Reason,
    long Settled,
    long ReadAt
);

/// <summary>A row of <c>inboxes</c>: how the last look into a runner's inbox went.</summary>
/// <param name="LookedAt">When it was.</param>
/// <param name="SeenAt">When the folder was last there; null if it never was.</param>
/// <param name="Line">Why it could not be looked into; null if it could.</param>
internal sealed record InboxScanRow(long LookedAt, long? SeenAt, string? Line);
