using System.Data.Common;
using ActivitySync.Configuration;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// Migrates a database to the current schema version. Migrations are numbered and forward only; all pending ones run in
/// one transaction.
/// </summary>
internal static class Migrator
{
    /// <summary>For Dapper: a migration of many rows may take its time.</summary>
    private const int NoTimeout = 0;

    /// <summary>The schema version of this program.</summary>
    public static long CurrentVersion => GetAll()[^1].Number;

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

    /// <summary>Whether no migration is pending. The table of migrations must exist.</summary>
    /// <exception cref="OperationException">A newer program has written the database.</exception>
    public static bool IsCurrent(DbConnection connection, string location) =>
        GetPending(connection, location, null).Migrations.Count == 0;

    /// <summary>Runs the pending migrations in a transaction that keeps other processes from doing the same.</summary>
    /// <param name="connection">The open database.</param>
    /// <param name="transaction">The transaction, which the caller commits.</param>
    /// <param name="location">The database, as messages name it.</param>
    /// <param name="clock">The time of the migration.</param>
    /// <param name="scripts">The statements of the engine.</param>
    /// <param name="beforeFirst">
    /// Called with the name of the first pending migration before a database with data is changed, to make a copy by
    /// another connection.
    /// </param>
    /// <exception cref="OperationException">A newer program has written the database.</exception>
    public static void Migrate(
        DbConnection connection,
        DbTransaction transaction,
        string location,
        TimeProvider clock,
        MigrationScripts scripts,
        Action<string> beforeFirst
    )
    {
        var (pending, isNew) = GetPending(connection, location, transaction);
        if (!isNew && pending.Count > 0)
        {
            beforeFirst(pending[0].Name);
        }

        foreach (var migration in pending)
        {
            connection.Execute(scripts.Read(migration.Name), transaction: transaction, commandTimeout: NoTimeout);
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
    }

    /// <summary>The pending migrations, and whether none has run yet.</summary>
    private static (IReadOnlyList<Migration> Migrations, bool IsNew) GetPending(
        DbConnection connection,
        string location,
        DbTransaction? transaction
    )
    {
        var known = GetAll();
        var applied = connection
            .Query<long>("SELECT number FROM migrations ORDER BY number", transaction: transaction)
            .AsList();
        if (
            applied.Count > 0
            && applied[^1] > known[^1].Number
            && !(IsShared(connection) && HasOnlyAdditionsAfter(known[^1].Number, connection, transaction))
        )
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{location}: the database was written by a newer activitysync (schema version "
                    + $"{applied[^1]}, this program has {known[^1].Number}). Install that version again."
            );
        }

        return ([.. known.Where(migration => !applied.Contains(migration.Number))], applied.Count == 0);
    }

    /// <summary>
    /// Whether other nodes may use the database at the same time, of which some are upgraded earlier than others.
    /// </summary>
    private static bool IsShared(DbConnection connection) =>
        connection is IEngineConnection { Engine.Cluster: not null };

    /// <summary>Whether a newer program has only added what this one can do without: <c>0090_add_name</c>.</summary>
    private static bool HasOnlyAdditionsAfter(long number, DbConnection connection, DbTransaction? transaction) =>
        connection.ExecuteScalar<long>(
            "SELECT count(*) FROM migrations WHERE number > @Number AND substr(name, 5, 5) <> '_add_'",
            new { Number = number },
            transaction
        ) == 0;

    private static List<Migration> GetAll() =>
        MigrationScripts
            .Names.Select(name => new Migration(
                long.Parse(name.Split('_')[0], System.Globalization.CultureInfo.InvariantCulture),
                name
            ))
            .ToList();

    private sealed record Migration(long Number, string Name);
}
