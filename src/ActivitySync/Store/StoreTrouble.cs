using Microsoft.Data.Sqlite;

namespace ActivitySync.Store;

/// <summary>Names what a disk or a database file did, in a line for the person who looks after the machine.</summary>
internal static class StoreTrouble
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>The line, or null if the trouble is none of the store's.</summary>
    public static string? LineFor(Exception trouble, string directory, string file) => trouble switch
    {
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } =>
            $"{file}: the database is damaged or not one of ours; put a backup in its place ('activitysync restore FILE') or move it away to start anew.",
        SqliteException { SqliteErrorCode: Full } => $"{file}: the disk is full; free some space and it goes on by itself.",
        SqliteException { SqliteErrorCode: ReadOnly or CannotOpen or IoError } =>
            $"{file}: cannot be written; give the user that runs activitysync the right to write there, or set ActivitySync:DataDirectory.",
        SqliteException { SqliteErrorCode: Busy } => $"{file}: another program holds the database; try again when it is done.",
        UnauthorizedAccessException or IOException =>
            $"{directory}: the data directory cannot be written; give the user that runs activitysync the right to write there, or set ActivitySync:DataDirectory.",
        _ => null,
    };
}
