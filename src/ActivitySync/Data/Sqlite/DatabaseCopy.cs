using System.Data.Common;
using ActivitySync.Configuration;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Data.Sqlite;

/// <summary>
/// Copies of the database: taken while it is in use, without what must not be kept (rows of Strava's, mails and plans that
/// quote them), opened once to see that they are whole, and never there by half.
/// </summary>
internal static class DatabaseCopy
{
    private const string FirstMigration = "0001_initial";
    private const string IntegrityCheckOk = "ok";
    private const string PartSuffix = ".part";
    private const string Damaged = "it is damaged";
    private const string Unreadable = "it is damaged, or no database of activitysync";

    private static ReadOnlySpan<byte> FileHeader => "SQLite format 3\0"u8;

    /// <summary>No copy takes this long.</summary>
    private static readonly TimeSpan MaxCopyDuration = TimeSpan.FromHours(1);

    /// <summary>Writes a copy; an older one of the name is replaced when the new one is whole.</summary>
    /// <exception cref="OperationException">It cannot be written, or what was written is not whole: trouble of the copy, which says nothing of the database.</exception>
    /// <exception cref="SqliteException">The database itself is damaged: no copy is made of that.</exception>
    public static void Write(DbConnection from, string target)
    {
        var part = $"{target}.{Guid.NewGuid():N}{PartSuffix}"; // of its own: another process may be at the same copy
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } directory)
            {
                Directory.CreateDirectory(directory);
            }

            CreatePrivateFile(part);
            using (var to = Open(part, SqliteOpenMode.ReadWrite))
            {
                ((SqliteConnection)from).BackupDatabase(to);
                if (!IsIntact(to))
                {
                    throw DatabaseErrors.CreateCorruptException(); // cleaning rebuilds the file and would cover it
                }

                DeleteTransientRows(to);
            }

            if (FindProblem(part) is { } trouble)
            {
                throw trouble is Damaged or Unreadable
                    ? DatabaseErrors.CreateCorruptException()
                    : CreateWriteException(target, $"the copy could not be put back: {trouble}");
            }

            using (var file = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }

            File.Move(part, target, overwrite: true);
        }
        catch (SqliteException exception) when (DatabaseErrors.IsDamage(exception))
        {
            if (!IsIntact(from))
            {
                throw;
            }

            throw CreateWriteException(
                target,
                "the copy did not come out whole, though the database is; the disk it is on may be failing ('dmesg' may say more): copy to another, the nightly ones with Backup:Directory"
            );
        }
        catch (SqliteException)
        {
            throw CreateWriteException(target, "the disk is full or the database cannot be read");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CreateWriteException(target, "it cannot be written; check the folder, its rights and the space");
        }
        finally
        {
            DeletePart(part);
        }
    }

    /// <summary>Whether a file may be replaced by a copy: it is empty, or a database by its first bytes, however damaged.</summary>
    public static bool LooksLikeDatabase(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            Span<byte> head = stackalloc byte[FileHeader.Length];
            var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return read == 0 || head.SequenceEqual(FileHeader);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The same of a file, as it is on the disk.</summary>
    public static void WriteFromFile(string from, string target)
    {
        using var connection = Open(from, SqliteOpenMode.ReadWrite);
        Write(connection, target);
    }

    /// <summary>Brings the log beside a file into it; false if it is damaged.</summary>
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

    /// <summary>Tells a copy which mails have gone out by what another file holds; false if that cannot be read to its end.</summary>
    public static bool ImportSentMails(string from, string copy)
    {
        using var to = Open(copy, SqliteOpenMode.ReadWrite);
        to.Execute("PRAGMA journal_mode = DELETE");
        try
        {
            using var sent = Open(from, SqliteOpenMode.ReadOnly);
            MailRepository.ImportSent(sent, to);
            return true;
        }
        catch (SqliteException exception)
            when (DatabaseErrors.IsDamage(exception) || DatabaseErrors.IsMissingTable(exception))
        {
            return false;
        }
    }

    /// <summary>What keeps a file from being restored, as half a sentence; null if nothing does.</summary>
    public static string? FindProblem(string file)
    {
        try
        {
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
                return "it is no database of activitysync";
            }

            return applied.Max() > Migrator.CurrentVersion
                ? "it was written by a newer activitysync; install that version first"
                : null;
        }
        catch (SqliteException)
        {
            return Unreadable;
        }
    }

    /// <summary>Takes a runner out of a copy; false if it holds nothing on that runner.</summary>
    public static bool DeleteAthlete(string file, string athlete)
    {
        using var connection = Open(file, SqliteOpenMode.ReadWrite);
        if (AthleteRepository.FindId(connection, athlete) is not { } athleteId)
        {
            return false;
        }

        connection.Execute("PRAGMA secure_delete = ON");
        AthleteRepository.Delete(connection, athleteId);
        connection.Execute("VACUUM");
        return true;
    }

    /// <summary>Whether every page of a database is as it should be, and each index holds what its table does.</summary>
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

    /// <summary>Removes what copies left that were killed on the way. Younger files may be another process's, at work.</summary>
    /// <param name="folder">Where they lie.</param>
    /// <param name="name">How the copies' names begin.</param>
    /// <param name="now">The time.</param>
    public static void DeleteStaleParts(string folder, string name, DateTimeOffset now)
    {
        foreach (
            var left in Directory
                .GetFiles(folder, $"{name}*{PartSuffix}*")
                .Where(file => now - File.GetLastWriteTimeUtc(file) > MaxCopyDuration)
        )
        {
            File.Delete(left);
        }
    }

    /// <summary>What is about to take a database's place.</summary>
    public static string GetRestorePath(string database) => $"{database}.restoring";

    /// <summary>Removes a copy that did not become one, and what the engine keeps beside it.</summary>
    public static void DeletePart(string part)
    {
        try
        {
            foreach (var left in new[] { part, $"{part}-journal", $"{part}-wal", $"{part}-shm" })
            {
                File.Delete(left);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // it is swept, or written over, the next time
        }
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

    /// <summary>Without the cause: an exception of the engine or the disk within would pass for trouble of the database.</summary>
    private static OperationException CreateWriteException(string target, string why) =>
        new(ErrorKind.Failed, $"{target}: {why}; nothing was replaced.");

    /// <summary>A restored runner is read anew at Strava: the whole window, at once.</summary>
    private static void DeleteTransientRows(SqliteConnection copy)
    {
        copy.Execute("PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON;");
        if (copy.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = 'advice'") > 0)
        {
            copy.Execute("DELETE FROM advice"); // schema versions before 42
        }

        copy.Execute(
            """
            DELETE FROM recordings WHERE source = 'strava';
            UPDATE mails SET message = NULL, state = CASE state WHEN 'rendered' THEN 'planned' WHEN 'sending' THEN 'unknown' ELSE state END WHERE quotes_strava = 1;
            UPDATE syncs SET full_at = NULL, retry_at = NULL WHERE source = 'strava';
            VACUUM;
            """
        );
    }

    private static void CreatePrivateFile(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(file, options).Dispose();
    }
}
