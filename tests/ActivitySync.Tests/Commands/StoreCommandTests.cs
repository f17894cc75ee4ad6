using System.Data.Common;
using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileSystem;
using ActivitySync.Maintenance;
using ActivitySync.Tests.Infrastructure;
using Dapper;

namespace ActivitySync.Tests.Commands;

[SqliteOnly]
[Trait("Category", "System")]
public sealed class StoreCommandTests : IDisposable
{
    private const string Secret = "sesame";

    private readonly WildValueFixture _filled = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("activitysync-copy-").FullName;
    private readonly AppSettings _source;

    public StoreCommandTests()
    {
        Requirements.RequirePostgres();
        _source = Commands.Settings;
    }

    private CommandFixture Commands => _filled.Commands;

    public void Dispose()
    {
        _filled.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Both_ways_keep_every_row_the_advice_and_the_tokens()
    {
        SaveSecrets();
        var advice = await ReadAdviceAsync();
        var server = CreateServer();

        var there = await CopyAsync(server.ConnectionString!);
        UseServer(server);
        var onServer = await ReadAdviceAsync();
        AssertSecrets();
        var back = await CopyAsync($"Data Source={Path.Combine(_folder, "back.db")}");
        UseFile("back.db");

        Assert.All(there, table => Assert.True(table.Rows > 0, $"{table.Name} is empty in the test"));
        Assert.True(there.Count > 40, $"only {there.Count} tables");
        Assert.Equal(there, back);
        Assert.Equal(advice, onServer);
        Assert.Equal(advice, await ReadAdviceAsync());
        AssertSecrets();
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(Commands.Settings.ActivitySync.DataDirectory, "secret.key")),
            File.ReadAllBytes(Path.Combine(_source.ActivitySync.DataDirectory, "secret.key"))
        );
        Assert.Equal(
            AtomicFile.OwnerOnly,
            FileStatus.Find(Path.Combine(Commands.Settings.ActivitySync.DataDirectory, "secret.key"))?.Mode
        );
    }

    [Fact]
    public async Task New_rows_get_numbers_that_no_row_had_before()
    {
        using (var connection = Commands.Database.Open())
        {
            AddMassage(connection);
            connection.Execute("DELETE FROM massages WHERE id = 3");
        }

        var server = CreateServer();
        await CopyAsync(server.ConnectionString!);
        UseServer(server);
        using (var connection = Commands.Database.Open())
        {
            Assert.Equal(4, AddMassage(connection));
            Assert.True(AthleteRepository.GetOrAddId(connection, "zoe", Commands.Clock) > Commands.GetAthleteId());
            connection.Execute("DELETE FROM massages");
        }

        await CopyAsync($"Data Source={Path.Combine(_folder, "back.db")}");
        UseFile("back.db");
        using var back = Commands.Database.Open();
        Assert.Equal(5, AddMassage(back));
    }

    [Fact]
    public async Task A_target_with_rows_is_refused()
    {
        var server = CreateServer();
        using (var connection = Open(server))
        {
            AthleteRepository.GetOrAddId(connection, "zoe", Commands.Clock);
        }

        var (exit, output, error) = await Commands.RunAsync("store", "copy", "--to", server.ConnectionString!);

        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.Empty(output);
        Assert.Contains("already has rows (in athletes)", error, StringComparison.Ordinal);
        using var target = Open(server);
        Assert.Equal(["zoe"], AthleteRepository.GetAll(target).Keys);
    }

    [Theory]
    [InlineData("NEW.name := NEW.name || '!'; RETURN NEW", "the rows of notes differ")]
    [InlineData("RETURN NULL", "the rows of notes differ")]
    [InlineData("RAISE EXCEPTION 'sesame %', NEW.name", "a row of notes is refused (SQLSTATE P0001)")]
    public async Task A_copy_that_is_not_the_same_leaves_the_target_empty(string change, string problem)
    {
        var server = CreateServer();
        using var target = Open(server);
        target.Execute(
            $"""
            CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN {change.Replace("'", "''")}; END';
            CREATE TRIGGER change BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION change();
            """
        );

        var (exit, output, error) = await Commands.RunAsync("store", "copy", "--to", server.ConnectionString!);

        Assert.Equal(ExitCode.Failed, exit);
        Assert.Empty(output);
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
        AssertEmpty(target);
    }

    [Fact]
    public async Task A_running_daemon_refuses()
    {
        var server = CreateServer();
        using var serving = new DaemonLock(Commands.Settings, Commands.Clock).AcquireToServe();

        var (exit, _, error) = await Commands.RunAsync("store", "copy", "--to", server.ConnectionString!);

        Assert.Equal(ExitCode.Failed, exit);
        Assert.Contains("Stop it first", error, StringComparison.Ordinal);
        using var target = Open(server);
        AssertEmpty(target);
    }

    [Fact]
    public async Task Nobody_else_writes_to_a_server_that_is_copied()
    {
        var server = CreateServer();
        await CopyAsync(server.ConnectionString!);
        UseServer(server);
        var hasty = server with { ConnectionString = $"{server.ConnectionString};Options=-c lock_timeout=1" };
        using var source = Commands.Database.Open();
        using var target = Open(CreateServer());
        var failures = new List<DatabaseErrorKind>();

        StoreCopier.Copy(
            source,
            target,
            () =>
            {
                using var other = Open(hasty);
                Assert.NotEmpty(AthleteRepository.GetAll(other));
                failures.Add(
                    Assert.Throws<DatabaseException>(() => other.Execute("DELETE FROM notes")).DatabaseErrorKind
                );
            },
            TestContext.Current.CancellationToken
        );

        Assert.Equal([DatabaseErrorKind.Busy], failures);
    }

    [Fact]
    public void An_interrupted_copy_leaves_the_target_empty()
    {
        using var source = Commands.Database.Open();
        using var target = Open(CreateServer());
        using var cancel = new CancellationTokenSource();

        Assert.Throws<InvalidDataException>(() =>
            StoreCopier.Copy(source, target, () => throw new InvalidDataException(), CancellationToken.None)
        );
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => StoreCopier.Copy(source, target, () => { }, cancel.Token));

        AssertEmpty(target);
    }

    [Fact]
    public async Task Text_that_PostgreSQL_refuses_arrives_cleaned_and_counts_as_equal()
    {
        using (var connection = Commands.Database.Open())
        {
            // NUL, half a character, and a key that sorts elsewhere afterwards; SQLite takes any bytes as text.
            connection.Execute(
                """
                UPDATE recordings SET name = CAST(x'61006220F09F9880' AS TEXT) WHERE source_id = 'one';
                UPDATE recordings SET name = CAST(x'61EDA08062FF' AS TEXT) WHERE source_id = 'two';
                INSERT INTO notes (name, at) VALUES (CAST(x'61007A' AS TEXT), 1), ('ab', 2), ('', 3);
                """
            );
        }

        var server = CreateServer();
        await CopyAsync(server.ConnectionString!);

        using var target = Open(server);
        Assert.Equal(
            ["ab \U0001F600", "a\uFFFD\uFFFD\uFFFDb\uFFFD"],
            target.Query<string>("SELECT name FROM recordings ORDER BY source_id")
        );
        Assert.Equal(["", "ab", "az", "heartbeat-told"], target.Query<string>("SELECT name FROM notes ORDER BY name"));
    }

    [Fact]
    public async Task Many_and_large_rows_are_copied_in_blocks()
    {
        using (var connection = Commands.Database.Open())
        {
            connection.Execute(
                """
                WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1001)
                INSERT INTO notes (name, at) SELECT 'note ' || n, n FROM numbers;
                INSERT INTO mail_messages (mail_id, message) SELECT id, randomblob(3000000) FROM mails WHERE true
                    ON CONFLICT (mail_id) DO UPDATE SET message = excluded.message;
                """
            );
        }

        var tables = await CopyAsync($"Data Source={Path.Combine(_folder, "copy.db")}");

        Assert.Equal(1002, tables.Single(table => table.Name == "notes").Rows);
        var there = await CopyAsync(CreateServer().ConnectionString!);
        Assert.Equal(tables, there);
    }

    [Fact]
    public async Task A_key_file_with_another_key_is_not_replaced()
    {
        var server = CreateServer();
        await CopyAsync(server.ConnectionString!);
        UseServer(server);
        UseFile("back.db");
        var key = Path.Combine(Commands.Settings.ActivitySync.DataDirectory, "secret.key");
        Directory.CreateDirectory(Path.GetDirectoryName(key)!);
        await File.WriteAllBytesAsync(key, new byte[StoreSettings.KeyBytes], TestContext.Current.CancellationToken);
        UseServer(server);

        var target = Path.Combine(_folder, "back.db");
        var (exit, _, error) = await Commands.RunAsync("store", "copy", "--to", $"Data Source={target}");

        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.Contains("another key than Store:Key", error, StringComparison.Ordinal);
        Assert.False(File.Exists(target));
        Assert.Equal(new byte[StoreSettings.KeyBytes], File.ReadAllBytes(key));
    }

    [Fact]
    public async Task Backups_of_an_earlier_file_do_not_stop_the_way_back()
    {
        var server = CreateServer();
        await CopyAsync(server.ConnectionString!);
        UseServer(server);
        var backups = Path.Combine(Commands.Settings.ActivitySync.DataDirectory, "backups");
        Directory.CreateDirectory(backups);
        File.Copy(
            _filled.Commands.With(_ => _source).Database.FilePath!,
            Path.Combine(backups, "activitysync-2026-11-20.db")
        );
        UseServer(server);

        var tables = await CopyAsync(
            $"Data Source={Path.Combine(Commands.Settings.ActivitySync.DataDirectory, "activitysync.db")}"
        );

        Assert.NotEmpty(tables);
    }

    [Fact]
    public async Task A_server_with_another_key_is_refused()
    {
        var server = TestStore.Create(StoreProvider.Postgres); // has the key of the tests

        var (exit, _, error) = await Commands.RunAsync("store", "copy", "--to", server.ConnectionString!);

        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.Contains("was created with another Store:Key. Use a new database.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_output_says_what_to_set_without_a_secret()
    {
        var server = CreateServer();
        var file = Path.Combine(_folder, "connection.txt");
        await File.WriteAllTextAsync(
            file,
            $"{server.ConnectionString};Password={Secret}\n",
            TestContext.Current.CancellationToken
        );

        var (exit, output, error) = await Commands.RunAsync("store", "copy", "--to-file", file);

        Assert.Equal("", error);
        Assert.Equal(ExitCode.Done, exit);
        var key = Path.Combine(_source.ActivitySync.DataDirectory, "secret.key");
        Assert.Contains($"Store:Key to the output of 'base64 -w0 {key}'", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, output, StringComparison.Ordinal);
        Assert.DoesNotContain(GetKey(), output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Use one of --to-file and --to.")]
    [InlineData("Use one of --to-file and --to.", "--to", "Host=a", "--to-file", "b")]
    [InlineData("--to-file: /nowhere/file cannot be read", "--to-file", "/nowhere/file")]
    [InlineData("--to: the connection string is invalid", "--to", "postgres://anna:sesame@db/activitysync")]
    [InlineData("--to: the connection string is invalid", "--to", "Host=db;Passwort=sesame")]
    [InlineData("--to: the connection string is invalid", "--to", "Host=db;Port=sesame")]
    [InlineData("--to: the connection string is invalid", "--to", "Data Source=/tmp/x.db;Mode=sesame")]
    [InlineData("--to: /nowhere: no such file or folder", "--to", "Data Source=/nowhere/x.db")]
    [InlineData("the server cannot be reached", "--to", "Host=/nowhere;Database=x;Password=sesame")]
    public async Task A_target_that_cannot_be_used_is_named_in_one_line(string problem, params string[] arguments)
    {
        var (exit, output, error) = await Commands.RunAsync(["store", "copy", .. arguments]);

        Assert.NotEqual(ExitCode.Done, exit);
        Assert.Empty(output);
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
        Assert.DoesNotContain(Secret, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_itself_and_a_missing_one_are_refused()
    {
        var file = Commands.Database.FilePath!;

        var (exit, _, error) = await Commands.RunAsync("store", "copy", "--to", $"Data Source={file}");
        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.Contains("is the database itself", error, StringComparison.Ordinal);

        UseFile("nothing.db");
        (exit, _, error) = await Commands.RunAsync("store", "copy", "--to", $"Data Source={file}");
        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.Contains("there is no database to copy", error, StringComparison.Ordinal);
    }

    /// <summary>A new database on the server, with the key of the source.</summary>
    private StoreSettings CreateServer() =>
        PostgresServer.Instance.CreateDatabase(isMigrated: false) with
        {
            Key = GetKey(),
        };

    private string GetKey() => new SecretProtector(_source, Commands.Clock).GetKeyText();

    /// <summary>Uses the server from another machine: only the key is known there.</summary>
    private void UseServer(StoreSettings server) =>
        Commands.With(settings =>
            settings with
            {
                ActivitySync = settings.ActivitySync with { DataDirectory = Path.Combine(_folder, "data") },
                Store = server,
            }
        );

    private void UseFile(string name) =>
        Commands.With(settings =>
            settings with
            {
                Store = new StoreSettings { ConnectionString = $"Data Source={Path.Combine(_folder, name)}" },
            }
        );

    private DbConnection Open(StoreSettings store) =>
        new Database(Commands.Settings with { Store = store }, Commands.Clock).Open();

    private async Task<IReadOnlyList<CopiedTable>> CopyAsync(string connection)
    {
        var (exit, output, error) = await Commands.RunAsync("store", "copy", "--to", connection, "--json");
        Assert.Equal("", error);
        Assert.Equal(ExitCode.Done, exit);
        using var document = JsonDocument.Parse(output);
        return
        [
            .. document
                .RootElement.GetProperty("tables")
                .EnumerateArray()
                .Select(table => new CopiedTable(
                    table.GetProperty("name").GetString()!,
                    table.GetProperty("rows").GetInt64(),
                    table.GetProperty("hash").GetString()!
                )),
        ];
    }

    private async Task<string> ReadAdviceAsync()
    {
        var plan = await Commands.RunAsync("plan", "--json");
        var status = await Commands.RunAsync("status", "--json");
        var activities = await Commands.RunAsync("activities", "--json");
        Assert.Equal(ExitCode.Done, plan.Exit);
        Assert.Equal("", status.Error);
        return $"{plan.Output}\n{status.Output}\n{activities.Output}";
    }

    private void SaveSecrets()
    {
        using var connection = Commands.Database.Open();
        var protector = new SecretProtector(Commands.Settings, Commands.Clock);
        var athlete = Commands.GetAthleteId();
        TokenRepository.Save(
            connection,
            protector,
            athlete,
            "strava",
            new StoredTokens
            {
                SourceAthleteId = "1",
                AccessToken = "access",
                RefreshToken = "refresh",
                ExpiresAt = Commands.Clock.GetUtcNow().AddHours(6),
                Scope = "read",
            },
            Commands.Clock
        );
        SourceKeyRepository.Save(connection, protector, athlete, "garmin", "a key", Commands.Clock.GetUtcNow());
    }

    private void AssertSecrets()
    {
        using var connection = Commands.Database.Open();
        var protector = new SecretProtector(Commands.Settings, Commands.Clock);
        var athlete = Commands.GetAthleteId();
        Assert.Equal("refresh", TokenRepository.Find(connection, protector, athlete, "strava")?.RefreshToken);
        Assert.Equal("a key", SourceKeyRepository.Find(connection, protector, athlete, "garmin"));
    }

    private static long AddMassage(DbConnection connection) =>
        connection.ExecuteScalar<long>(
            """
            INSERT INTO massages (athlete_id, date, kind, origin, origin_key)
                VALUES (1, '2026-11-03', 'swedish', '', '') RETURNING id
            """
        );

    private static void AssertEmpty(DbConnection connection)
    {
        var tables = connection.GetEngine().Transfer.GetTables(connection);
        Assert.NotEmpty(tables);
        Assert.All(tables, table =>
            Assert.Equal(0, connection.ExecuteScalar<long>($"SELECT count(*) FROM {table.Name}"))
        );
    }
}
