using System.Buffers.Binary;
using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.FileFormats.Archives;
using ActivitySync.FileSystem;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Data.Sqlite;

/// <summary>
/// Copies the database while it is in use, without data that must not be kept (rows from Strava, and mails that quote
/// them). Copies are verified and written atomically.
/// </summary>
internal static class DatabaseCopy
{
    private const string FirstMigration = "0001_initial";
    private const string IntegrityCheckOk = "ok";
    private const string PartSuffix = ".part";
    private const string JournalSuffix = "-journal";
    private const string Damaged = "it is damaged";
    private const string Unreadable = "it is damaged or not a database of activitysync";

    /// <summary>The random part of the name of an unfinished copy, in characters.</summary>
    private const int RandomLength = 32;

    /// <summary>Endings of the files that SQLite keeps next to a database.</summary>
    private static readonly string[] SideFileSuffixes = [JournalSuffix, "-wal", "-shm"];

    private static ReadOnlySpan<byte> FileHeader => "SQLite format 3\0"u8;

    /// <summary>The maximum duration of a copy.</summary>
    private static readonly TimeSpan MaxCopyDuration = TimeSpan.FromHours(1);

    /// <summary>Writes a copy; an existing file is replaced once the new one is verified.</summary>
    /// <exception cref="OperationException">
    /// The copy cannot be written or is damaged; the database itself is not affected.
    /// </exception>
    /// <exception cref="SqliteException">The database itself is damaged and is not copied.</exception>
    public static void Write(DbConnection from, string target)
    {
        var part = $"{target}.{Guid.NewGuid():N}{PartSuffix}"; // unique: another process may write the same copy
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(target))!;
            PrivateFolder.Ensure(folder);
            if (PrivateFolder.FindRisk(folder, allowSticky: false) is { } risk)
            {
                throw CreateWriteException(target, $"{risk}. Use a folder that only you may write to");
            }

            AtomicFile.CreateNew(part, AtomicFile.OwnerOnly).Dispose();
            using (var to = Open(part, SqliteOpenMode.ReadWrite))
            {
                ((SqliteConnection)from).BackupDatabase(to);
                if (!IsIntact(to))
                {
                    throw DatabaseErrors.CreateCorruptException(); // VACUUM rebuilds the file and would hide the damage
                }

                DeleteTransientRows(to);
            }

            if (FindProblem(part) is { } problem)
            {
                throw problem is Damaged or Unreadable
                    ? DatabaseErrors.CreateCorruptException()
                    : CreateWriteException(target, $"the copy cannot be restored: {problem}");
            }

            AtomicFile.Replace(part, target);
        }
        catch (SqliteException exception) when (DatabaseErrors.IsDamage(exception))
        {
            if (!IsIntact(from))
            {
                throw;
            }

            throw CreateWriteException(
                target,
                "the copy is damaged, but the database is intact; the disk of the copy may be failing (see "
                    + "'dmesg'). Use another disk; for nightly copies set Backup:Directory"
            );
        }
        catch (SqliteException)
        {
            throw CreateWriteException(target, "the disk is full or the database cannot be read. Check the disk");
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException && !ErrorText.IsOutOfHandles(exception))
        {
            throw CreateWriteException(
                target,
                "the copy cannot be written. Check the folder, its permissions and the free space"
            );
        }
        finally
        {
            DeletePart(part);
        }
    }

    /// <summary>
    /// Whether a file may be replaced by a copy: it is empty, or its header is that of a database, even a damaged one.
    /// </summary>
    public static bool LooksLikeDatabase(string file)
    {
        try
        {
            using var stream = RegularFile.OpenRead(file);
            return StartsLikeDatabase(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool StartsLikeDatabase(Stream file)
    {
        Span<byte> head = stackalloc byte[FileHeader.Length];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return read == 0 || head.SequenceEqual(FileHeader);
    }

    /// <summary>
    /// Whether a database file ends with a complete page. SQLite reads zeros for the rest of a page that was cut off,
    /// and its check doesn't see it.
    /// </summary>
    private static bool HasWholePages(Stream file)
    {
        const int sizeOffset = 16;
        const int largestSize = 65536; // written as 1, since it doesn't fit two bytes
        Span<byte> head = stackalloc byte[sizeOffset + sizeof(ushort)];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
        {
            return file.Length == 0;
        }

        var written = BinaryPrimitives.ReadUInt16BigEndian(head[sizeOffset..]);
        var size = written == 1 ? largestSize : written;
        return size > 0 && file.Length % size == 0;
    }

    /// <summary>Writes a copy of a database file as it is on the disk.</summary>
    public static void WriteFromFile(string from, string target)
    {
        using var connection = Open(from, SqliteOpenMode.ReadWrite);
        Write(connection, target);
    }

    /// <summary>Moves the write-ahead log into the file; false if the file is damaged.</summary>
    public static bool TryTruncateLog(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadWrite);
            SqliteFile.TruncateLog(connection);
            return true;
        }
        catch (SqliteException exception) when (DatabaseErrors.IsDamage(exception))
        {
            return false;
        }
    }

    /// <summary>
    /// Marks mails in a copy as sent that are sent according to another database file; false if that file cannot be
    /// read.
    /// </summary>
    public static bool ImportSentMails(string from, string copy)
    {
        using var to = Open(copy, SqliteOpenMode.ReadWrite);
        to.Execute("PRAGMA journal_mode = DELETE");
        try
        {
            using var sent = Open(from, SqliteOpenMode.ReadOnly);
            try
            {
                MailRepository.ImportSent(sent, to);
            }
            finally
            {
                DeleteMessages(to, "state IN ('sent', 'unknown') AND quotes_strava = 0");
            }

            return true;
        }
        catch (SqliteException exception)
            when (DatabaseErrors.IsDamage(exception) || DatabaseErrors.IsMissingTable(exception))
        {
            return false;
        }
    }

    /// <summary>Why a file cannot be restored, as part of a sentence; null if it can.</summary>
    public static string? FindProblem(string file)
    {
        if (FileStatus.Find(file) is { IsFile: false })
        {
            return Unreadable; // SQLite would wait for the writer of a pipe
        }

        try
        {
            using (var stream = RegularFile.OpenRead(file))
            {
                if (!HasWholePages(stream))
                {
                    return "its end is missing; copy it again";
                }
            }

            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            if (!IsIntact(connection))
            {
                return Damaged;
            }

            var applied = connection
                .Query<long>(
                    "SELECT number FROM migrations WHERE number > 1 OR name = @First",
                    new { First = FirstMigration }
                )
                .AsList();
            if (!applied.Contains(1))
            {
                return "it is not a database of activitysync";
            }

            return applied.Max() > Migrator.CurrentVersion
                ? "it was written by a newer activitysync; install that version first"
                : null;
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            return Unreadable;
        }
    }

    /// <summary>
    /// Whether a database file has tokens or keys of a source, which are encrypted. True if that cannot be determined.
    /// </summary>
    public static bool MayHaveTokens(string file)
    {
        if (new FileInfo(file) is not { Exists: true, Length: > 0 })
        {
            return false;
        }

        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            return connection.ExecuteScalar<long>("SELECT count(*) FROM tokens") > 0 || HasKeys(connection);
        }
        catch (SqliteException exception)
        {
            return !DatabaseErrors.IsMissingTable(exception);
        }

        // An older database has no such table.
        static bool HasKeys(SqliteConnection connection) =>
            connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = 'source_keys'") > 0
            && connection.ExecuteScalar<long>("SELECT count(*) FROM source_keys") > 0;
    }

    /// <summary>
    /// Copies a file from outside that is to be restored, as it is. The copy must not exist.
    /// </summary>
    /// <returns>Why the file cannot be copied, as part of a sentence; null if it was.</returns>
    /// <exception cref="IOException">The copy cannot be written.</exception>
    public static string? CopyBytes(string from, string copy)
    {
        using var file = OpenFromOutside(from, out var problem);
        if (file is null)
        {
            return problem;
        }

        if (!StartsLikeDatabase(file))
        {
            return Unreadable;
        }

        var length = file.Length;
        if (length > new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(copy))!).AvailableFreeSpace)
        {
            return "it is larger than the free space of the data directory";
        }

        file.Position = 0;
        using var content = new BoundedStream(file, length); // it may grow without end
        using var target = AtomicFile.CreateNew(copy, AtomicFile.OwnerOnly);
        content.CopyTo(target);
        return null;
    }

    /// <summary>Deletes an athlete from a copy; false if the copy contains nothing about the athlete.</summary>
    public static bool DeleteAthlete(string file, string athlete)
    {
        using var connection = Open(file, SqliteOpenMode.ReadWrite);
        if (AthleteRepository.FindId(connection, athlete) is not { } athleteId)
        {
            return false;
        }

        connection.Execute("PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;");
        AthleteRepository.Delete(connection, athleteId);
        connection.Execute("VACUUM");
        return true;
    }

    /// <summary>Whether every page of a database is intact and each index matches its table.</summary>
    public static bool IsIntact(DbConnection connection)
    {
        try
        {
            return connection.ExecuteScalar<string>("PRAGMA integrity_check(1)") == IntegrityCheckOk;
        }
        catch (Exception exception) when (DatabaseErrors.IsDamage(exception))
        {
            return false;
        }
    }

    /// <summary>
    /// Deletes temporary files of copies that were killed. Younger files may belong to a running process.
    /// </summary>
    /// <param name="folder">The folder of the copies.</param>
    /// <param name="name">The prefix of their names.</param>
    /// <param name="now">The current time.</param>
    public static void DeleteStaleParts(string folder, string name, DateTimeOffset now)
    {
        foreach (
            var left in Directory
                .GetFiles(folder, $"{name}*{PartSuffix}*")
                .Where(file => now - FileTimes.GetLastWriteTimeUtc(file) > MaxCopyDuration)
        )
        {
            File.Delete(left);
        }
    }

    /// <summary>
    /// Finds what interrupted copies left in a folder, of any age: unfinished copies, and the journals that SQLite
    /// keeps next to a copy, if the copy itself is gone.
    /// </summary>
    /// <param name="folder">The folder of the copies.</param>
    /// <param name="isOurs">
    /// Whether a name, without the journal's ending, is one that this program gives a copy.
    /// </param>
    public static IEnumerable<string> FindRemains(string folder, Func<string, bool> isOurs) =>
        Directory
            .GetFiles(folder)
            .Where(path =>
            {
                var name = Path.GetFileName(path);
                var suffix = Array.Find(SideFileSuffixes, ending => name.EndsWith(ending, StringComparison.Ordinal));
                var copy = suffix is null ? name : name[..^suffix.Length];
                return copy.EndsWith(PartSuffix, StringComparison.Ordinal)
                    ? isOurs(copy) || IsPartName(copy)
                    : suffix is not null && isOurs(copy) && !Path.Exists(Path.Combine(folder, copy));
            });

    /// <summary>Whether a name is that of an unfinished copy, of whatever file.</summary>
    private static bool IsPartName(string name) =>
        name[..^PartSuffix.Length].Split('.') is [_, .., { Length: RandomLength } random]
        && random.All(char.IsAsciiHexDigitLower);

    /// <summary>The temporary file of a restore.</summary>
    public static string GetRestorePath(string database) => $"{database}.restoring";

    /// <summary>Deletes an unfinished copy and the files that SQLite keeps next to it.</summary>
    public static void DeletePart(string part)
    {
        try
        {
            foreach (var suffix in SideFileSuffixes.Prepend(""))
            {
                File.Delete(part + suffix);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // deleted or overwritten the next time
        }
    }

    private static FileStream? OpenFromOutside(string path, out string? problem)
    {
        problem = null;
        try
        {
            return RegularFile.OpenRead(path);
        }
        catch (UnsuitableFileException exception)
        {
            problem = $"it {exception.Problem}";
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException && !ErrorText.IsOutOfHandles(exception))
        {
            problem = "it cannot be read; check its permissions";
        }

        return null;
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = mode,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        return connection;
    }

    /// <summary>The failure of a copy, which is not a failure of the database.</summary>
    private static OperationException CreateWriteException(string target, string why) =>
        new(ErrorKind.Failed, $"{target}: {why}. Nothing was replaced.");

    /// <summary>
    /// Deletes data that copies must not contain. After a restore, Strava's full window is synced again at once.
    /// </summary>
    private static void DeleteTransientRows(SqliteConnection copy)
    {
        copy.Execute("PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON;");
        if (HasTable(copy, "advice"))
        {
            copy.Execute("DELETE FROM advice"); // schema versions before 42
        }

        if (HasTable(copy, "notifications"))
        {
            copy.Execute("DELETE FROM notifications"); // a restore must not send again what was sent since
        }

        if (HasTable(copy, "undo_steps"))
        {
            copy.Execute("DELETE FROM undo_steps"); // health notes that live for a day
        }

        DeleteMessages(copy, "quotes_strava = 1");
        copy.Execute(
            """
            DELETE FROM recordings WHERE source = 'strava';
            UPDATE mails SET
                state = CASE state WHEN 'rendered' THEN 'planned' WHEN 'sending' THEN 'unknown' ELSE state END
            WHERE quotes_strava = 1;
            UPDATE syncs SET full_at = NULL, retry_at = NULL WHERE source = 'strava';
            VACUUM;
            """
        );
    }

    /// <summary>Deletes the bytes of some mails in a copy, which may be of an older version.</summary>
    private static void DeleteMessages(SqliteConnection copy, string which) =>
        copy.Execute(
            HasTable(copy, "mail_messages")
                ? $"DELETE FROM mail_messages WHERE mail_id IN (SELECT id FROM mails WHERE {which})"
                : $"UPDATE mails SET message = NULL WHERE {which}" // schema versions before 91
        );

    private static bool HasTable(SqliteConnection copy, string name) =>
        copy.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = @Name", new { Name = name }) > 0;
}
