using System.Data.Common;
using System.Reflection;
using Dapper;

namespace ActivitySync.Store;

/// <summary>Brings a database to today's form: numbered, forward only, each in one transaction.</summary>
internal static class Migrator
{
    private const string ResourcePrefix = "Migrations/";

    /// <summary>Runs what is missing.</summary>
    /// <exception cref="CannotProceedException">The database was written by a newer program, or is not one of ours.</exception>
    public static void Migrate(DbConnection connection, TimeProvider clock)
    {
        connection.Execute(
            """
            CREATE TABLE IF NOT EXISTS migrations (
                number      INTEGER PRIMARY KEY,
                name        TEXT    NOT NULL,
                applied_at  INTEGER NOT NULL
            ) STRICT;
            """);
        var known = Known();
        var applied = connection.Query<long>("SELECT number FROM migrations ORDER BY number").AsList();
        if (applied.Count > 0 && applied[^1] > known[^1].Number)
        {
            throw new CannotProceedException(
                ExitCode.Failed,
                $"{connection.DataSource}: the database was written by a newer activitysync (form {applied[^1]}, this one knows {known[^1].Number}); install that version again.");
        }

        foreach (var migration in known.Where(m => !applied.Contains(m.Number)))
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(migration.Sql, transaction: transaction);
            connection.Execute(
                "INSERT INTO migrations (number, name, applied_at) VALUES (@Number, @Name, @AppliedAt)",
                new { migration.Number, migration.Name, AppliedAt = clock.GetUtcNow().ToUnixTimeSeconds() },
                transaction);
            transaction.Commit();
        }
    }

    private static List<Migration> Known()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var title = Path.GetFileNameWithoutExtension(name[ResourcePrefix.Length..]);
                return new Migration(long.Parse(title.Split('_')[0], System.Globalization.CultureInfo.InvariantCulture), title, reader.ReadToEnd());
            })
            .ToList();
    }

    private sealed record Migration(long Number, string Name, string Sql);
}
