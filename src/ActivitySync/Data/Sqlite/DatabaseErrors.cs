using ActivitySync.Configuration;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Data.Sqlite;

/// <summary>Names what a disk or a database file did, in a line for the person who looks after the machine.</summary>
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

    /// <summary>As the engine reports what a check of ours found.</summary>
    public static SqliteException CreateDamageException() => new("integrity_check", Corrupt);

    public static bool IsDamage(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: Corrupt or NotADatabase };

    /// <summary>A table that is asked for is not there.</summary>
    public static bool IsMissingTable(SqliteException exception) => exception.SqliteErrorCode == Error;

    /// <summary>The line, or null if the trouble is none of the store's.</summary>
    public static string? Describe(Exception exception, AppSettings settings, string file)
    {
        var folder = settings.ActivitySync.DataDirectory;
        return exception switch
        {
            SqliteException { SqliteErrorCode: Corrupt or NotADatabase } =>
                $"{file}: the database is damaged or not one of ours. Stop the daemon, {DescribeRecovery(settings)}, and start it again; what is there now is kept.",
            SqliteException { SqliteErrorCode: Full } => FileErrors.DescribeDiskFull(folder),
            SqliteException { SqliteErrorCode: Busy } =>
                $"{file}: another program holds the database; try again when it is done.",
            SqliteException { SqliteErrorCode: ReadOnly or CannotOpen or IoError } engine => DescribeUnwritable(
                engine,
                folder,
                file,
                settings
            ),
            UnauthorizedAccessException or IOException => FileErrors.Describe(exception, folder),
            _ => null,
        };
    }

    /// <summary>The line for a database that was here and is not any more: a new one in its place would hide that.</summary>
    public static string DescribeMissing(string file, AppSettings settings) =>
        $"{file}: the database is gone, and a new one would hide that. Is its disk mounted? Put it back, or stop the daemon, {DescribeRecovery(settings)}, and start it again; to begin anew, move the copies in {BackupFolder.GetPath(settings)} away.";

    /// <summary>The engine does not tell a disk from a right; a try at writing does.</summary>
    private static string DescribeUnwritable(SqliteException engine, string folder, string file, AppSettings settings)
    {
        if (FileErrors.ProbeWrite(folder) is { } exception)
        {
            return FileErrors.Describe(exception, folder);
        }

        if (!File.Exists(file))
        {
            return DescribeMissing(file, settings);
        }

        return engine.SqliteErrorCode == IoError
            ? $"{file}: the disk answers with errors; 'dmesg' may say more. Save what can be saved; a copy of the database is in {BackupFolder.GetPath(settings)}."
            : FileErrors.DescribeNoAccess(file, folder);
    }

    private static string DescribeRecovery(AppSettings settings) =>
        BackupFolder.FindNewestIntactCopy(settings) is { } copy
            ? $"run 'activitysync restore {copy}'"
            : $"run 'activitysync restore FILE' with a copy of yours (none that is whole is in {BackupFolder.GetPath(settings)})";
}
