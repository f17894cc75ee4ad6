using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Tests.Reliability;

/// <summary>What changes the database as a whole, killed (SIGKILL) or out of space at any instant: a new form, a copy put back.</summary>
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
    public async Task A_migration_stopped_at_any_instant_harms_nothing()
    {
        var dice = TestScale.CreateRandom();
        var rounds = TestScale.Choose(small: 4, full: 200);
        await WriteSettingsAsync();
        var names = GetMigrationNames();
        var forms = new Dictionary<int, string>();
        int copying = 0,
            copied = 0,
            done = 0;
        await DurationAsync(forms, names.Count / 2); // the first start reads the program from the disk
        var whole = await DurationAsync(forms, names.Count / 2);
        for (var round = 0; round < rounds; round++)
        {
            var form = dice.Next(1, names.Count);
            StartFrom(CopySchemaVersion(forms, form, names));
            var moment = whole * (dice.NextDouble() * 1.2);

            var (wasAlive, said) = await DaemonProcess.RunAndKillAsync(["run", "--config", Settings], ended =>
                Task.Delay(moment, ended)
            ); // the instant is what the test varies

            var what = $"round {round}, form {form}, killed after {moment.TotalMilliseconds:0} ms: {said}";
            Assert.True(wasAlive, what); // it would run for ever
            var reached = (int)Read("SELECT count(*) FROM migrations", what);
            var isCopied = File.Exists(Path.Combine(Backups, $"before-{names[form]}.db"));
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
                reached == form || (reached == names.Count && isCopied),
                $"{what}: changed without a copy, or by half"
            );

            await using (var daemon = await DaemonProcess.StartAsync(Settings))
            {
                Assert.Equal(0, await daemon.StopAsync());
            }

            AssertIntact(names.Count, what);
            AssertCopy(form, names, what);
        }

        TestScale.WriteLine(
            $"{rounds} kills within {whole.TotalMilliseconds * 1.2:0} ms: {copying} while the copy was written, {copied} after it, {done} at the new form"
        );
    }

    [Fact]
    public async Task A_disk_that_fills_up_in_a_migration_leaves_what_was()
    {
        Requirements.RequireSmallDisk();
        var names = GetMigrationNames();
        var form = names.Count - 3;
        await WriteSettingsAsync();
        var old = CopySchemaVersion([], form, names);
        var bytes = new FileInfo(old).Length;
        using var disk = SmallDisk.Mount(Data, (int)(bytes * 6 / 1_000_000));
        var dice = TestScale.CreateRandom();
        int refused = 0,
            through = 0;
        foreach (
            var free in Enumerable
                .Range(0, TestScale.Choose(small: 4, full: 40))
                .Select(round => round == 0 ? 0 : (long)(bytes * 3 * dice.NextDouble()))
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
            var what = $"{free} bytes free: {first.Error}";
            if (first.ExitCode == 0)
            {
                through++;
            }
            else
            {
                refused++;
                Assert.True(first.ExitCode == 1, what);
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

            AssertIntact(names.Count, what);
            AssertCopy(form, names, what);
        }

        Assert.True(refused > 0);
        TestScale.WriteLine(
            $"{refused} refused with a line, {through} had room enough; a database of {bytes / 1000} KB"
        );
    }

    [Fact]
    public async Task A_restore_stopped_at_any_instant_leaves_the_old_or_the_restored_database()
    {
        var dice = TestScale.CreateRandom();
        var rounds = TestScale.Choose(small: 4, full: 200);
        await WriteSettingsAsync();
        var names = GetMigrationNames();
        var (here, copy) = (Path.Combine(_directory, "here.db"), Path.Combine(_directory, "copy.db"));
        CreateDatabase(here, names.Count, names, "here");
        CreateDatabase(copy, names.Count, names, "copy");
        var whole = TimeSpan.Zero;
        for (var time = 1; time <= 2; time++) // the first start reads the program from the disk
        {
            StartFrom(here);
            WriteIntoLog();
            var clock = Stopwatch.StartNew();
            Assert.Equal(0, (await DaemonProcess.RunCommandAsync(["restore", copy, "--config", Settings])).ExitCode);
            whole = clock.Elapsed;
        }

        int alive = 0,
            old = 0,
            restored = 0;
        for (var round = 0; round < rounds || alive == 0; round++)
        {
            StartFrom(here);
            WriteIntoLog();
            var moment = round < rounds ? whole * (dice.NextDouble() * 1.2) : TimeSpan.Zero; // a machine that was slow when it was measured: until one lives

            var (wasAlive, said) = await DaemonProcess.RunAndKillAsync(["restore", copy, "--config", Settings], ended =>
                Task.Delay(moment, ended)
            ); // the instant is what the test varies

            var what = $"round {round}, killed after {moment.TotalMilliseconds:0} ms: {said}";
            if (wasAlive)
            {
                alive++;
            }

            var name = Read<string>("SELECT name FROM athletes ORDER BY id LIMIT 1", what);
            if (name == "here")
            {
                old++;
            }
            else
            {
                restored++;
            }

            AssertIntact(names.Count, what);
            Assert.Equal(name == "here" ? 1 : 0, Read("SELECT count(*) FROM races WHERE name = 'In the log'", what));

            Assert.Equal(0, (await DaemonProcess.RunCommandAsync(["restore", copy, "--config", Settings])).ExitCode);
            Assert.Equal("copy", Read<string>("SELECT name FROM athletes ORDER BY id LIMIT 1", what));
        }

        TestScale.WriteLine(
            $"{rounds} kills within {whole.TotalMilliseconds * 1.2:0} ms, {alive} of a living process: {old} times the old database was there, {restored} times the restored one"
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

    /// <summary>A file as the program of that time left it, with a runner's years in it.</summary>
    private string CopySchemaVersion(Dictionary<int, string> made, int form, List<string> names)
    {
        if (made.TryGetValue(form, out var file))
        {
            return file;
        }

        made[form] = Path.Combine(_directory, $"form-{form}.db");
        CreateDatabase(made[form], form, names, "anna");
        return made[form];
    }

    private static void CreateDatabase(string file, int form, List<string> names, string athlete)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        connection.Execute(
            "PRAGMA journal_mode = WAL; CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT"
        );
        foreach (var name in names.Take(form))
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
            INSERT INTO mails (athlete_id, kind, period, state, reason, due_at, attempts, uncertain, quotes_strava, changed_at)
            SELECT 1, 'digest', printf('1999-W%05d', i), 'skipped', printf('%0100d', i), i, 0, 0, 0, 0 FROM n
            """,
            new { athlete, Rows }
        );
    }

    private void StartFrom(string file)
    {
        if (Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }

        Directory.CreateDirectory(Data);
        File.Copy(file, Store);
    }

    /// <summary>A row that stands in the log alone, as a daemon that was killed leaves it.</summary>
    private void WriteIntoLog()
    {
        using (var connection = new SqliteConnection($"Data Source={Store};Pooling=False"))
        {
            connection.Open();
            connection.Execute(
                "INSERT INTO races (athlete_id, date, name, origin, origin_key) VALUES (1, '2031-04-20', 'In the log', 'typed', 'x')"
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

    private async Task<TimeSpan> DurationAsync(Dictionary<int, string> forms, int form)
    {
        StartFrom(CopySchemaVersion(forms, form, GetMigrationNames()));
        var clock = Stopwatch.StartNew();
        await using var daemon = await DaemonProcess.StartAsync(Settings);
        var whole = clock.Elapsed;
        Assert.Equal(0, await daemon.StopAsync());
        return whole;
    }

    private long Read(string query, string what) => Read<long>(query, what);

    private T Read<T>(string query, string what)
    {
        try
        {
            using var connection = new SqliteConnection($"Data Source={Store};Pooling=False");
            connection.Open();
            return connection.ExecuteScalar<T>(query)!;
        }
        catch (SqliteException exception)
        {
            Assert.Fail($"{what}: {exception.Message}");
            throw;
        }
    }

    private void AssertIntact(int form, string what)
    {
        Assert.True(Read<string>("PRAGMA integrity_check", what) == "ok", what);
        Assert.True(Read("SELECT count(*) FROM migrations", what) == form, what);
        Assert.True(
            Read(
                "SELECT sum(due_at) FROM mails WHERE CAST(reason AS INTEGER) = due_at AND period = printf('1999-W%05d', due_at)",
                what
            )
                == (long)Rows * (Rows + 1) / 2,
            what
        );
    }

    private void AssertCopy(int form, List<string> names, string what)
    {
        var copy = Path.Combine(Backups, $"before-{names[form]}.db");
        Assert.True(DatabaseCopy.FindProblem(copy) is null, what);
        using var connection = new SqliteConnection($"Data Source={copy};Pooling=False;Mode=ReadOnly");
        connection.Open();
        Assert.Equal(form, connection.ExecuteScalar<long>("SELECT count(*) FROM migrations"));
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
