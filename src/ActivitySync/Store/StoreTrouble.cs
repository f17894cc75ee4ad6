using ActivitySync.Settings;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Store;

/// <summary>Names what a disk or a database file did, in a line for the person who looks after the machine.</summary>
internal static class StoreTrouble
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
    public static SqliteException Damage() => new("integrity_check", Corrupt);

    public static bool IsDamage(Exception trouble) => trouble is SqliteException { SqliteErrorCode: Corrupt or NotADatabase };

    /// <summary>A table that is asked for is not there.</summary>
    public static bool IsForeign(SqliteException trouble) => trouble.SqliteErrorCode == Error;

    /// <summary>The line, or null if the trouble is none of the store's.</summary>
    public static string? LineFor(Exception trouble, AppSettings settings, string file)
    {
        var folder = settings.ActivitySync.DataDirectory;
        return trouble switch
        {
            SqliteException { SqliteErrorCode: Corrupt or NotADatabase } =>
                $"{file}: the database is damaged or not one of ours. Stop the daemon, {Mend(settings)}, and start it again; what is there now is kept.",
            SqliteException { SqliteErrorCode: Full } => FileTrouble.Full(folder),
            SqliteException { SqliteErrorCode: Busy } => $"{file}: another program holds the database; try again when it is done.",
            SqliteException { SqliteErrorCode: ReadOnly or CannotOpen or IoError } engine => Unwritable(engine, folder, file, settings),
            UnauthorizedAccessException or IOException => FileTrouble.LineFor(trouble, folder),
            _ => null,
        };
    }

    /// <summary>The line for a database that was here and is not any more: a new one in its place would hide that.</summary>
    public static string Gone(string file, AppSettings settings) =>
        $"{file}: the database is gone, and a new one would hide that. Is its disk mounted? Put it back, or stop the daemon, {Mend(settings)}, and start it again; to begin anew, move the copies in {BackupFolder.Of(settings)} away.";

    /// <summary>The engine does not tell a disk from a right; a try at writing does.</summary>
    private static string Unwritable(SqliteException engine, string folder, string file, AppSettings settings)
    {
        if (FileTrouble.TryWriting(folder) is { } trouble) return FileTrouble.LineFor(trouble, folder);
        if (!File.Exists(file)) return Gone(file, settings);
        return engine.SqliteErrorCode == IoError
            ? $"{file}: the disk answers with errors; 'dmesg' may say more. Save what can be saved; a copy of the database is in {BackupFolder.Of(settings)}."
            : FileTrouble.NoRight(file, folder);
    }

    private static string Mend(AppSettings settings) => BackupFolder.NewestSound(settings) is { } copy
        ? $"run 'activitysync restore {copy}'"
        : $"run 'activitysync restore FILE' with a copy of yours (none that is whole is in {BackupFolder.Of(settings)})";
}
