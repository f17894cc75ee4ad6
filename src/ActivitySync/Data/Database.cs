using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data.Sqlite;
using Microsoft.Data.Sqlite;

[module: Dapper.DapperAot]

namespace ActivitySync.Data;

/// <summary>
/// Opens the store. Queries stand beside, one class a subject, each the only owner of its tables; they take the
/// connection they work on, so that a use case decides what is one transaction.
/// </summary>
internal sealed class Database(AppSettings settings, TimeProvider clock)
{
    /// <summary>Two processes may write at once (the daemon and a verb): the second waits this long.</summary>
    private const int BusyTimeoutSeconds = 30;

    private readonly Lock _gate = new();
    private bool _isInitialized;
    private bool _wasInitialized;
    private (string Line, (DateTime, long) Stamp)? _damage;

    /// <summary>The database file.</summary>
    public string Path { get; } =
        settings.Store.ConnectionString is { } given
            ? new SqliteConnectionStringBuilder(given).DataSource
            : System.IO.Path.Combine(settings.ActivitySync.DataDirectory, "activitysync.db");

    private string ConnectionString =>
        new SqliteConnectionStringBuilder(settings.Store.ConnectionString ?? string.Empty)
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
    private (DateTime, long) FileStamp =>
        new FileInfo(Path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    /// <summary>An open connection to a database of today's form; the caller disposes it.</summary>
    /// <exception cref="OperationException">The directory, the disk or the file does not allow it; the line says which and what to do.</exception>
    public DbConnection Open()
    {
        try
        {
            lock (_gate)
            {
                if (_damage is { } damage && damage.Stamp == FileStamp)
                {
                    throw new OperationException(ErrorKind.Failed, damage.Line);
                }

                _damage = null;
                if (!_isInitialized)
                {
                    Initialize();
                }
            }

            var connection = OpenConnection();
            if (!SqliteFileControl.HasMoved(connection))
            {
                return connection;
            }

            Abandon(connection);
            return Open();
        }
        catch (Exception exception) when (DatabaseErrors.Describe(exception, settings, Path) is { } line)
        {
            lock (_gate)
            {
                _isInitialized = false;
            }

            MarkDamaged(exception, line);
            throw new OperationException(ErrorKind.Failed, line, exception);
        }
    }

    /// <summary>Looks at every page.</summary>
    /// <exception cref="OperationException">One is damaged; or see <see cref="Open"/>.</exception>
    public void Verify()
    {
        using var connection = Open();
        if (DatabaseCopy.IsIntact(connection))
        {
            return;
        }

        var line = DatabaseErrors.Describe(DatabaseErrors.CreateDamageException(), settings, Path)!;
        MarkDamaged(DatabaseErrors.CreateDamageException(), line);
        throw new OperationException(ErrorKind.Failed, line);
    }

    /// <summary>The line for trouble that a query ran into; null if it is none of the store's.</summary>
    public string? DescribeError(Exception exception) =>
        exception switch
        {
            OperationException
            {
                InnerException: SqliteException or IOException or UnauthorizedAccessException
            } known => known.Message,
            OperationException known when known.Message == _damage?.Line => known.Message,
            SqliteException => DatabaseErrors.Describe(exception, settings, Path),
            _ => null,
        };

    /// <summary>
    /// Once damage was met nothing works on the file any more, whatever pages are still whole, until it is another: no mail comes
    /// from half of it, and no page of it is written. Other trouble holds nothing.
    /// </summary>
    public void MarkDamaged(Exception exception, string line)
    {
        if (!DatabaseErrors.IsDamage(exception))
        {
            return;
        }

        lock (_gate)
        {
            ClearPool();
            _damage = (line, FileStamp);
            _isInitialized = false;
        }
    }

    /// <summary>
    /// What was deleted is zeroed in the database file; this ends the log beside it too, which still holds it. If another
    /// process is reading just then it stays until the next time.
    /// </summary>
    public static void TruncateLog(DbConnection connection)
    {
        using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA wal_checkpoint(TRUNCATE);";
        pragma.ExecuteNonQuery();
    }

    /// <summary>Makes the file if there never was one, which copies of it would tell (a daemon writes one at its first start), and brings it to today's form. One that comes after trouble is looked through first.</summary>
    private void Initialize()
    {
        if (new FileInfo(Path) is not { Exists: true, Length: > 0 })
        {
            if (_wasInitialized || BackupFolder.HasAnyCopy(settings))
            {
                throw new OperationException(
                    ErrorKind.Failed,
                    DatabaseErrors.DescribeMissing(Path, settings),
                    new FileNotFoundException()
                );
            }

            DataDirectory.Ensure(settings.ActivitySync.DataDirectory);
            DataDirectory.EnsureFile(Path);
        }

        using var first = OpenConnection();
        if (_wasInitialized && !DatabaseCopy.IsIntact(first))
        {
            throw DatabaseErrors.CreateDamageException();
        }

        Migrator.Migrate(first, clock, migration =>
            DatabaseCopy.WriteFromFile(Path, BackupFolder.GetMigrationCopyPath(settings, migration))
        );
        _isInitialized = _wasInitialized = true;
    }

    /// <summary>Lets go of a file that the database's name no longer leads to. If none is there, what was in it is saved.</summary>
    private void Abandon(SqliteConnection connection)
    {
        lock (_gate)
        {
            if (_isInitialized && !File.Exists(Path) && Directory.Exists(settings.ActivitySync.DataDirectory))
            {
                SaveRescuedCopy(connection);
            }

            _isInitialized = false;
        }

        connection.Dispose();
        ClearPool();
    }

    private void SaveRescuedCopy(SqliteConnection connection)
    {
        try
        {
            DatabaseCopy.Write(connection, BackupFolder.GetRescuedCopyPath(settings, clock.GetUtcNow()));
        }
        catch (Exception exception) when (exception is OperationException or SqliteException)
        {
            // its folder went with it, or it is damaged too: the copies of the nights are left
        }
    }

    private void ClearPool()
    {
        using var any = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(any);
    }

    private SqliteConnection OpenConnection()
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
