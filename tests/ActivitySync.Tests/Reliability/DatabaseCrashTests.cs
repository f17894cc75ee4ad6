using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Tests.Reliability;

/// <summary>Kills migrations and restores (SIGKILL) at any instant, and lets the disk fill up during them.</summary>
[Trait("Category", "Soak")]
[SqliteOnly]
public sealed class DatabaseCrashTests : IDisposable
{
    private const string Migrations = "Migrations/";
    private const int Rows = 20_000;

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-storekill-").FullName;

    private string Data => Path.Combine(_directory, "data");

    private string Store => Path.Combine(Data, "activitysync.db");

    private string Backups => Path.Combine(Data, "backups");

    private string Settings => Path.Combine(_directory, "appsettings.json");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_migration_killed_at_any_instant_loses_nothing()
    {
        var random = TestScale.CreateRandom();
        var rounds = TestScale.Choose(small: 2, full: 200);
        await WriteSettingsAsync();
        var names = GetMigrationNames();
        var files = new Dictionary<int, string>();
        int copying = 0,
            copied = 0,
            done = 0;
        await MeasureStartAsync(files, names.Count / 2); // the first start also loads the program
        var duration = await MeasureStartAsync(files, names.Count / 2);
        for (var round = 0; round < rounds; round++)
        {
            var version = random.Next(1, names.Count);
            UseDatabase(GetDatabase(files, version, names));
            var moment = duration * (random.NextDouble() * 1.2);

            var (wasAlive, output) = await DaemonProcess.RunAndKillAsync(["run", "--config", Settings], ended =>
                Task.Delay(moment, ended)
            ); // a random instant

            var context = $"round {round}, version {version}, killed after {moment.TotalMilliseconds:0} ms: {output}";
            Assert.True(wasAlive, context); // the daemon never exits by itself
            var reached = (int)Count("SELECT count(*) FROM migrations", context);
            var isCopied = File.Exists(Path.Combine(Backups, $"before-{names[version]}.db"));
            if (reached == names.Count)
            {
                done++;
            }
            else if (isCopied)
            {
                copied++;
            }
            else if (Directory.Exists(Backups))
            {
                copying++;
            }

            Assert.True(
                reached == version || (reached == names.Count && isCopied),
                $"{context}: changed without a backup, or only partly"
            );

            await using (var daemon = await DaemonProcess.StartAsync(Settings))
            {
                Assert.Equal(0, await daemon.StopAsync());
            }

            AssertIntact(names.Count, context);
            AssertBackup(version, names, context);
        }

        TestScale.WriteLine(
            $"{rounds} kills within {duration.TotalMilliseconds * 1.2:0} ms: "
                + $"{copying} during the backup, {copied} after it, {done} with the new schema"
        );
    }

    [Fact]
    public async Task A_disk_that_fills_up_during_a_migration_loses_nothing()
    {
        Requirements.RequireSmallDisk();
        var names = GetMigrationNames();
        var version = names.Count - 3;
        await WriteSettingsAsync();
        var old = GetDatabase([], version, names);
        var bytes = new FileInfo(old).Length;
        using var disk = SmallDisk.Mount(Data, (int)(bytes * 6 / 1_000_000));
        var random = TestScale.CreateRandom();
        int refused = 0,
            succeeded = 0;
        foreach (
            var free in Enumerable
                .Range(0, TestScale.Choose(small: 2, full: 40))
                .Select(round => round == 0 ? 0 : (long)(bytes * 3 * random.NextDouble()))
        )
        {
            foreach (var left in Directory.GetFileSystemEntries(Data))
            {
                if (Directory.Exists(left))
                {
                    Directory.Delete(left, recursive: true);
                }
                else
                {
                    File.Delete(left);
                }
            }

            File.Copy(old, Store);
            disk.Fill();
            disk.FreeBytes(free);
            var first = await DaemonProcess.RunCommandAsync(["race", "list", "--config", Settings]);
            var context = $"{free} bytes free: {first.Error}";
            if (first.ExitCode == 0)
            {
                succeeded++;
            }
            else
            {
                refused++;
                Assert.True(first.ExitCode == 1, context);
                Assert.Contains(
                    "full",
                    Assert.Single(first.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
                    StringComparison.Ordinal
                );
            }

            disk.Free();
            await using (var daemon = await DaemonProcess.StartAsync(Settings))
            {
                Assert.Equal(0, await daemon.StopAsync());
            }

            AssertIntact(names.Count, context);
            AssertBackup(version, names, context);
        }

        Assert.True(refused > 0);
        TestScale.WriteLine(
            $"{refused} refused with a line, {succeeded} had enough space; a database of {bytes / 1000} KB"
        );
    }

    [Fact]
    public async Task A_restore_killed_at_any_instant_leaves_the_old_or_the_restored_database()
    {
        var random = TestScale.CreateRandom();
        var rounds = TestScale.Choose(small: 2, full: 200);
        await WriteSettingsAsync();
        var names = GetMigrationNames();
        var (here, copy) = (Path.Combine(_directory, "here.db"), Path.Combine(_directory, "copy.db"));
        CreateDatabase(here, names.Count, names, "here");
        CreateDatabase(copy, names.Count, names, "copy");
        var duration = TimeSpan.Zero;
        for (var time = 1; time <= 2; time++) // the first start also loads the program
        {
            UseDatabase(here);
            WriteIntoLog();
            var clock = Stopwatch.StartNew();
            Assert.Equal(0, (await DaemonProcess.RunCommandAsync(["restore", copy, "--config", Settings])).ExitCode);
            duration = clock.Elapsed;
        }

        int alive = 0,
            old = 0,
            restored = 0;
        for (var round = 0; round < rounds || alive == 0; round++)
        {
            UseDatabase(here);
            WriteIntoLog();
            // More rounds than planned, at once, if the measured duration was too long to find the process alive.
            var moment = round < rounds ? duration * (random.NextDouble() * 1.2) : TimeSpan.Zero;

            var (wasAlive, output) = await DaemonProcess.RunAndKillAsync(
                ["restore", copy, "--config", Settings],
                ended => Task.Delay(moment, ended)
            ); // a random instant

            var context = $"round {round}, killed after {moment.TotalMilliseconds:0} ms: {output}";
            if (wasAlive)
            {
                alive++;
            }

            var name = Read<string>("SELECT name FROM athletes ORDER BY id LIMIT 1", context);
            if (name == "here")
            {
                old++;
            }
            else
            {
                restored++;
            }

            AssertIntact(names.Count, context);
            Assert.Equal(
                name == "here" ? 1 : 0,
                Count("SELECT count(*) FROM races WHERE name = 'In the log'", context)
            );

            Assert.Equal(0, (await DaemonProcess.RunCommandAsync(["restore", copy, "--config", Settings])).ExitCode);
            Assert.Equal("copy", Read<string>("SELECT name FROM athletes ORDER BY id LIMIT 1", context));
        }

        TestScale.WriteLine(
            $"{rounds} kills within {duration.TotalMilliseconds * 1.2:0} ms, {alive} of a running process: "
                + $"{old} times the old database remained, {restored} times the restored one"
        );
    }

    private static List<string> GetMigrationNames() =>
        [
            .. typeof(Database)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Migrations, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => Path.GetFileNameWithoutExtension(name[Migrations.Length..])),
        ];

    /// <summary>A database of an older schema version with many rows.</summary>
    private string GetDatabase(Dictionary<int, string> files, int version, List<string> names)
    {
        if (files.TryGetValue(version, out var file))
        {
            return file;
        }

        files[version] = Path.Combine(_directory, $"version-{version}.db");
        CreateDatabase(files[version], version, names, "anna");
        return files[version];
    }

    private static void CreateDatabase(string file, int version, List<string> names, string athlete)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        connection.Execute(
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT
            """
        );
        foreach (var name in names.Take(version))
        {
            using var script = new StreamReader(
                typeof(Database).Assembly.GetManifestResourceStream($"{Migrations}{name}.sql")!
            );
            connection.Execute(script.ReadToEnd());
            connection.Execute(
                "INSERT INTO migrations VALUES (@number, @name, 0)",
                new { number = long.Parse(name.Split('_')[0], CultureInfo.InvariantCulture), name }
            );
        }

        connection.Execute(
            """
            INSERT INTO athletes (name, created_at) VALUES (@athlete, 0);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @Rows)
            INSERT INTO mails
                (athlete_id, kind, period, state, reason, due_at, attempts, uncertain, quotes_strava, changed_at)
            SELECT 1, 'digest', printf('1999-W%05d', i), 'skipped', printf('%0100d', i), i, 0, 0, 0, 0 FROM n
            """,
            new { athlete, Rows }
        );
    }

    private void UseDatabase(string file)
    {
        if (Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }

        Directory.CreateDirectory(Data);
        File.Copy(file, Store);
    }

    /// <summary>Writes a row that is only in the write-ahead log, as after a kill.</summary>
    private void WriteIntoLog()
    {
        using (var connection = new SqliteConnection($"Data Source={Store};Pooling=False"))
        {
            connection.Open();
            connection.Execute(
                """
                INSERT INTO races (athlete_id, date, name, origin, origin_key)
                VALUES (1, '2031-04-20', 'In the log', 'typed', 'x')
                """
            );
            foreach (var file in new[] { "", "-wal" })
            {
                File.Copy(Store + file, Path.Combine(_directory, "log" + file), overwrite: true);
            }
        }

        foreach (var file in new[] { "", "-wal" })
        {
            File.Copy(Path.Combine(_directory, "log" + file), Store + file, overwrite: true);
        }
    }

    private async Task<TimeSpan> MeasureStartAsync(Dictionary<int, string> files, int version)
    {
        UseDatabase(GetDatabase(files, version, GetMigrationNames()));
        var clock = Stopwatch.StartNew();
        await using var daemon = await DaemonProcess.StartAsync(Settings);
        var duration = clock.Elapsed;
        Assert.Equal(0, await daemon.StopAsync());
        return duration;
    }

    private long Count(string query, string context) => Read<long>(query, context);

    private T Read<T>(string query, string context)
    {
        try
        {
            using var connection = new SqliteConnection($"Data Source={Store};Pooling=False");
            connection.Open();
            return connection.ExecuteScalar<T>(query)!;
        }
        catch (SqliteException exception)
        {
            Assert.Fail($"{context}: {exception.Message}");
            throw;
        }
    }

    private void AssertIntact(int version, string context)
    {
        Assert.True(Read<string>("PRAGMA integrity_check", context) == "ok", context);
        Assert.True(Count("SELECT count(*) FROM migrations", context) == version, context);
        Assert.True(
            Count(
                """
                SELECT sum(due_at) FROM mails
                WHERE CAST(reason AS INTEGER) = due_at AND period = printf('1999-W%05d', due_at)
                """,
                context
            )
                == (long)Rows * (Rows + 1) / 2,
            context
        );
    }

    private void AssertBackup(int version, List<string> names, string context)
    {
        var copy = Path.Combine(Backups, $"before-{names[version]}.db");
        Assert.True(DatabaseCopy.FindProblem(copy) is null, context);
        using var connection = new SqliteConnection($"Data Source={copy};Pooling=False;Mode=ReadOnly");
        connection.Open();
        Assert.Equal(version, connection.ExecuteScalar<long>("SELECT count(*) FROM migrations"));
        Assert.Equal(Rows, connection.ExecuteScalar<long>("SELECT count(*) FROM mails"));
        Assert.Empty(Directory.GetFiles(Data, "*.restoring"));
    }

    private Task WriteSettingsAsync() =>
        File.WriteAllTextAsync(
            Settings,
            $$"""
            { "ActivitySync": { "DataDirectory": {{JsonSerializer.Serialize(Data)}}, "Listen": "" },
              "Athletes": [{ "Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin" }],
              "Mail": { "From": "activitysync@example.org", "PickupDirectory": {{JsonSerializer.Serialize(
                Path.Combine(_directory, "mails")
            )}} } }
            """
        );
}
