using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data.Sqlite;
using ActivitySync.FileSystem;
using Microsoft.Data.Sqlite;

[module: Dapper.DapperAot]

namespace ActivitySync.Data;

/// <summary>
/// Opens connections to the database. Queries are in the repositories, one per table; they take the connection, so the
/// use case decides what belongs to one transaction.
/// </summary>
internal sealed class Database(AppSettings settings, TimeProvider clock)
{
    private readonly SqliteFile _file = new(settings);
    private readonly Lock _gate = new();
    private bool _isInitialized;
    private bool _wasInitialized;
    private (string Message, (DateTime, long) Stamp)? _damage;

    /// <summary>The database file.</summary>
    public string Path => _file.Path;

    /// <summary>The rows that this object's connections could not read so far.</summary>
    public UnreadableRows UnreadableRows => _file.UnreadableRows;

    /// <summary>Opens a connection to the database in its current schema version; the caller disposes it.</summary>
    /// <exception cref="DatabaseException">The directory, the disk or the file cannot be used.</exception>
    /// <exception cref="OperationException">A newer version of the program wrote the database.</exception>
    public DbConnection Open()
    {
        lock (_gate)
        {
            if (_damage is { } damage && damage.Stamp == _file.Stamp)
            {
                throw new DatabaseException(DatabaseErrorKind.Damaged, damage.Message);
            }

            _damage = null;
        }

        try
        {
            lock (_gate)
            {
                if (!_isInitialized)
                {
                    Initialize();
                }
            }

            var connection = _file.Open();
            if (!SqliteFile.HasMoved(connection))
            {
                return connection;
            }

            Abandon(connection);
            return Open();
        }
        catch (Exception exception) when (DatabaseErrors.Translate(exception, settings, Path) is { } failure)
        {
            lock (_gate)
            {
                _isInitialized = false;
            }

            MarkDamaged(failure);
            throw failure;
        }
    }

    /// <summary>Creates and deletes a file in the data directory.</summary>
    /// <remarks>
    /// Right after a disk error the kernel can still accept writes to blocks that exist, so a saved row does not prove
    /// that the disk works again.
    /// </remarks>
    /// <exception cref="DatabaseException">The disk doesn't accept writes.</exception>
    public void CheckDiskIsWritable()
    {
        var folder = settings.ActivitySync.DataDirectory;
        if (FileErrors.ProbeWrite(folder) is { } exception)
        {
            throw FileErrors.Translate(exception, folder);
        }
    }

    /// <summary>Checks every page.</summary>
    /// <exception cref="DatabaseException">A page is damaged, or the database cannot be opened.</exception>
    public void Verify()
    {
        using var connection = Open();
        if (DatabaseCopy.IsIntact(connection))
        {
            return;
        }

        var failure = DatabaseErrors.CreateDamaged(settings, Path);
        MarkDamaged(failure);
        throw failure;
    }

    /// <summary>Writes a verified copy while the database may be in use.</summary>
    /// <remarks>Uses a connection of its own: others may have pages in memory that the disk has lost.</remarks>
    /// <exception cref="DatabaseException">The database is damaged; no copy is made of that.</exception>
    /// <exception cref="OperationException">The copy cannot be written or is damaged.</exception>
    public void WriteCopy(string target)
    {
        using (Open())
        {
            try
            {
                DatabaseCopy.WriteFromFile(Path, target);
            }
            catch (SqliteException exception) when (DatabaseErrors.Translate(exception, settings, Path) is { } failure)
            {
                throw failure;
            }
        }
    }

    /// <summary>
    /// Stops all use of a damaged file until it is replaced, even if some of its pages are intact, so that no mail is
    /// made from half of the data. Does nothing for other failures.
    /// </summary>
    public void MarkDamaged(DatabaseException failure)
    {
        if (failure.DatabaseErrorKind != DatabaseErrorKind.Damaged)
        {
            return;
        }

        lock (_gate)
        {
            _file.ClearPool();
            _damage = (failure.Message, _file.Stamp);
            _isInitialized = false;
        }
    }

    /// <inheritdoc cref="SqliteFile.TruncateLog"/>
    public static void TruncateLog(DbConnection connection) => SqliteFile.TruncateLog(connection);

    /// <inheritdoc cref="SqliteFile.UseRelaxedDurability"/>
    public static void UseRelaxedDurability(DbConnection connection) => SqliteFile.UseRelaxedDurability(connection);

    /// <summary>Closes all idle connections of this process, so that the file can be replaced or deleted.</summary>
    public static void ClearPools() => SqliteConnection.ClearAllPools();

    /// <summary>
    /// Creates the file on the first start and migrates it. Copies in the backup folder prove that there was a database
    /// before. After a failure the file is checked first.
    /// </summary>
    private void Initialize()
    {
        if (FileStatus.Find(Path) is { IsFile: false })
        {
            throw DatabaseErrors.CreateNoFile(Path);
        }

        if (new FileInfo(Path) is not { Exists: true, Length: > 0 })
        {
            if (_wasInitialized || BackupFolder.HasAnyCopy(settings))
            {
                throw DatabaseErrors.CreateMissing(settings, Path);
            }

            DataDirectory.Ensure(settings.ActivitySync.DataDirectory);
            DataDirectory.EnsureFile(Path);
        }

        using var first = _file.Open();
        if (_wasInitialized && !DatabaseCopy.IsIntact(first))
        {
            throw DatabaseErrors.CreateDamaged(settings, Path);
        }

        Migrator.Migrate(first, clock, migration =>
            DatabaseCopy.WriteFromFile(Path, BackupFolder.GetMigrationCopyPath(settings, migration))
        );
        _isInitialized = _wasInitialized = true;
    }

    /// <summary>
    /// Closes a file that its path no longer leads to. If the path leads to no file, the content is saved first.
    /// </summary>
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
        _file.ClearPool();
    }

    private void SaveRescuedCopy(SqliteConnection connection)
    {
        try
        {
            DatabaseCopy.Write(connection, BackupFolder.GetRescuedCopyPath(settings, clock.GetUtcNow()));
        }
        catch (Exception exception) when (exception is OperationException or SqliteException)
        {
            // The backup folder is gone too, or the content is damaged: the nightly copies remain.
        }
    }
}
