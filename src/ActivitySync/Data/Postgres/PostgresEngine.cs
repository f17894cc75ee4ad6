using System.Data.Common;
using ActivitySync.Configuration;
using Dapper;

namespace ActivitySync.Data.Postgres;

/// <summary>
/// The database on a PostgreSQL server, in the first schema of the user's search path. It uses no state of a session,
/// so it works through PgBouncer in transaction mode.
/// </summary>
internal sealed class PostgresEngine(AppSettings settings, TimeProvider clock) : IDatabaseEngine
{
    /// <summary>The advisory lock of a migration: "activity" in ASCII.</summary>
    private const long MigrationLock = 0x6163746976697479;

    /// <summary>What the check word of the key is derived for.</summary>
    private const string CheckWordPurpose = "store-key";

    private readonly PostgresSource _source = new(settings.Store);
    private readonly Lock _gate = new();
    private bool _isInitialized;

    public string Location => _source.Location;

    public string? FilePath => null;

    public bool Exists => true;

    public IClusterStore? Cluster { get; } = new PostgresCluster();

    public UnreadableRows UnreadableRows { get; } = new();

    public ITableTransfer Transfer { get; } = new PostgresTransfer();

    public DbConnection Open()
    {
        var connection = new PostgresConnection(this, _source.CreateConnection());
        try
        {
            connection.Open();
            lock (_gate)
            {
                if (!_isInitialized)
                {
                    Initialize(connection);
                    _isInitialized = true;
                }
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens the database; the server itself checks its pages.</summary>
    public void Verify() => Open().Dispose();

    public void WriteCopy(string target) =>
        throw new OperationException(
            ErrorKind.InvalidInput,
            $"{Location}: backups of a server are its operator's. Use pg_dump of PostgreSQL."
        );

    public void MarkDamaged(DatabaseException failure)
    {
        // Each statement is tried again: the server decides whether it can be answered.
    }

    public long GetSize()
    {
        using var connection = Open();
        return connection.ExecuteScalar<long>("SELECT pg_database_size(current_database())");
    }

    /// <summary>Locks the athlete's row, so that there is one writer for each athlete.</summary>
    public DbTransaction BeginFor(DbConnection connection, long athleteId)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            connection.Execute("SELECT 1 FROM athletes WHERE id = @Id FOR UPDATE", new { Id = athleteId }, transaction);
            return transaction;
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    public void Compact(DbConnection connection)
    {
        // Autovacuum reuses the space. The write-ahead log and backups are the operator's.
    }

    public void TruncateLog(DbConnection connection)
    {
        // The server recycles its write-ahead log.
    }

    public void UseRelaxedDurability(DbConnection connection)
    {
        // It would be a state of the session, which PgBouncer may give to another program.
    }

    // The catalog itself: the views of information_schema take a hundred times as long.
    public IReadOnlyList<string> GetTablesWithColumn(DbConnection connection, string column) =>
        connection
            .Query<string>(
                """
                SELECT CAST(c.relname AS text) AS name
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute a ON a.attrelid = c.oid
                WHERE n.nspname = current_schema() AND c.relkind = 'r' AND a.attname = @Column
                    AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY c.relname COLLATE "C"
                """,
                new { Column = column }
            )
            .AsList();

    public (IReadOnlyList<string> Columns, string OrderBy) GetColumns(DbConnection connection, string table)
    {
        var columns = connection
            .Query<string>(
                """
                SELECT CAST(a.attname AS text) AS name
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute a ON a.attrelid = c.oid
                WHERE n.nspname = current_schema() AND c.relname = @Table AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY a.attnum
                """,
                new { Table = table }
            )
            .AsList();
        var key = connection
            .Query<string>(
                """
                SELECT CAST(a.attname AS text) AS name
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
                CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, position)
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
                WHERE n.nspname = current_schema() AND c.relname = @Table
                ORDER BY k.position
                """,
                new { Table = table }
            )
            .AsList();
        return (columns, string.Join(", ", key));
    }

    /// <summary>
    /// Creates or migrates the tables, under a lock of the transaction, so that of two processes the second finds
    /// nothing to do; and checks the key.
    /// </summary>
    private void Initialize(DbConnection connection)
    {
        EnsureDataDirectory();
        if (!HasMigrations(connection) || !Migrator.IsCurrent(connection, Location))
        {
            using var transaction = connection.BeginTransaction();
            // Other processes wait for a migration, however long it takes.
            connection.Execute("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0", transaction: transaction);
            connection.Execute(
                "SELECT pg_advisory_xact_lock(@Key)",
                new { Key = MigrationLock },
                transaction,
                commandTimeout: 0
            );
            if (!HasMigrations(connection))
            {
                Create(connection, transaction);
            }

            Migrator.Migrate(connection, transaction, Location, clock, PostgresScripts.Migrations, _ => { });
            transaction.Commit();
        }

        CheckKey(connection);
    }

    /// <summary>Creates the data directory: locks and uploads are files with this engine too.</summary>
    private void EnsureDataDirectory()
    {
        var folder = settings.ActivitySync.DataDirectory;
        try
        {
            DataDirectory.Ensure(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(exception, folder);
        }
    }

    /// <summary>Whether the schema has this program's table of migrations.</summary>
    /// <exception cref="DatabaseException">The schema has tables of another program.</exception>
    private bool HasMigrations(DbConnection connection)
    {
        var tables = GetTablesWithColumn(connection, "applied_at");
        if (tables.Contains("migrations"))
        {
            return true;
        }

        return
            connection.ExecuteScalar<long>(
                """
                SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                """
            ) == 0
            ? false
            : throw new DatabaseException(
                DatabaseErrorKind.Damaged,
                $"{Location}: the schema has tables of another program. Use an empty database or schema."
            );
    }

    /// <summary>
    /// Creates what is no migration: their table, the check word of the key, and SQLite's function that turns an array
    /// into rows, with which a query looks up many rows.
    /// </summary>
    private static void Create(DbConnection connection, DbTransaction transaction) =>
        connection.Execute(
            """
            CREATE TABLE migrations (
                number      bigint PRIMARY KEY,
                name        text COLLATE "C" NOT NULL,
                applied_at  bigint NOT NULL
            );
            CREATE TABLE store_key (
                id          bigint PRIMARY KEY CHECK (id = 1),
                check_word  text COLLATE "C" NOT NULL
            );
            CREATE FUNCTION json_each(text) RETURNS TABLE (value json) LANGUAGE sql IMMUTABLE STRICT
                AS 'SELECT e.value FROM json_array_elements(CAST($1 AS json)) e';
            """,
            transaction: transaction
        );

    /// <summary>
    /// Refuses a key that is not the one of the first process: addresses and stored tokens depend on it.
    /// </summary>
    /// <exception cref="OtherStoreKeyException">The first process had another key.</exception>
    private void CheckKey(DbConnection connection)
    {
        var word = new SecretProtector(settings, clock).DeriveToken(CheckWordPurpose);
        const string Select = "SELECT check_word FROM store_key";
        var stored = connection.ExecuteScalar<string?>(Select);
        if (stored is null)
        {
            connection.Execute(
                "INSERT INTO store_key (id, check_word) VALUES (1, @Word) ON CONFLICT DO NOTHING",
                new { Word = word }
            );
            stored = connection.ExecuteScalar<string>(Select);
        }

        if (stored != word)
        {
            throw new OtherStoreKeyException(
                $"Store:Key: {Location} was created with another key. Set the same key for all processes."
            );
        }
    }
}
