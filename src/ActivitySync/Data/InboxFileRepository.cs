using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The tables <c>inbox_files</c> and <c>inboxes</c>.</summary>
internal static class InboxFileRepository
{
    /// <summary>Stored as the result while a file is being read.</summary>
    public const string BeingRead = "being-read";

    /// <summary>
    /// Stored as the result while a file is read again after the program ended during the first time.
    /// </summary>
    public const string BeingReadAgain = "being-read-again";

    public static IReadOnlyList<InboxFileRow> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<InboxFileRow>(
                """
                SELECT path AS Path, bytes AS Bytes, modified_at AS ModifiedAt, result AS Result, reason AS Reason,
                    settled AS Settled, read_at AS ReadAt
                FROM inbox_files WHERE athlete_id = @AthleteId
                """,
                new { AthleteId = athleteId }
            )
            .Select(row => WithKnownTime(connection, athleteId, row))
            .ToList();

    /// <summary>The files that could not be imported, the newest first.</summary>
    public static IReadOnlyList<InboxFileRow> GetQuarantined(DbConnection connection, long athleteId) =>
        connection
            .Query<InboxFileRow>(
                """
                SELECT path AS Path, bytes AS Bytes, modified_at AS ModifiedAt, result AS Result, reason AS Reason,
                    settled AS Settled, read_at AS ReadAt
                FROM inbox_files WHERE athlete_id = @AthleteId AND result = 'quarantined'
                ORDER BY read_at DESC, path
                """,
                new { AthleteId = athleteId }
            )
            .Select(row => WithKnownTime(connection, athleteId, row))
            .ToList();

    /// <summary>The files of many athletes that could not be imported, in one statement; the newest first.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="athleteIds">The athletes; the rows of others are left out.</param>
    public static ILookup<long, InboxFileRow> GetQuarantined(DbConnection connection, IReadOnlySet<long> athleteIds) =>
        connection
            .Query<AthleteInboxFileColumns>(
                """
                SELECT athlete_id AS AthleteId, path AS Path, bytes AS Bytes, modified_at AS ModifiedAt,
                       result AS Result, reason AS Reason, settled AS Settled, read_at AS ReadAt
                FROM inbox_files WHERE result = 'quarantined'
                ORDER BY read_at DESC, path
                """
            )
            .Where(row => athleteIds.Contains(row.AthleteId))
            .ToLookup(
                row => row.AthleteId,
                row =>
                    WithKnownTime(
                        connection,
                        row.AthleteId,
                        new InboxFileRow(
                            row.Path,
                            row.Bytes,
                            row.ModifiedAt,
                            row.Result,
                            row.Reason,
                            row.Settled,
                            row.ReadAt
                        )
                    )
            );

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
                bytes = excluded.bytes, modified_at = excluded.modified_at, result = excluded.result,
                reason = excluded.reason, settled = excluded.settled, read_at = excluded.read_at
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

    /// <summary>Records that a file is being read.</summary>
    /// <remarks>
    /// The mark has to survive a crash of the process only, so a connection with relaxed durability is enough.
    /// </remarks>
    public static void MarkBeingRead(DbConnection connection, long athleteId, InboxFileRow row) =>
        Save(connection, athleteId, row, null);

    /// <summary>
    /// Removes the mark of <see cref="MarkBeingRead"/>; the result is stored together with those of the other files.
    /// </summary>
    public static void ClearBeingRead(DbConnection connection, long athleteId, string path) =>
        connection.Execute(
            """
            DELETE FROM inbox_files WHERE athlete_id = @AthleteId AND path = @Path
                AND result IN (@BeingRead, @BeingReadAgain)
            """,
            new
            {
                AthleteId = athleteId,
                Path = path,
                BeingRead,
                BeingReadAgain,
            }
        );

    /// <summary>Removes a file that no longer exists; the activities from it stay.</summary>
    public static void Delete(DbConnection connection, long athleteId, string path, DbTransaction transaction) =>
        connection.Execute(
            "DELETE FROM inbox_files WHERE athlete_id = @AthleteId AND path = @Path",
            new { AthleteId = athleteId, Path = path },
            transaction
        );

    /// <summary>The last scan of an inbox; null before the first.</summary>
    public static InboxScanRow? FindScan(DbConnection connection, long athleteId)
    {
        var row = connection.QueryFirstOrDefault<InboxScanRow>(
            "SELECT looked_at AS LookedAt, seen_at AS SeenAt, line AS Line FROM inboxes WHERE athlete_id = @AthleteId",
            new { AthleteId = athleteId }
        );
        return row is null ? null : WithKnownTimes(connection, athleteId, row);
    }

    /// <summary>The last scans of many athletes' inboxes in one statement, by athlete.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="athleteIds">The athletes; the rows of others are left out.</param>
    public static IReadOnlyDictionary<long, InboxScanRow> GetScans(
        DbConnection connection,
        IReadOnlySet<long> athleteIds
    ) =>
        connection
            .Query<AthleteInboxScanColumns>(
                "SELECT athlete_id AS AthleteId, looked_at AS LookedAt, seen_at AS SeenAt, line AS Line FROM inboxes"
            )
            .Where(row => athleteIds.Contains(row.AthleteId))
            .ToDictionary(
                row => row.AthleteId,
                row => WithKnownTimes(connection, row.AthleteId, new InboxScanRow(row.LookedAt, row.SeenAt, row.Line))
            );

    private static InboxScanRow WithKnownTimes(DbConnection connection, long athleteId, InboxScanRow row) =>
        row with
        {
            LookedAt = connection.FindInstant(row.LookedAt, "inboxes", athleteId) ?? 0,
            SeenAt = connection.FindInstant(row.SeenAt, "inboxes", athleteId),
        };

    /// <summary>
    /// A time that cannot be read counts as long ago. The row is named by its
    /// position in the order of paths, since a path may be private.
    /// </summary>
    private static InboxFileRow WithKnownTime(DbConnection connection, long athleteId, InboxFileRow row)
    {
        if (ColumnConversions.IsInstant(row.ReadAt))
        {
            return row;
        }

        var number = connection.ExecuteScalar<long>(
            "SELECT count(*) FROM inbox_files WHERE athlete_id = @AthleteId AND path <= @Path",
            new { AthleteId = athleteId, row.Path }
        );
        connection.ReportUnreadable("inbox_files", number);
        return row with { ReadAt = 0 };
    }

    public static void SaveScan(DbConnection connection, long athleteId, DateTimeOffset now, string? line) =>
        connection.Execute(
            """
            INSERT INTO inboxes (athlete_id, looked_at, seen_at, line) VALUES (@AthleteId, @Now, @Seen, @Line)
            ON CONFLICT (athlete_id) DO UPDATE SET
                looked_at = excluded.looked_at, seen_at = coalesce(excluded.seen_at, inboxes.seen_at),
                line = excluded.line
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

/// <summary>A row of <c>inbox_files</c>: a file as it was when it was read, and the result.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Bytes">The length in bytes.</param>
/// <param name="ModifiedAt">The time of the last change in ticks; for comparison only.</param>
/// <param name="Result">
/// The result, for an archive the worst of its members; or a mark that the file is being read.
/// </param>
/// <param name="Reason">Why there is no activity from it; null if there is one.</param>
/// <param name="Settled">0 if the bytes could not be read, so that the file is tried again; else 1.</param>
/// <param name="ReadAt">When the file was read.</param>
internal sealed record InboxFileRow(
    string Path,
    long Bytes,
    long ModifiedAt,
    string Result,
    string? Reason,
    long Settled,
    long ReadAt
)
{
    /// <summary>Its bytes could not be read, so it is tried again.</summary>
    public bool IsUnreadable => Settled == 0;
}

/// <summary>A row of <c>inboxes</c>: the result of the last scan of an athlete's inbox.</summary>
/// <param name="LookedAt">When the inbox was scanned.</param>
/// <param name="SeenAt">When the folder was last available; null if never.</param>
/// <param name="Line">Why the folder could not be read; null if it could.</param>
internal sealed record InboxScanRow(long LookedAt, long? SeenAt, string? Line);

/// <summary>The columns of <c>inbox_files</c> with their athlete, as Dapper reads them.</summary>
internal sealed record AthleteInboxFileColumns(
    long AthleteId,
    string Path,
    long Bytes,
    long ModifiedAt,
    string Result,
    string? Reason,
    long Settled,
    long ReadAt
);

/// <summary>The columns of <c>inboxes</c> with their athlete, as Dapper reads them.</summary>
internal sealed record AthleteInboxScanColumns(long AthleteId, long LookedAt, long? SeenAt, string? Line);
