using System.Data.Common;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The tables <c>inbox_files</c> and <c>inboxes</c>.</summary>
internal static class InboxFiles
{
    /// <summary>In place of a result: its reading has begun.</summary>
    public const string BeingRead = "being-read";

    /// <summary>The same of one whose first reading did not come to its end.</summary>
    public const string BeingReadAgain = "being-read-again";

    public static IReadOnlyList<InboxFileRow> Of(DbConnection store, long athleteId) =>
        store.Query<InboxFileRow>(
            """
            SELECT path AS Path, bytes AS Bytes, modified_at AS ModifiedAt, result AS Result, reason AS Reason, settled AS Settled, read_at AS ReadAt
            FROM inbox_files WHERE athlete_id = @AthleteId
            """,
            new { AthleteId = athleteId }).AsList();

    /// <summary>Those that were refused, the newest first.</summary>
    public static IReadOnlyList<InboxFileRow> Refused(DbConnection store, long athleteId) =>
        store.Query<InboxFileRow>(
            """
            SELECT path AS Path, bytes AS Bytes, modified_at AS ModifiedAt, result AS Result, reason AS Reason, settled AS Settled, read_at AS ReadAt
            FROM inbox_files WHERE athlete_id = @AthleteId AND result = 'quarantined'
            ORDER BY read_at DESC, path
            """,
            new { AthleteId = athleteId }).AsList();

    public static void Save(DbConnection store, long athleteId, InboxFileRow row, DbTransaction? transaction = null) =>
        store.Execute(
            """
            INSERT INTO inbox_files (athlete_id, path, bytes, modified_at, result, reason, settled, read_at)
            VALUES (@AthleteId, @Path, @Bytes, @ModifiedAt, @Result, @Reason, @Settled, @ReadAt)
            ON CONFLICT (athlete_id, path) DO UPDATE SET
                bytes = excluded.bytes, modified_at = excluded.modified_at, result = excluded.result, reason = excluded.reason,
                settled = excluded.settled, read_at = excluded.read_at
            """,
            new { AthleteId = athleteId, row.Path, row.Bytes, row.ModifiedAt, row.Result, row.Reason, row.Settled, row.ReadAt },
            transaction);

    /// <summary>
    /// Notes that a file is being read. It is to outlive the process and not the machine, so this connection need not wait for the disk.
    /// </summary>
    public static void Mark(DbConnection inHaste, long athleteId, InboxFileRow row) => Save(inHaste, athleteId, row, null);

    /// <summary>Takes the note back; what became of the file is written down with the others' results.</summary>
    public static void Unmark(DbConnection inHaste, long athleteId, string path) =>
        inHaste.Execute(
            "DELETE FROM inbox_files WHERE athlete_id = @AthleteId AND path = @Path AND result IN (@BeingRead, @BeingReadAgain)",
            new { AthleteId = athleteId, Path = path, BeingRead, BeingReadAgain });

    /// <summary>What this connection writes is safe from the end of the process, and not from that of the machine.</summary>
    public static void WriteInHaste(DbConnection store) => store.Execute("PRAGMA synchronous = NORMAL");

    /// <summary>Forgets a file that is no longer there; what it gave stays.</summary>
    public static void Delete(DbConnection store, long athleteId, string path, DbTransaction transaction) =>
        store.Execute(
            "DELETE FROM inbox_files WHERE athlete_id = @AthleteId AND path = @Path", new { AthleteId = athleteId, Path = path }, transaction);

    /// <summary>Null if it was never looked into.</summary>
    public static InboxRow? Look(DbConnection store, long athleteId) =>
        store.QueryFirstOrDefault<InboxRow>(
            "SELECT looked_at AS LookedAt, seen_at AS SeenAt, line AS Line FROM inboxes WHERE athlete_id = @AthleteId", new { AthleteId = athleteId });

    public static void SaveLook(DbConnection store, long athleteId, DateTimeOffset now, string? line) =>
        store.Execute(
            """
            INSERT INTO inboxes (athlete_id, looked_at, seen_at, line) VALUES (@AthleteId, @Now, @Seen, @Line)
            ON CONFLICT (athlete_id) DO UPDATE SET
                looked_at = excluded.looked_at, seen_at = coalesce(excluded.seen_at, inboxes.seen_at), line = excluded.line
            """,
            new { AthleteId = athleteId, Now = now.ToColumn(), Seen = line is null ? now.ToColumn() : (long?)null, Line = line });
}
