using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Reliability;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>
/// A damaged database, a missing folder or a failing disk: one line of error, no lost data, no mail sent twice.
/// </summary>
[Trait("Category", "System")]
[SqliteOnly]
public sealed class CorruptionTests : IAsyncDisposable
{
    private const int PageBytes = 4096;

    /// <summary>Failed runs of a job to wait for, to see that the error is logged only once.</summary>
    private const int MinFailures = 4;

    /// <summary>Polls of another process, 0.2 s apart, until a test fails.</summary>
    private const int MaxPolls = 900;

    /// <summary>Sunday, a minute before a digest is due in Berlin.</summary>
    private static readonly DateTimeOffset Sunday = new(2030, 11, 24, 17, 59, 0, TimeSpan.Zero);

    /// <summary>After the nightly backup, which reads every page.</summary>
    private static readonly DateTimeOffset Night = new(2030, 11, 25, 3, 45, 0, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-damage-").FullName;
    private readonly HttpClient _http = new();
    private readonly int _port = FreePort.Next();

    private string Data => Path.Combine(_directory, "data");

    private string Store => Path.Combine(Data, "activitysync.db");

    private string Settings => Path.Combine(_directory, "appsettings.json");

    private string[] Mails =>
        Directory.Exists(Path.Combine(_directory, "mails"))
            ? Directory.GetFiles(Path.Combine(_directory, "mails"), "*.eml")
            : [];

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("header")]
    [InlineData("table")]
    [InlineData("index")]
    [InlineData("truncated")]
    [InlineData("empty")]
    [InlineData("foreign")]
    [InlineData("deleted")]
    public async Task A_damaged_database_stops_the_start_with_one_line_that_names_the_fix(string damage)
    {
        await SeedAsync();
        Damage(damage);
        var backups = HashBackups();

        var start = await DaemonProcess.RunCommandAsync(["run", "--config", Settings]);

        Assert.Equal(1, start.ExitCode); // systemd restarts the daemon, which then finds the restored database
        var line = Assert.Single(start.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith(Store, line, StringComparison.Ordinal);
        await AssertCommandsReportAsync(line);
        if (damage is not ("table" or "index")) // which this command may not read
        {
            var add = await DaemonProcess.RunCommandAsync([
                "race",
                "add",
                "2031-05-01",
                "Second",
                "--config",
                Settings,
            ]);
            Assert.Equal((1, line), (add.ExitCode, add.Error.TrimEnd()));
        }

        Assert.Equal(backups, HashBackups());

        await RestoreAsync(line);
        await using var daemon = await DaemonProcess.StartAsync(Settings);
        await WaitForHealthAsync(daemon, HttpStatusCode.OK);
        Assert.Contains(
            "Okapi",
            (await DaemonProcess.RunCommandAsync(["race", "list", "--config", Settings])).Out,
            StringComparison.Ordinal
        );
    }

    /// <summary>That of one table is found by a job that reads it, which takes a minute.</summary>
    public static TheoryData<string> DamagesWhileRunning =>
        TestScale.IsSmall
            ? new("header", "truncated", "text", "deleted")
            : new("header", "table", "truncated", "text", "deleted");

    [Theory]
    [MemberData(nameof(DamagesWhileRunning))]
    public async Task Damage_while_the_daemon_runs_is_one_line_and_ends_with_the_restored_file(string damage)
    {
        Requirements.RequireFaketime();
        await SeedAsync();
        using var clock = new LibFaketimeClock(Sunday);
        await using var daemon = await DaemonProcess.StartAsync(Settings, clock.Environment);
        clock.MoveTo(Sunday.AddMinutes(2));
        await WaitUntilAsync(daemon, "the digest is sent", () => Task.FromResult(Mails.Length == 1));
        await WaitForHealthAsync(daemon, HttpStatusCode.OK);
        var intact = Store + ".intact";
        await CheckpointAsync(daemon);
        File.Copy(Store, intact);

        Damage(damage);
        clock.MoveTo(Night);
        await WaitForHealthAsync(daemon, HttpStatusCode.ServiceUnavailable);
        await WaitUntilAsync(daemon, "the job has failed several times", async () =>
            ReadMetric(await GetTextAsync("metrics"), "activitysync_job_failures{job=\"wake\"}") >= MinFailures
        );
        var reason = Assert.Single(ReadReasons(await GetTextAsync("health")));
        Assert.StartsWith(Store, reason, StringComparison.Ordinal);
        Assert.Contains("restore", reason, StringComparison.Ordinal);
        Assert.Equal(0, ReadMetric(await GetTextAsync("metrics"), "activitysync_healthy"));
        Assert.Contains(reason, Assert.Single(daemon.Output.Split('\n'), IsError), StringComparison.Ordinal);
        Assert.Equal(
            1,
            (await DaemonProcess.RunCommandAsync(["health", "--config", Settings], clock.Environment)).ExitCode
        );

        File.Move(intact, Store, overwrite: true);
        await WaitForHealthAsync(daemon, HttpStatusCode.OK);
        await WaitUntilAsync(daemon, "the job runs again", async () =>
            ReadMetric(await GetTextAsync("metrics"), "activitysync_job_failures{job=\"wake\"}") == 0
        );
        Assert.Single(daemon.Output.Split('\n'), line => line.Contains("error_resolved", StringComparison.Ordinal));
        Assert.Single(Mails);
        Assert.Equal(0, await daemon.StopAsync());
        using var connection = new SqliteConnection($"Data Source={Store};Pooling=False");
        connection.Open();
        Assert.Equal("ok", connection.ExecuteScalar<string>("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_damaged_write_ahead_log_loses_only_its_own_changes()
    {
        await SeedAsync();
        var walCopy = Path.Combine(_directory, "log");
        using (var connection = new SqliteConnection($"Data Source={Store};Pooling=False"))
        {
            connection.Open();
            connection.Execute("UPDATE races SET name = 'Quagga Marathon'");
            File.Copy(Store + "-wal", walCopy);
        }

        var log = await File.ReadAllBytesAsync(walCopy);
        log.AsSpan(log.Length / 2).Fill(0xAA);
        await File.WriteAllBytesAsync(Store + "-wal", log);

        await using var daemon = await DaemonProcess.StartAsync(Settings);
        await WaitForHealthAsync(daemon, HttpStatusCode.OK);
        Assert.Contains(
            "Marathon",
            (await DaemonProcess.RunCommandAsync(["race", "list", "--config", Settings])).Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_database_deleted_while_the_daemon_runs_is_saved_and_no_mail_is_sent_twice()
    {
        Requirements.RequireFaketime();
        await SeedAsync();
        using var clock = new LibFaketimeClock(Sunday);
        string line;
        await using (var daemon = await DaemonProcess.StartAsync(Settings, clock.Environment))
        {
            clock.MoveTo(Sunday.AddMinutes(2));
            await WaitUntilAsync(daemon, "the digest is sent", () => Task.FromResult(Mails.Length == 1));
            Damage("deleted");
            await WaitForHealthAsync(daemon, HttpStatusCode.ServiceUnavailable);
            line = Assert.Single(ReadReasons(await GetTextAsync("health")));
            Assert.Equal(0, await daemon.StopAsync());
        }

        Assert.Contains("lost-", line, StringComparison.Ordinal);
        Assert.False(File.Exists(Store));
        await RestoreAsync(line);
        await using var restarted = await DaemonProcess.StartAsync(Settings, clock.Environment);
        await WaitUntilAsync(restarted, "the job runs", async () =>
            ReadMetric(await GetTextAsync("metrics"), "activitysync_job_last_success_timestamp_seconds{job=\"wake\"}")
            > 0
        );
        Assert.Single(Mails);
    }

    [Fact]
    public async Task A_backup_from_before_a_digest_causes_no_second_one()
    {
        Requirements.RequireFaketime();
        await SeedAsync();
        using var clock = new LibFaketimeClock(Sunday);
        var before = Path.Combine(_directory, "before.db");
        await using (var daemon = await DaemonProcess.StartAsync(Settings, clock.Environment))
        {
            Assert.Equal(
                0,
                (
                    await DaemonProcess.RunCommandAsync(["backup", before, "--config", Settings], clock.Environment)
                ).ExitCode
            );
            clock.MoveTo(Sunday.AddMinutes(2));
            await WaitUntilAsync(daemon, "the digest is sent", () => Task.FromResult(Mails.Length == 1));
            Assert.Equal(0, await daemon.StopAsync());
        }

        Damage("index"); // of the mails table; restore reads the sent mails without it

        var restored = await DaemonProcess.RunCommandAsync(
            ["restore", before, "--config", Settings],
            clock.Environment
        );

        Assert.True(restored.ExitCode == 0, restored.Error);
        Assert.DoesNotContain("second time", restored.Out, StringComparison.Ordinal);
        await using var restarted = await DaemonProcess.StartAsync(Settings, clock.Environment);
        await WaitUntilAsync(restarted, "the job runs", async () =>
            ReadMetric(await GetTextAsync("metrics"), "activitysync_job_last_success_timestamp_seconds{job=\"wake\"}")
            >= Sunday.AddMinutes(2).ToUnixTimeSeconds()
        );
        Assert.Single(Mails);
    }

    [Fact]
    public async Task A_disk_that_becomes_read_only_is_one_line_and_loses_nothing()
    {
        Requirements.RequireFailingDisk();
        using var disk = FailingDisk.Mount(Data);
        await SeedAsync();
        await using (var daemon = await DaemonProcess.StartAsync(Settings))
        {
            await WaitForHealthAsync(daemon, HttpStatusCode.OK);
            disk.Fail();
            await WaitForHealthAsync(daemon, HttpStatusCode.ServiceUnavailable);
            await WaitUntilAsync(daemon, "the job has failed several times", async () =>
                ReadMetric(await GetTextAsync("metrics"), "activitysync_job_failures{job=\"wake\"}") >= MinFailures
            );
            var reason = Assert.Single(ReadReasons(await GetTextAsync("health")));
            Assert.Contains("the disk is read-only", reason, StringComparison.Ordinal);
            var errors = daemon
                .Output.Split('\n')
                .Where(line => !line.Contains(" info ", StringComparison.Ordinal))
                .ToList();
            Assert.True(errors.Count == 1, string.Join('\n', errors));
            Assert.Contains(reason, errors[0], StringComparison.Ordinal);
            await AssertCommandsReportAsync(reason);
            Assert.Equal(0, await daemon.StopAsync());
        }

        var start = await DaemonProcess.RunCommandAsync(["run", "--config", Settings]);
        Assert.Equal(1, start.ExitCode);
        Assert.Contains(
            "the disk is read-only",
            Assert.Single(start.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );

        disk.Unmount();
        disk.Remount();
        await using var restarted = await DaemonProcess.StartAsync(Settings);
        await WaitForHealthAsync(restarted, HttpStatusCode.OK);
        Assert.Contains(
            "Okapi",
            (await DaemonProcess.RunCommandAsync(["race", "list", "--config", Settings])).Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_daemon_recovers_by_itself_when_a_detached_disk_comes_back()
    {
        Requirements.RequireFailingDisk();
        using var disk = FailingDisk.Mount(Data);
        await SeedAsync();
        await using var daemon = await DaemonProcess.StartAsync(Settings);
        await WaitForHealthAsync(daemon, HttpStatusCode.OK);

        disk.Unmount();
        await WaitForHealthAsync(daemon, HttpStatusCode.ServiceUnavailable);
        await WaitUntilAsync(daemon, "the job has failed several times", async () =>
            ReadMetric(await GetTextAsync("metrics"), "activitysync_job_failures{job=\"wake\"}") >= MinFailures
        );
        Assert.Single(daemon.Output.Split('\n'), IsError);
        Assert.False(File.Exists(Store)); // no new database in the empty folder

        disk.Remount();
        await WaitForHealthAsync(daemon, HttpStatusCode.OK);
        Assert.Contains(
            "Okapi",
            (await DaemonProcess.RunCommandAsync(["race", "list", "--config", Settings])).Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_full_disk_stops_the_start_with_one_line_and_the_next_start_succeeds()
    {
        Requirements.RequireSmallDisk();
        using var disk = SmallDisk.Mount(Data, megabytes: 8);
        await SeedAsync();
        disk.Fill();

        var start = await DaemonProcess.RunCommandAsync(["run", "--config", Settings]);

        Assert.Equal(1, start.ExitCode);
        Assert.Contains(
            "the disk is full",
            Assert.Single(start.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
        disk.Free();
        await using var daemon = await DaemonProcess.StartAsync(Settings);
        await WaitForHealthAsync(daemon, HttpStatusCode.OK);
        Assert.Contains(
            "Okapi",
            (await DaemonProcess.RunCommandAsync(["race", "list", "--config", Settings])).Out,
            StringComparison.Ordinal
        );
    }

    /// <summary>Creates a database of some hundred pages and its nightly backup, and stops the daemon.</summary>
    private async Task SeedAsync()
    {
        await File.WriteAllTextAsync(
            Settings,
            $$"""
            { "ActivitySync": { "DataDirectory": {{JsonSerializer.Serialize(
                Data
            )}}, "Listen": "http://127.0.0.1:{{_port}}", "WakeSeconds": 1 },
              "Athletes": [{ "Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin" }],
              "Mail": { "From": "activitysync@example.org", "PickupDirectory": {{JsonSerializer.Serialize(
                Path.Combine(_directory, "mails")
            )}} } }
            """
        );
        Assert.Equal(
            0,
            (
                await DaemonProcess.RunCommandAsync([
                    "race",
                    "add",
                    "2031-04-20",
                    "Okapi Marathon",
                    "--config",
                    Settings,
                ])
            ).ExitCode
        );
        using (var connection = new SqliteConnection($"Data Source={Store};Pooling=False"))
        {
            connection.Open();
            connection.Execute(
                """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
                INSERT INTO mails
                    (athlete_id, kind, period, state, reason, due_at, attempts, uncertain, quotes_strava, changed_at)
                SELECT (SELECT id FROM athletes), 'digest', printf('%d-W%02d', 1990 + i / 50, 1 + i % 50), 'skipped',
                    hex(randomblob(100)), 0, 0, 0, 0, 0
                FROM n
                """
            );
        }

        await using var daemon = await DaemonProcess.StartAsync(Settings);
        await WaitUntilAsync(daemon, "a backup exists", () =>
            Task.FromResult(
                Directory.Exists(Path.Combine(Data, "backups"))
                    && Directory.GetFiles(Path.Combine(Data, "backups"), "*.db").Length == 1
            )
        );
        Assert.Equal(0, await daemon.StopAsync());
    }

    private void Damage(string kind)
    {
        switch (kind)
        {
            case "header":
                Overwrite(page: 1, PageBytes);
                break;
            case "table":
                Overwrite(FindRootPage("mails"), PageBytes);
                break;
            case "index":
                Overwrite(FindRootPage("sqlite_autoindex_mails_1"), PageBytes);
                break;
            case "truncated":
                using (var file = new FileStream(Store, FileMode.Open))
                {
                    file.SetLength(file.Length / 2 / PageBytes * PageBytes);
                }

                break;
            case "empty":
                using (var file = new FileStream(Store, FileMode.Open))
                {
                    file.SetLength(0);
                }

                break;
            case "text":
                File.WriteAllText(Store, string.Join('\n', Enumerable.Repeat("no database", 2000)));
                break;
            case "foreign":
                File.Delete(Store);
                using (var other = new SqliteConnection($"Data Source={Store};Pooling=False"))
                {
                    other.Open();
                    other.Execute("CREATE TABLE theirs (id INTEGER); INSERT INTO theirs VALUES (1)");
                }

                break;
            case "deleted":
                File.Delete(Store);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    private static bool IsError(string line) =>
        line.Contains(" error ", StringComparison.Ordinal)
        || line.Contains("exception", StringComparison.OrdinalIgnoreCase);

    /// <summary>Moves the write-ahead log into the database file, so that a copy of the file is complete.</summary>
    private async Task CheckpointAsync(DaemonProcess daemon)
    {
        await using var connection = new SqliteConnection($"Data Source={Store};Pooling=False");
        await connection.OpenAsync();
        // A checkpoint is refused as long as the daemon reads or writes, which it does for moments only.
        await WaitUntilAsync(daemon, "the write-ahead log is moved into the file", async () =>
            await connection.ExecuteScalarAsync<long>("PRAGMA wal_checkpoint(TRUNCATE)") == 0
        );
    }

    private void Overwrite(long page, int bytes)
    {
        var junk = new byte[bytes];
        new Random(1).NextBytes(junk);
        using var file = new FileStream(Store, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)
        {
            Position = (page - 1) * PageBytes,
        };
        file.Write(junk);
    }

    private long FindRootPage(string name)
    {
        using var connection = new SqliteConnection($"Data Source={Store};Pooling=False");
        connection.Open();
        return connection.ExecuteScalar<long>("SELECT rootpage FROM sqlite_schema WHERE name = @name", new { name });
    }

    private string[] HashBackups() =>
        [
            .. Directory
                .GetFiles(Path.Combine(Data, "backups"))
                .Order(StringComparer.Ordinal)
                .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
        ];

    /// <summary>Every command reports the line once and prints no stack trace.</summary>
    private async Task AssertCommandsReportAsync(string line)
    {
        var health = await DaemonProcess.RunCommandAsync(["health", "--config", Settings]);
        Assert.Equal((1, $"unhealthy: {line}", ""), (health.ExitCode, health.Out.TrimEnd(), health.Error));
        var status = await DaemonProcess.RunCommandAsync(["status", "--config", Settings]);
        Assert.Equal(1, status.ExitCode);
        Assert.Contains($"  - {line}", status.Out, StringComparison.Ordinal);
        Assert.Equal("", status.Error);
        var json = await DaemonProcess.RunCommandAsync(["status", "--json", "--config", Settings]);
        Assert.Equal(line, Assert.Single(ReadReasons(json.Out)));
        var doctor = await DaemonProcess.RunCommandAsync(["doctor", "--config", Settings]);
        Assert.Equal(1, doctor.ExitCode);
        Assert.Single(doctor.Out.Split('\n'), text => text.Contains(line, StringComparison.Ordinal));
        Assert.DoesNotContain("fault of the program", doctor.Out, StringComparison.Ordinal);
    }

    /// <summary>Runs the command that the line suggests.</summary>
    private async Task RestoreAsync(string line)
    {
        var copy = Regex.Match(line, "activitysync restore ([^']+)'").Groups[1].Value;
        var restored = await DaemonProcess.RunCommandAsync(["restore", copy, "--config", Settings]);
        Assert.True(restored.ExitCode == 0, $"{line}\n{restored.Error}");
    }

    private async Task WaitForHealthAsync(DaemonProcess daemon, HttpStatusCode code) =>
        await WaitUntilAsync(daemon, $"health answers {code}", async () =>
        {
            using var answer = await _http.GetAsync(new Uri($"http://127.0.0.1:{_port}/health"));
            return answer.StatusCode == code;
        });

    private static async Task WaitUntilAsync(DaemonProcess daemon, string what, Func<Task<bool>> condition)
    {
        for (var poll = 0; poll < MaxPolls; poll++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200)); // polls another process
        }

        Assert.Fail($"Timed out waiting until {what}. Output of the daemon:\n{daemon.Output}");
    }

    private async Task<string> GetTextAsync(string page)
    {
        using var answer = await _http.GetAsync(new Uri($"http://127.0.0.1:{_port}/{page}"));
        return await answer.Content.ReadAsStringAsync();
    }

    private static List<string> ReadReasons(string health)
    {
        using var document = JsonDocument.Parse(health);
        Assert.False(document.RootElement.GetProperty("healthy").GetBoolean());
        return [.. document.RootElement.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!)];
    }

    private static long ReadMetric(string metrics, string name) =>
        Regex.Match(metrics, $"^{Regex.Escape(name)} ([0-9]+)$", RegexOptions.Multiline) is { Success: true } match
            ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : -1;
}
