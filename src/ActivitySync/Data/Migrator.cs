using System.Data.Common;
using System.Reflection;
using ActivitySync.Configuration;
using ActivitySync.Data.Sqlite;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// Migrates a database to the current schema version. Migrations are numbered and forward only; all pending ones run in
/// one transaction.
/// </summary>
internal static class Migrator
{
    private const string ResourcePrefix = "Migrations/";

    /// <summary>The schema version of this program.</summary>
    public static long CurrentVersion => LoadAll()[^1].Number;

    /// <summary>When the database was created.</summary>
    public static DateTimeOffset GetFirstAppliedAt(DbConnection connection) =>
        connection
            .FindInstant(
                connection.ExecuteScalar<long>("SELECT MIN(applied_at) FROM migrations"),
                "migrations",
                "applied_at"
            )
            .ToInstant()
        ?? default;

    /// <summary>Runs the pending migrations.</summary>
    /// <exception cref="OperationException">
    /// A newer program has written the database, or another program has.
    /// </exception>
    /// <param name="connection">The open database.</param>
    /// <param name="clock">The time of the migration.</param>
    /// <param name="beforeFirst">
    /// Called with the name of the first pending migration before a database with data is changed, to make a copy by
    /// another connection.
    /// </param>
    public static void Migrate(DbConnection connection, TimeProvider clock, Action<string> beforeFirst)
    {
        if (!IsRecognized(connection))
        {
            throw DatabaseErrors.CreateCorruptException();
        }

        connection.Execute(
            """
            CREATE TABLE IF NOT EXISTS migrations (
                number      INTEGER PRIMARY KEY,
                name        TEXT    NOT NULL,
                applied_at  INTEGER NOT NULL
            ) STRICT;
            """
        );
        if (GetPending(connection, null).Migrations.Count == 0)
        {
            return;
        }

        // Takes the write lock first: of two processes the second waits here and then has nothing to do.
        using var transaction = connection.BeginTransaction();
        var (pending, isNew) = GetPending(connection, transaction);
        if (!isNew && pending.Count > 0)
        {
            beforeFirst(pending[0].Name);
        }

        foreach (var migration in pending)
        {
            connection.Execute(migration.Sql, transaction: transaction);
            connection.Execute(
                "INSERT INTO migrations (number, name, applied_at) VALUES (@Number, @Name, @AppliedAt)",
                new
                {
                    migration.Number,
                    migration.Name,
                    AppliedAt = clock.GetUtcNow().ToUnixTimeSeconds(),
                },
                transaction
            );
        }

        transaction.Commit();
    }

    /// <summary>The pending migrations, and whether none has run yet.</summary>
    private static (List<Migration> Migrations, bool IsNew) GetPending(
        DbConnection connection,
        DbTransaction? transaction
    )
    {
        var known = LoadAll();
        var applied = connection
            .Query<long>("SELECT number FROM migrations ORDER BY number", transaction: transaction)
            .AsList();
        if (applied.Count > 0 && applied[^1] > known[^1].Number)
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{connection.DataSource}: the database was written by a newer activitysync (schema version "
                    + $"{applied[^1]}, this program has {known[^1].Number}). Install that version again."
            );
        }

        return (known.FindAll(migration => !applied.Contains(migration.Number)), applied.Count == 0);
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

    private static List<Migration> LoadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var title = Path.GetFileNameWithoutExtension(name[ResourcePrefix.Length..]);
                return new Migration(
                    long.Parse(title.Split('_')[0], System.Globalization.CultureInfo.InvariantCulture),
                    title,
                    reader.ReadToEnd()
                );
            })
            .ToList();
    }

    private sealed record Migration(long Number, string Name, string Sql);
}
