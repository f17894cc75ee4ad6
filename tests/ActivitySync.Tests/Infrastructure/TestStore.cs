using ActivitySync.Configuration;
using Xunit.v3;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// The database of a test: SQLite in the test's folder, or with <c>ACTIVITYSYNC_TEST_ENGINE=postgres</c> a database on
/// the <see cref="PostgresServer"/> of this run.
/// </summary>
internal static class TestStore
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, StoreSettings> Databases = [];

    private static readonly bool IsPostgres =
        Environment.GetEnvironmentVariable("ACTIVITYSYNC_TEST_ENGINE") is "postgres";

    /// <summary>The settings of the database that belongs to a data directory; always the same one.</summary>
    /// <remarks>
    /// A database whose data directory was deleted by its test is emptied and used again, with its open connections:
    /// a new one takes a second.
    /// </remarks>
    public static StoreSettings For(string directory)
    {
        if (!IsPostgres)
        {
            return new StoreSettings();
        }

        lock (Gate)
        {
            if (Databases.TryGetValue(directory, out var known))
            {
                return known;
            }

            var ended = Databases.Keys.FirstOrDefault(used => !Directory.Exists(GetTestFolder(used)));
            StoreSettings store;
            if (ended is not null)
            {
                Databases.Remove(ended, out var used);
                store = used!;
                PostgresServer.Clear(store);
            }
            else
            {
                store = Create(StoreProvider.Postgres);
            }

            Databases[directory] = store;
            return store;
        }
    }

    /// <summary>An empty database of this engine; SQLite's is in the data directory.</summary>
    public static StoreSettings Create(StoreProvider engine) =>
        engine == StoreProvider.Postgres ? PostgresServer.Instance.CreateDatabase() : new StoreSettings();

    /// <summary>Settings for a test of the database alone, which writes no file.</summary>
    public static AppSettings CreateSettings(StoreSettings store) =>
        new()
        {
            Store = store,
            ActivitySync = new DaemonSettings { DataDirectory = Path.GetTempPath() },
        };

    /// <summary>The folder that the test creates at its begin and deletes at its end.</summary>
    private static string GetTestFolder(string directory)
    {
        var temporary = Path.GetTempPath();
        return directory.StartsWith(temporary, StringComparison.Ordinal)
            ? Path.Combine(temporary, directory[temporary.Length..].Split('/', 2)[0])
            : directory;
    }
}

/// <summary>
/// The test is about SQLite's file, or starts the program, which then stores its data in such a file. It is left out
/// where the tests run on PostgreSQL (<c>--filter Engine!=Sqlite</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SqliteOnlyAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Engine", "Sqlite")];
}
