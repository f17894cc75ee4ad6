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
    private bool _isKnown;
    private bool _wasKnown;
    private (string Line, (DateTime, long) Stamp)? _damage;

    /// <summary>The database file.</summary>
    public string Path { get; } = settings.Store.ConnectionString is { } given
        ? new SqliteConnectionStringBuilder(given).DataSource
        : System.IO.Path.Combine(settings.ActivitySync.DataDirectory, "activitysync.db");

    private string ConnectionString => new SqliteConnectionStringBuilder(settings.Store.ConnectionString ?? string.Empty)
    {
        DataSource = Path,
        Mode = SqliteOpenMode.ReadWrite, // a file that is gone must not come back empty
        ForeignKeys = true,
        DefaultTimeout = BusyTimeoutSeconds,
    }.ToString();

    /// <summary>
    /// The file as it is now; damage is looked for anew when it is another. A look at its entry only: opening it beside the
    /// engine would end the engine's locks.
    /// </summary>
    private (DateTime, long) Stamp => new FileInfo(Path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    /// <summary>An open connection to a database of today's form; the caller disposes it.</summary>
    /// <exception cref="CannotProceedException">The directory, the disk or the file does not allow it; the line says which and what to do.</exception>
    public DbConnection Open()
    {
        try
        {
            lock (_gate)
            {
                if (_damage is { } damage && damage.Stamp == Stamp) throw new CannotProceedException(ExitCode.Failed, damage.Line);
                _damage = null;
                if (!_isKnown) Meet();
            }

            var store = OpenRaw();
            if (!OpenFile.HasMoved(store)) return store;
            Leave(store);
            return Open();
        }
        catch (Exception trouble) when (StoreTrouble.LineFor(trouble, settings, Path) is { } line)
        {
            lock (_gate) _isKnown = false;
            Hold(trouble, line);
            throw new CannotProceedException(ExitCode.Failed, line, trouble);
        }
    }

    /// <summary>Looks at every page.</summary>
    /// <exception cref="CannotProceedException">One is damaged; or see <see cref="Open"/>.</exception>
    public void Verify()
    {
        using var store = Open();
        if (StoreCopy.IsWhole(store)) return;
        var line = StoreTrouble.LineFor(StoreTrouble.Damage(), settings, Path)!;
        Hold(StoreTrouble.Damage(), line);
        throw new CannotProceedException(ExitCode.Failed, line);
    }

    /// <summary>The line for trouble that a query ran into; null if it is none of the store's.</summary>
    public string? LineOf(Exception trouble) => trouble switch
    {
        CannotProceedException { InnerException: SqliteException or IOException or UnauthorizedAccessException } told => told.Message,
        CannotProceedException told when told.Message == _damage?.Line => told.Message,
        SqliteException => StoreTrouble.LineFor(trouble, settings, Path),
        _ => null,
    };

    /// <summary>
    /// Once damage was met nothing works on the file any more, whatever pages are still whole, until it is another: no mail comes
    /// from half of it, and no page of it is written. Other trouble holds nothing.
    /// </summary>
    public void Hold(Exception trouble, string line)
    {
        if (!StoreTrouble.IsDamage(trouble)) return;
        lock (_gate)
        {
            ClearPool();
            _damage = (line, Stamp);
            _isKnown = false;
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

    /// <summary>Makes the file if there never was one, which copies of it would tell (a daemon writes one at its first start), and brings it to today's form. One that comes after trouble is looked through first.</summary>
    private void Meet()
    {
        if (new FileInfo(Path) is not { Exists: true, Length: > 0 })
        {
            if (_wasKnown || BackupFolder.HasAny(settings)) throw new CannotProceedException(ExitCode.Failed, StoreTrouble.Gone(Path, settings), new FileNotFoundException());
            DataDirectory.Ensure(settings.ActivitySync.DataDirectory);
            DataDirectory.EnsureFile(Path);
        }

        using var first = OpenRaw();
        if (_wasKnown && !StoreCopy.IsWhole(first)) throw StoreTrouble.Damage();
        Migrator.Migrate(first, clock, migration => StoreCopy.Write(Path, BackupFolder.ForMigration(settings, migration)));
        _isKnown = _wasKnown = true;
    }

    /// <summary>Lets go of a file that the database's name no longer leads to. If none is there, what was in it is saved.</summary>
    private void Leave(SqliteConnection store)
    {
        lock (_gate)
        {
            if (_isKnown && !File.Exists(Path) && Directory.Exists(settings.ActivitySync.DataDirectory)) Save(store);
            _isKnown = false;
        }

        store.Dispose();
        ClearPool();
    }

    private void Save(SqliteConnection store)
    {
        try
        {
            StoreCopy.Write(store, BackupFolder.ForLost(settings, clock.GetUtcNow()));
        }
        catch (Exception trouble) when (trouble is CannotProceedException or SqliteException)
        {
            // its folder went with it, or it is damaged too: the copies of the nights are left
        }
    }

    private void ClearPool()
    {
        using var any = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(any);
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
