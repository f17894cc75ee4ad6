using ActivitySync.Configuration;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Data.Sqlite;

/// <summary>
/// Converts failures of SQLite and of the disk into <see cref="DatabaseException"/>, with a message for the operator.
/// </summary>
internal static class DatabaseErrors
{
    // https://www.sqlite.org/rescode.html
    private const int Error = 1;
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>The exception that SQLite would throw for damage that a check of this program found.</summary>
    public static SqliteException CreateCorruptException() => new("integrity_check", Corrupt);

    public static DatabaseException CreateDamaged(AppSettings settings, string file, Exception? cause = null) =>
        new(
            DatabaseErrorKind.Damaged,
            $"{file}: the database is damaged or belongs to another program. Stop the daemon, "
                + $"{DescribeRecovery(settings)}, and start it again; the current file is kept.",
            cause
        );

    /// <summary>The failure for a database that existed before: creating a new one would hide the loss.</summary>
    public static DatabaseException CreateMissing(AppSettings settings, string file, Exception? cause = null) =>
        new(
            DatabaseErrorKind.Missing,
            $"{file}: the database is missing. Check that its disk is mounted and put the file back, or stop the "
                + $"daemon, {DescribeRecovery(settings)}, and start it again. To start with an empty database, move "
                + $"the copies in {BackupFolder.GetPath(settings)} away.",
            cause
        );

    /// <summary>The failure for a folder, a pipe or a device with the name of the database.</summary>
    public static DatabaseException CreateNoFile(string file) =>
        new(
            DatabaseErrorKind.Damaged,
            $"{file}: is no file but a folder, a pipe, a socket or a device. Check who may write to its folder, and "
                + "put the database there."
        );

    public static bool IsDamage(Exception exception) =>
        exception
            is SqliteException { SqliteErrorCode: Corrupt or NotADatabase }
                or DatabaseException { DatabaseErrorKind: DatabaseErrorKind.Damaged };

    /// <summary>Whether the statement failed, for example because a table does not exist.</summary>
    public static bool IsMissingTable(SqliteException exception) => exception.SqliteErrorCode == Error;

    /// <summary>Converts an exception; null if the database and its disk are not the cause.</summary>
    public static DatabaseException? Translate(Exception exception, AppSettings settings, string file) =>
        exception switch
        {
            DatabaseException failure => failure,
            SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => CreateDamaged(settings, file, exception),
            SqliteException { SqliteErrorCode: Full } => new(
                DatabaseErrorKind.DiskFull,
                FileErrors.DescribeDiskFull(settings.ActivitySync.DataDirectory),
                exception
            ),
            SqliteException { SqliteErrorCode: Busy } => new(
                DatabaseErrorKind.Busy,
                $"{file}: another program has locked the database. Wait until it is done and try again.",
                exception
            ),
            SqliteException { SqliteErrorCode: ReadOnly or CannotOpen or IoError } unwritable => TranslateUnwritable(
                unwritable,
                settings,
                file
            ),
            UnauthorizedAccessException or IOException => FileErrors.Translate(
                exception,
                settings.ActivitySync.DataDirectory
            ),
            _ => null,
        };

    /// <summary>
    /// SQLite reports a failing disk and missing permissions alike; writing a test file distinguishes them.
    /// </summary>
    private static DatabaseException TranslateUnwritable(SqliteException cause, AppSettings settings, string file)
    {
        var folder = settings.ActivitySync.DataDirectory;
        if (FileErrors.ProbeWrite(folder) is { } exception)
        {
            return FileErrors.Translate(exception, folder);
        }

        if (!File.Exists(file))
        {
            return CreateMissing(settings, file, cause);
        }

        return cause.SqliteErrorCode == IoError
            ? new(
                DatabaseErrorKind.DiskError,
                $"{file}: the disk reports errors. Check 'dmesg' and save the data; copies of the database are in "
                    + $"{BackupFolder.GetPath(settings)}.",
                cause
            )
            : new(DatabaseErrorKind.AccessDenied, FileErrors.DescribeAccessDenied(file, folder), cause);
    }

    private static string DescribeRecovery(AppSettings settings) =>
        BackupFolder.FindNewestIntactCopy(settings) is { } copy
            ? $"run 'activitysync restore {copy}'"
            : "run 'activitysync restore FILE' with a copy of your own (there is no intact one in "
                + $"{BackupFolder.GetPath(settings)})";
}
