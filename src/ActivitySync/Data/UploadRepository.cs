using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The tables <c>uploads</c> and <c>upload_files</c>: files uploaded on the page, and their results.</summary>
internal static class UploadRepository
{
    private const string SelectUploads = """
        SELECT u.id AS Id, u.athlete_id AS AthleteId, a.name AS Athlete, u.created_at AS CreatedAt,
            u.finished_at AS FinishedAt
        FROM uploads u JOIN athletes a ON a.id = u.athlete_id
        """;

    /// <summary>Adds an upload whose files are complete, and returns its id.</summary>
    public static long Add(
        DbConnection connection,
        long athleteId,
        IReadOnlyList<UploadedFile> files,
        DateTimeOffset now
    )
    {
        using var transaction = connection.BeginFor(athleteId);
        var id = connection.ExecuteScalar<long>(
            "INSERT INTO uploads (athlete_id, created_at) VALUES (@AthleteId, @CreatedAt) RETURNING id",
            new { AthleteId = athleteId, CreatedAt = now.ToColumn() },
            transaction
        );
        foreach (var file in files)
        {
            AddFile(connection, transaction, athleteId, id, null, file.Name, file.StoredName);
        }

        transaction.Commit();
        return id;
    }

    /// <summary>An upload of the athlete; null if there is none with this id.</summary>
    public static Upload? Find(DbConnection connection, long athleteId, long id) =>
        connection
            .Query<UploadRow>(
                $"{SelectUploads} WHERE u.athlete_id = @AthleteId AND u.id = @Id",
                new { AthleteId = athleteId, Id = id }
            )
            .ConvertReadable(connection, "uploads", row => row.Id, ToUpload)
            .FirstOrDefault();

    /// <summary>An athlete's latest uploads, newest first.</summary>
    public static IReadOnlyList<Upload> GetLatest(DbConnection connection, long athleteId, int count) =>
        connection
            .Query<UploadRow>(
                $"{SelectUploads} WHERE u.athlete_id = @AthleteId ORDER BY u.id DESC LIMIT @Count",
                new { AthleteId = athleteId, Count = count }
            )
            .ConvertReadable(connection, "uploads", row => row.Id, ToUpload);

    /// <summary>The uploads that are not imported yet, oldest first.</summary>
    public static IReadOnlyList<Upload> GetUnfinished(DbConnection connection) =>
        connection
            .Query<UploadRow>($"{SelectUploads} WHERE u.finished_at IS NULL ORDER BY u.id")
            .ConvertReadable(connection, "uploads", row => row.Id, ToUpload);

    public static long CountUnfinished(DbConnection connection, long athleteId) =>
        connection.ExecuteScalar<long>(
            "SELECT count(*) FROM uploads WHERE athlete_id = @AthleteId AND finished_at IS NULL",
            new { AthleteId = athleteId }
        );

    /// <summary>The files of an upload, each followed by the files in it.</summary>
    public static IReadOnlyList<UploadFileRow> GetFiles(DbConnection connection, long uploadId) =>
        connection
            .Query<UploadFileRow>(
                """
                SELECT id AS Id, archive_id AS ArchiveId, name AS Name, stored_name AS StoredName,
                    attempts AS Attempts, result AS Result, reason AS Reason, imported AS Imported,
                    duplicates AS Duplicates, skipped AS Skipped, refused AS Refused
                FROM upload_files WHERE upload_id = @UploadId ORDER BY coalesce(archive_id, id), id
                """,
                new { UploadId = uploadId }
            )
            .AsList();

    /// <summary>The names below the folder of uploads that are still needed.</summary>
    public static IReadOnlyList<string> GetStoredNames(DbConnection connection) =>
        connection
            .Query<string>(
                """
                SELECT f.stored_name FROM upload_files f JOIN uploads u ON u.id = f.upload_id
                WHERE u.finished_at IS NULL AND f.result IS NULL AND f.stored_name <> ''
                """
            )
            .AsList();

    /// <summary>The names below the folder of uploads of all files of an athlete.</summary>
    public static IReadOnlyList<string> GetStoredNames(DbConnection connection, long athleteId) =>
        connection
            .Query<string>(
                """
                SELECT f.stored_name FROM upload_files f JOIN uploads u ON u.id = f.upload_id
                WHERE u.athlete_id = @AthleteId AND f.stored_name <> ''
                """,
                new { AthleteId = athleteId }
            )
            .AsList();

    /// <summary>Counts that reading a file begins.</summary>
    public static void BeginAttempt(DbConnection connection, long fileId) =>
        connection.Execute("UPDATE upload_files SET attempts = attempts + 1 WHERE id = @Id", new { Id = fileId });

    /// <summary>Takes back what <see cref="BeginAttempt"/> counted: the program ended in order.</summary>
    public static void CancelAttempt(DbConnection connection, long fileId) =>
        connection.Execute(
            "UPDATE upload_files SET attempts = attempts - 1 WHERE id = @Id AND attempts > 0",
            new { Id = fileId }
        );

    /// <summary>Saves the result of an uploaded file and of the files in it.</summary>
    public static void SaveResult(
        DbConnection connection,
        Upload upload,
        UploadFileRow file,
        IReadOnlyList<UploadFileRow> members
    )
    {
        using var transaction = connection.BeginFor(upload.AthleteId);
        SetResult(connection, transaction, file);
        foreach (var member in members)
        {
            var id = AddFile(connection, transaction, upload.AthleteId, upload.Id, file.Id, member.Name, "");
            SetResult(connection, transaction, member with { Id = id });
        }

        transaction.Commit();
    }

    public static void Finish(DbConnection connection, long id, DateTimeOffset now) =>
        connection.Execute(
            "UPDATE uploads SET finished_at = @Now WHERE id = @Id",
            new { Now = now.ToColumn(), Id = id }
        );

    /// <summary>Deletes the results of uploads that were imported before an instant.</summary>
    public static void DeleteFinished(DbConnection connection, DateTimeOffset before)
    {
        var old = new { Before = before.ToColumn() };
        if (connection.ExecuteScalar<long>("SELECT count(*) FROM uploads WHERE finished_at < @Before", old) == 0)
        {
            return; // a read takes no write lock
        }

        connection.Execute(
            """
            DELETE FROM upload_files WHERE upload_id IN (SELECT id FROM uploads WHERE finished_at < @Before);
            DELETE FROM uploads WHERE finished_at < @Before
            """,
            old
        );
    }

    private static long AddFile(
        DbConnection connection,
        DbTransaction transaction,
        long athleteId,
        long uploadId,
        long? archiveId,
        string name,
        string storedName
    ) =>
        connection.ExecuteScalar<long>(
            """
            INSERT INTO upload_files (athlete_id, upload_id, archive_id, name, stored_name, attempts, imported,
                duplicates, skipped, refused)
            VALUES (@AthleteId, @UploadId, @ArchiveId, @Name, @StoredName, 0, 0, 0, 0, 0) RETURNING id
            """,
            new
            {
                AthleteId = athleteId,
                UploadId = uploadId,
                ArchiveId = archiveId,
                Name = name,
                StoredName = storedName,
            },
            transaction
        );

    private static void SetResult(DbConnection connection, DbTransaction transaction, UploadFileRow file) =>
        connection.Execute(
            """
            UPDATE upload_files SET result = @Result, reason = @Reason, imported = @Imported,
                duplicates = @Duplicates, skipped = @Skipped, refused = @Refused
            WHERE id = @Id
            """,
            new
            {
                file.Result,
                file.Reason,
                file.Imported,
                file.Duplicates,
                file.Skipped,
                file.Refused,
                file.Id,
            },
            transaction
        );

    private static Upload ToUpload(UploadRow row) =>
        new(row.Id, row.AthleteId, row.Athlete, row.CreatedAt.ToInstant(), row.FinishedAt.ToInstant());
}

/// <summary>A file that was received completely.</summary>
/// <param name="Name">As the browser named it, made safe to show.</param>
/// <param name="StoredName">Where it is, below the folder of uploads.</param>
internal sealed record UploadedFile(string Name, string StoredName);

/// <summary>Files that were sent together.</summary>
/// <param name="Id">The row id.</param>
/// <param name="AthleteId">The row id of the athlete.</param>
/// <param name="Athlete">The athlete's name.</param>
/// <param name="CreatedAt">When they were received.</param>
/// <param name="FinishedAt">When the last of them was imported; null until then.</param>
internal sealed record Upload(
    long Id,
    long AthleteId,
    string Athlete,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt
);

/// <summary>A row of <c>uploads</c> with the athlete's name.</summary>
internal sealed record UploadRow(long Id, long AthleteId, string Athlete, long CreatedAt, long? FinishedAt);

/// <summary>A row of <c>upload_files</c>.</summary>
/// <param name="Id">The row id.</param>
/// <param name="ArchiveId">The row id of the archive it is in; null for an uploaded file.</param>
/// <param name="Name">Its name: text from outside.</param>
/// <param name="StoredName">Where it is, below the folder of uploads; empty for a file in an archive.</param>
/// <param name="Attempts">How often reading it began and didn't end.</param>
/// <param name="Result">What became of it; null until it is imported.</param>
/// <param name="Reason">Why nothing came of it.</param>
/// <param name="Imported">Files in it that are new.</param>
/// <param name="Duplicates">Files in it that were known.</param>
/// <param name="Skipped">Files in it that are not activities.</param>
/// <param name="Refused">Files in it that could not be read.</param>
internal sealed record UploadFileRow(
    long Id,
    long? ArchiveId,
    string Name,
    string StoredName,
    long Attempts,
    string? Result,
    string? Reason,
    long Imported,
    long Duplicates,
    long Skipped,
    long Refused
);
