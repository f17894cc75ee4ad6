using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.FileSystem;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Data.Sqlite;

/// <summary>The database in a file: creates, migrates, checks and copies it.</summary>
/// <param name="settings">The settings.</param>
/// <param name="clock">The time of migrations.</param>
/// <param name="isNewExpected">
/// Whether a missing file is created even if there are backups, which are of a file that was replaced by a server.
/// </param>
internal sealed class SqliteEngine(AppSettings settings, TimeProvider clock, bool isNewExpected) : IDatabaseEngine
{
    private readonly SqliteFile _file = new(settings);
    private readonly Lock _gate = new();
    private bool _isInitialized;
    private bool _wasInitialized;
    private bool _isRescued;
    private (string Message, (DateTime, long) Stamp)? _damage;

    public string Location => Path;

    public string FilePath => Path;

    public bool Exists => File.Exists(Path);

    public IClusterStore? Cluster => null;

    public UnreadableRows UnreadableRows => _file.UnreadableRows;

    public ITableTransfer Transfer { get; } = new SqliteTransfer();

    private string Path => _file.Path;

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

            var connection = _file.Open(this);
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

    public long GetSize() => new FileInfo(Path) is { Exists: true } file ? file.Length : 0;

    /// <summary>Takes the write lock of the whole file (BEGIN IMMEDIATE).</summary>
    public DbTransaction BeginFor(DbConnection connection, long athleteId) => connection.BeginTransaction();

    public void Compact(DbConnection connection)
    {
        connection.Execute("VACUUM");
        TruncateLog(connection);
    }

    /// <inheritdoc cref="SqliteFile.TruncateLog"/>
    public void TruncateLog(DbConnection connection) => SqliteFile.TruncateLog(connection);

    /// <inheritdoc cref="SqliteFile.UseRelaxedDurability"/>
    public void UseRelaxedDurability(DbConnection connection) => SqliteFile.UseRelaxedDurability(connection);

    public IReadOnlyList<string> GetTablesWithColumn(DbConnection connection, string column) =>
        connection
            .Query<string>(
                """
                SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                WHERE t.type = 'table' AND c.name = @Column ORDER BY t.name
                """,
                new { Column = column }
            )
            .AsList();

    public (IReadOnlyList<string> Columns, string OrderBy) GetColumns(DbConnection connection, string table) =>
        (
            connection
                .Query<string>("SELECT name FROM pragma_table_info(@Table) ORDER BY cid", new { Table = table })
                .AsList(),
            "rowid"
        );

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
            if (_wasInitialized || (!isNewExpected && BackupFolder.HasAnyCopy(settings)))
            {
                RescueFromPool();
                throw DatabaseErrors.CreateMissing(settings, Path);
            }

            DataDirectory.Ensure(settings.ActivitySync.DataDirectory);
            DataDirectory.EnsureFile(Path);
        }

        using var first = _file.Open(this);
        if (_wasInitialized && !DatabaseCopy.IsIntact(first))
        {
            throw DatabaseErrors.CreateDamaged(settings, Path);
        }

        if (!IsRecognized(first))
        {
            throw DatabaseErrors.CreateCorruptException();
        }

        Migrate(first);
        _isInitialized = _wasInitialized = true;
        _isRescued = false;
    }

    private void Migrate(SqliteConnection connection)
    {
        connection.Execute(
            """
            CREATE TABLE IF NOT EXISTS migrations (
                number      INTEGER PRIMARY KEY,
                name        TEXT    NOT NULL,
                applied_at  INTEGER NOT NULL
            ) STRICT;
            """
        );
        if (Migrator.IsCurrent(connection, Location))
        {
            return;
        }

        // Takes the write lock first: of two processes the second waits here and then has nothing to do.
        using var transaction = connection.BeginTransaction();
        Migrator.Migrate(connection, transaction, Location, clock, MigrationScripts.Sqlite, migration =>
            DatabaseCopy.WriteFromFile(Path, BackupFolder.GetMigrationCopyPath(settings, migration))
        );
        transaction.Commit();
    }

    /// <summary>
    /// Whether the database is empty or of this program, so that no other program's database is changed.
    /// </summary>
    private static bool IsRecognized(DbConnection connection) =>
        connection.ExecuteScalar<long>(
            """
            SELECT count(*) = 0 OR sum(type = 'table' AND name = 'migrations') > 0 FROM sqlite_schema
            WHERE name NOT LIKE 'sqlite_%'
            """
        ) == 1;

    /// <summary>
    /// Closes a file that its path no longer leads to. If the path leads to no file, the content is saved first, once.
    /// </summary>
    private void Abandon(SqliteConnection connection)
    {
        lock (_gate)
        {
            if (!_isRescued && !File.Exists(Path) && Directory.Exists(settings.ActivitySync.DataDirectory))
            {
                SaveRescuedCopy(connection);
                _isRescued = true;
            }

            _isInitialized = false;
        }

        connection.Dispose();
        _file.ClearPool();
    }

    /// <summary>
    /// Saves the content of a file that is gone, if the pool has a connection to it: another thread had the only one
    /// when it was missed.
    /// </summary>
    private void RescueFromPool()
    {
        if (!_wasInitialized || _isRescued || File.Exists(Path))
        {
            return;
        }

        try
        {
            using var left = _file.Open(this);
            Abandon(left);
        }
        catch (Exception exception) when (exception is SqliteException or DatabaseException)
        {
            // The pool has none, and no connection creates a file.
        }
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
