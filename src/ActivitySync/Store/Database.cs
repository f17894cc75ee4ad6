using System.Data.Common;
using ActivitySync.Settings;
using Microsoft.Data.Sqlite;

[module: Dapper.DapperAot]

namespace ActivitySync.Store;

/// <summary>
/// Opens the store. Queries stand beside, one class a subject, each the only owner of its tables; they take the
/// connection they work on, so that a use case decides what is one transaction.
/// </summary>
internal sealed class Database(AppSettings settings, TimeProvider clock)
{
    /// <summary>Two processes may write at once (the daemon and a verb): the second waits this long.</summary>
    private const int BusyTimeoutSeconds = 30;

    private readonly Lock _gate = new();
    private bool _migrated;

    /// <summary>The database file.</summary>
    public string Path { get; } = settings.Store.ConnectionString is { } given
        ? new SqliteConnectionStringBuilder(given).DataSource
        : System.IO.Path.Combine(settings.ActivitySync.DataDirectory, "activitysync.db");

    private string ConnectionString =>
        settings.Store.ConnectionString
        ?? new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            ForeignKeys = true,
            DefaultTimeout = BusyTimeoutSeconds,
        }.ToString();

    /// <summary>An open connection to a database of today's form; the caller disposes it.</summary>
    /// <exception cref="CannotProceedException">The directory, the disk or the file does not allow it; the line says which and what to do.</exception>
    public DbConnection Open()
    {
        try
        {
            lock (_gate)
            {
                if (!_migrated)
                {
                    DataDirectory.Ensure(settings.ActivitySync.DataDirectory);
                    DataDirectory.EnsureFile(Path);
                    using var first = OpenRaw();
                    Migrator.Migrate(first, clock, migration => StoreCopy.Write(first, BackupFolder.ForMigration(settings, migration)));
                    _migrated = true;
                }
            }

            return OpenRaw();
        }
        catch (Exception trouble) when (StoreTrouble.LineFor(trouble, settings.ActivitySync.DataDirectory, Path) is { } line)
        {
            throw new CannotProceedException(ExitCode.Failed, line, trouble);
        }
    }

    /// <summary>
    /// What was deleted is zeroed in the database file; this ends the log beside it too, which still holds it. If another
    /// process is reading just then it stays until the next time.
    /// </summary>
    public static void DropTraces(DbConnection store)
    {
        using var pragma = store.CreateCommand();
        pragma.CommandText = "PRAGMA wal_checkpoint(TRUNCATE);";
        pragma.ExecuteNonQuery();
    }

    private SqliteConnection OpenRaw()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;";
            pragmas.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
