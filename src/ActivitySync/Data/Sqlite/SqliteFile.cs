using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActivitySync.Configuration;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ActivitySync.Data.Sqlite;

/// <summary>The database file: where it is, how it is opened and whether it is still the same file.</summary>
internal sealed class SqliteFile(AppSettings settings)
{
    /// <summary>How long a writer waits for another process, for example a command for the daemon.</summary>
    private const int BusyTimeoutSeconds = 30;

    // https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html
    private const int HasMovedOpcode = 20;

    /// <summary>The handles with this file's pragmas. The pool hands them out again as they were left.</summary>
    private static readonly ConditionalWeakTable<sqlite3, Handle> Handles = [];

    public string Path { get; } =
        settings.Store.ConnectionString is { } given
            ? new SqliteConnectionStringBuilder(given).DataSource
            : System.IO.Path.Combine(settings.ActivitySync.DataDirectory, "activitysync.db");

    /// <summary>The rows that could not be read so far.</summary>
    public UnreadableRows UnreadableRows { get; } = new();

    private string ConnectionString =>
        new SqliteConnectionStringBuilder(settings.Store.ConnectionString ?? string.Empty)
        {
            DataSource = Path,
            Mode = SqliteOpenMode.ReadWrite, // never creates: a missing file must not be replaced by an empty one
            DefaultTimeout = BusyTimeoutSeconds,
            ForeignKeys = null, // a pragma of each handle, which a value here would change again at each use
            Cache = SqliteCacheMode.Private, // handles that share one would share whether commits wait for the disk
        }.ToString();

    /// <summary>The time of the last write and the length; default if there is no file.</summary>
    /// <remarks>
    /// Reads the directory entry only: opening and closing the file would release SQLite's locks on it.
    /// </remarks>
    public (DateTime LastWriteTime, long Length) Stamp =>
        new FileInfo(Path) is { Exists: true } file ? (FileTimes.GetLastWriteTimeUtc(Path), file.Length) : default;

    /// <summary>Opens the file in WAL mode with full sync; deleted content is overwritten with zeros.</summary>
    public SqliteConnection Open(IDatabaseEngine engine)
    {
        var connection = new CheckedConnection(engine, ConnectionString, exception =>
            DatabaseErrors.Translate(exception, settings, Path)
        );
        try
        {
            connection.Open();
            Configure(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Configure(SqliteConnection connection)
    {
        if (!Handles.TryGetValue(connection.Handle!, out var handle))
        {
            // The library asks a locked database again every 150 ms; SQLite itself does so after 1, 2, 5, 10 ms.
            connection.Execute(
                "PRAGMA busy_timeout = 200; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
                    + "PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;"
            );
            Handles.Add(connection.Handle!, new Handle());
        }
        else if (handle.IsRelaxed)
        {
            connection.Execute("PRAGMA synchronous = FULL");
            handle.IsRelaxed = false;
        }
    }

    public void ClearPool()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    public static void ClearPools() => SqliteConnection.ClearAllPools();

    /// <summary>
    /// Whether the path now leads to another file or to none, so that writes to this connection would be lost.
    /// </summary>
    public static bool HasMoved(SqliteConnection connection) =>
        FileControl(connection.Handle!, "main", HasMovedOpcode, out var hasMoved) == 0 && hasMoved != 0;

    /// <summary>
    /// Moves the write-ahead log into the file and empties it, so that deleted content is gone from the log too. Does
    /// nothing while another process is reading.
    /// </summary>
    public static void TruncateLog(DbConnection connection)
    {
        using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA wal_checkpoint(TRUNCATE);";
        pragma.ExecuteNonQuery();
    }

    /// <summary>
    /// Makes commits on this connection survive a crash of the process, but not of the machine, to save disk writes.
    /// </summary>
    public static void UseRelaxedDurability(DbConnection connection)
    {
        if (Handles.TryGetValue(((SqliteConnection)connection).Handle!, out var handle))
        {
            handle.IsRelaxed = true;
            connection.Execute("PRAGMA synchronous = NORMAL");
        }
    }

#pragma warning disable SYSLIB1054 // LibraryImport would require unsafe code for a single call
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(
        sqlite3 connection,
        [MarshalAs(UnmanagedType.LPStr)] string database,
        int opcode,
        out int result
    );
#pragma warning restore SYSLIB1054

    /// <summary>A handle of SQLite.</summary>
    private sealed class Handle
    {
        /// <summary>Whether its commits don't wait for the disk.</summary>
        public bool IsRelaxed { get; set; }
    }
}
