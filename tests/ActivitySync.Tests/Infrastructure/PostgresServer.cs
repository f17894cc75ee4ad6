using System.Diagnostics;
using ActivitySync.Configuration;
using ActivitySync.Data;
using Npgsql;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// A PostgreSQL server for one run of the tests, in a temporary folder: only a Unix socket, no durability. It ends with
/// the tests, also if they are killed.
/// </summary>
internal sealed class PostgresServer
{
    private const string Template = "template_activitysync";

    /// <summary>Any 32 bytes: all databases of the tests have the same key.</summary>
    public const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /// <summary>
    /// Starts a server as a user that is not root, and ends it when the input ends. $1: the programs, $2: the folder.
    /// </summary>
    private const string Script = """
        set -e
        as=""
        if [ "$(id -u)" = 0 ]; then
            chown postgres "$2"
            chmod 711 "$2"
            as="setpriv --reuid=postgres --regid=postgres --clear-groups"
        fi
        cd "$2"
        export LC_ALL=C.UTF-8
        $as "$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --no-sync >"$2.log" 2>&1
        $as "$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c full_page_writes=off \
            -c synchronous_commit=off -c max_connections=400 -c shared_buffers=128MB -c jit=off -c wal_level=minimal \
            -c max_wal_senders=0 -c autovacuum=off >>"$2.log" 2>&1 </dev/null &
        server=$!
        trap 'kill -INT $server; wait $server || true; rm -rf "$2" "$2.log"' EXIT
        trap 'exit 1' TERM INT HUP
        cat >/dev/null
        """;

    private static readonly Lazy<PostgresServer> Shared = new(() => new PostgresServer());

    private static readonly TimeSpan MaxStart = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("activitysync-pg-").FullName;
    private readonly Process _process;
    private int _databases;

    private PostgresServer()
    {
        var programs = FindPrograms()
            ?? throw new InvalidOperationException("PostgreSQL is missing. Install postgresql.");
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true };
        foreach (var argument in new[] { "-c", Script, "sh", programs, _folder })
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            _process.StandardInput.Close();
            _process.WaitForExit(MaxStart);
        };
        WaitUntilReady();
        Execute($"CREATE DATABASE {Template} TEMPLATE template0");
    }

    /// <summary>Starts the server at the first use.</summary>
    public static PostgresServer Instance => Shared.Value;

    /// <summary>Whether this machine has the server.</summary>
    public static bool IsInstalled => FindPrograms() is not null;

    /// <summary>Creates a database from a template; empty without one.</summary>
    public StoreSettings CreateDatabase(bool isMigrated = true)
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        Execute($"CREATE DATABASE {name} TEMPLATE {(isMigrated ? MigratedTemplate.Value : "template0")}");
        return CreateSettings(name);
    }

    /// <summary>Deletes all rows and triggers that tests stored, without a look at what refers to what.</summary>
    public static void Clear(StoreSettings store) =>
        Execute(
            store.ConnectionString!,
            """
            DO $$
            DECLARE
                item text;
                refusal record;
                is_filled boolean;
            BEGIN
                SET LOCAL session_replication_role = replica;
                FOR refusal IN
                    SELECT tgname, tgrelid FROM pg_trigger WHERE NOT tgisinternal
                LOOP
                    EXECUTE format('DROP TRIGGER %I ON %s', refusal.tgname, CAST(refusal.tgrelid AS regclass));
                END LOOP;
                FOR item IN
                    SELECT table_name FROM information_schema.tables
                    WHERE table_schema = 'public' AND table_name NOT IN ('migrations', 'store_key')
                LOOP
                    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', item) INTO is_filled;
                    IF is_filled THEN
                        EXECUTE format('DELETE FROM %I', item);
                    END IF;
                END LOOP;
                PERFORM setval(oid, 1, false) FROM pg_class WHERE relkind = 'S';
            END $$
            """
        );

    /// <summary>Executes a statement in the server's own database.</summary>
    public void Execute(string sql) => Execute(GetConnectionString("postgres"), sql);

    private static void Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the test's own text
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public string GetConnectionString(string database) =>
        $"Host={_folder};Username=postgres;Database={database};Maximum Pool Size=20;Connection Idle Lifetime=20;"
        + "Connection Pruning Interval=5;Server Compatibility Mode=NoTypeLoading";

    private Lazy<string> MigratedTemplate =>
        field ??= new Lazy<string>(() =>
        {
            // A template must have no connection, so these are not pooled.
            var store = CreateSettings(Template);
            store = store with { ConnectionString = $"{store.ConnectionString};Pooling=false" };
            using (new Database(TestStore.CreateSettings(store), TimeProvider.System).Open()) { }

            return Template;
        });

    private StoreSettings CreateSettings(string database) =>
        new()
        {
            Provider = StoreProvider.Postgres,
            ConnectionString = GetConnectionString(database),
            Key = Key,
        };

    private void WaitUntilReady()
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Execute("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (started.Elapsed < MaxStart && !_process.HasExited)
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    private static string? FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Order(StringComparer.Ordinal)
                .LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;
}
