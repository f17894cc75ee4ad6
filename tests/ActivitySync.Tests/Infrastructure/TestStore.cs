using System.Collections.Concurrent;
using ActivitySync.Configuration;
using Xunit.v3;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// The database of a test: SQLite in the test's folder, or with <c>ACTIVITYSYNC_TEST_ENGINE=postgres</c> a database on
/// the <see cref="PostgresServer"/> of this run.
/// </summary>
internal static class TestStore
{
    private static readonly ConcurrentDictionary<string, Lazy<StoreSettings>> Databases = new();

    private static readonly bool IsPostgres =
        Environment.GetEnvironmentVariable("ACTIVITYSYNC_TEST_ENGINE") is "postgres";

    /// <summary>The settings of the database that belongs to a data directory; always the same one.</summary>
    public static StoreSettings For(string directory) =>
        IsPostgres
            ? Databases.GetOrAdd(directory, _ => new Lazy<StoreSettings>(() => Create(StoreProvider.Postgres))).Value
            : new StoreSettings();

    /// <summary>An empty database of this engine; SQLite's is in the data directory.</summary>
    public static StoreSettings Create(StoreProvider engine) =>
        engine == StoreProvider.Postgres ? PostgresServer.Instance.CreateDatabase() : new StoreSettings();
}

/// <summary>
/// The test is about SQLite's file, so it is left out where the tests run on PostgreSQL
/// (<c>--filter Engine!=Sqlite</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SqliteOnlyAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Engine", "Sqlite")];
}
