using ActivitySync.Configuration;

namespace ActivitySync.Data;

/// <summary>What is wrong with the database, its disk or the data directory.</summary>
internal enum DatabaseErrorKind
{
    /// <summary>The file is damaged or is not a database of this program.</summary>
    Damaged,

    /// <summary>The data directory or the database file does not exist.</summary>
    Missing,

    DiskFull,

    /// <summary>Another process holds the write lock.</summary>
    Busy,

    /// <summary>The file system is mounted read-only.</summary>
    ReadOnly,

    /// <summary>This user may not write to the directory or the file.</summary>
    AccessDenied,

    /// <summary>The process has too many open files, or too little memory.</summary>
    TooFewHandles,

    /// <summary>The disk reports errors.</summary>
    DiskError,

    /// <summary>The database server doesn't answer, or accepts no more connections.</summary>
    Unreachable,
}

/// <summary>
/// The database or the data directory cannot be used. It affects every athlete and every job alike, so loops over
/// athletes or mails must not treat it as the failure of one item.
/// </summary>
internal sealed class DatabaseException(DatabaseErrorKind databaseErrorKind, string message, Exception? cause = null)
    : OperationException(ErrorKind.Failed, message, cause)
{
    public DatabaseErrorKind DatabaseErrorKind { get; } = databaseErrorKind;
}

/// <summary>The database was created with another key than <c>Store:Key</c>.</summary>
internal sealed class OtherStoreKeyException(string message) : OperationException(ErrorKind.InvalidInput, message);
