using System.Data.Common;
using System.Reflection;
using ActivitySync.Configuration;
using ActivitySync.Data.Sqlite;
using Dapper;

namespace ActivitySync.Data;

/// <summary>Brings a database to today's form: numbered, forward only, all that it lacks in one transaction.</summary>
internal static class Migrator
{
    private const string ResourcePrefix = "Migrations/";

    /// <summary>The form that this program writes.</summary>
    public static long CurrentVersion => LoadAll()[^1].Number;

    /// <summary>When this database was made.</summary>
    public static DateTimeOffset GetFirstAppliedAt(DbConnection connection) =>
        DateTimeOffset.FromUnixTimeSeconds(connection.ExecuteScalar<long>("SELECT MIN(applied_at) FROM migrations"));

    /// <summary>Runs what is missing.</summary>
    /// <exception cref="OperationException">The database was written by a newer program, or is not one of ours.</exception>
    /// <param name="connection">The open database.</param>
    /// <param name="clock">Tells when.</param>
    /// <param name="beforeFirst">Called with the first migration's name before a database that holds something is changed: the moment for a copy, by a connection of its own, since this one is about to write.</param>
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

        // Begins by taking the right to write, so that of two processes the second waits here, and finds the work done.
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

    /// <summary>What a database lacks, and whether that is all there is.</summary>
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
                $"{connection.DataSource}: the database was written by a newer activitysync (form {applied[^1]}, this one knows {known[^1].Number}); install that version again."
            );
        }

        return (known.FindAll(migration => !applied.Contains(migration.Number)), applied.Count == 0);
    }

    /// <summary>Another program's database must not get our tables.</summary>
    private static bool IsRecognized(DbConnection connection) =>
        connection.ExecuteScalar<long>(
            "SELECT count(*) = 0 OR sum(type = 'table' AND name = 'migrations') > 0 FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"
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
