using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>files</c>: imported files by content hash, so that the same content is imported once and a refusal
/// keeps its reason.
/// </summary>
internal static class ImportedFileRepository
{
    /// <summary>The last result for a content; null for a new one.</summary>
    public static ImportedFileRow? Find(
        DbConnection connection,
        long athleteId,
        string contentHash,
        DbTransaction? transaction = null
    ) =>
        connection.QueryFirstOrDefault<ImportedFileRow>(
            """
            SELECT content_hash AS ContentHash, file_name AS FileName, result AS Result, reason AS Reason,
                seen_at AS SeenAt
            FROM files WHERE athlete_id = @AthleteId AND content_hash = @ContentHash
            """,
            new { AthleteId = athleteId, ContentHash = contentHash },
            transaction
        );

    /// <summary>
    /// The name of the file whose content hash starts with some digits, as the ids of recordings from files do; null if
    /// there is none.
    /// </summary>
    public static string? FindFileName(DbConnection connection, long athleteId, string hashStart) =>
        connection.ExecuteScalar<string?>(
            """
            SELECT file_name FROM files
            WHERE athlete_id = @AthleteId AND content_hash >= @HashStart AND content_hash < @HashStart || 'g'
            LIMIT 1
            """,
            new { AthleteId = athleteId, HashStart = hashStart }
        );

    /// <summary>All results, the latest last.</summary>
    public static IReadOnlyList<ImportedFileRow> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<ImportedFileRow>(
                """
                SELECT content_hash AS ContentHash, file_name AS FileName, result AS Result, reason AS Reason,
                    seen_at AS SeenAt
                FROM files WHERE athlete_id = @AthleteId ORDER BY seen_at, content_hash
                """,
                new { AthleteId = athleteId }
            )
            .Where(row => connection.FindInstant(row.SeenAt, "files", row.ContentHash) is not null)
            .ToList();

    /// <summary>Stores the result for a content and replaces the previous one.</summary>
    public static void Save(
        DbConnection connection,
        long athleteId,
        ImportedFileRow row,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            INSERT INTO files (athlete_id, content_hash, file_name, result, reason, seen_at)
            VALUES (@AthleteId, @ContentHash, @FileName, @Result, @Reason, @SeenAt)
            ON CONFLICT (athlete_id, content_hash) DO UPDATE
            SET file_name = excluded.file_name, result = excluded.result, reason = excluded.reason,
                seen_at = excluded.seen_at
            """,
            new
            {
                AthleteId = athleteId,
                row.ContentHash,
                row.FileName,
                row.Result,
                row.Reason,
                row.SeenAt,
            },
            transaction
        );
}

/// <summary>A row of <c>files</c>.</summary>
internal sealed record ImportedFileRow(string ContentHash, string FileName, string Result, string? Reason, long SeenAt);
