using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>The program on a database, a folder or a disk that fails it: one line, nothing lost, no mail twice.</summary>
public sealed class CorruptionTests : IAsyncDisposable
{
    private const int PageBytes = 4096;

    /// <summary>Passes of the daemon in trouble; each would be a line of the log if it said it again.</summary>
    private const int Passes = 4;

    /// <summary>Looks at another process, a fifth of a second apart, before it counts as stuck.</summary>
    private const int MaxPolls = 400;

    /// <summary>Sunday, a minute before a digest is due in Berlin.</summary>
    private static readonly DateTimeOffset Sunday = new(2030, 11, 24, 17, 59, 0, TimeSpan.Zero);

    /// <summary>After the time of the nightly copy, which reads every page.</summary>
    private static readonly DateTimeOffset Night = new(2030, 11, 25, 3, 45, 0, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-damage-").FullName;
    private readonly HttpClient _watcher = new();
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
        _watcher.Dispose();
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
    public async Task A_start_on_a_damaged_database_ends_with_one_line_that_brings_it_back(string damage)
    {
        await SeedAsync();
        Damage(damage);
        var copies = Copies();

        var start = await DaemonProcess.RunCommandAsync(["run", "--config", Settings]);

        Assert.Equal(1, start.ExitCode); // the unit tries again: once the copy is in place, the daemon is back by itself
        var line = Assert.Single(start.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith(Store, line, StringComparison.Ordinal);
        await AssertVerbsTellAsync(line);
        if (damage is not ("table" or "index")) // that a verb may never come to
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

        Assert.Equal(copies, Copies());

        await RestoreAsync(line);
        await using var daemon = await DaemonProcess.StartAsync(Settings);
        await UntilHealthAsync(daemon, HttpStatusCode.OK);
        Assert.Contains(
            "Okapi",
            (await DaemonProcess.RunCommandAsync(["race", "list", "--config", Settings])).Out,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("header")]
    [InlineData("table")]
    [InlineData("truncated")]
    [InlineData("text")]
    [InlineData("deleted")]
    public async Task Damage_under_the_running_daemon_is_one_line_and_the_file_put_back_ends_it(string damage)
    {
        Requirements.RequireFaketime();
        await SeedAsync();
        using var clock = new LibFaketimeClock(Sunday);
        await using var daemon = await DaemonProcess.StartAsync(Settings, clock.Environment);
        clock.MoveTo(Sunday.AddMinutes(2));
        await UntilAsync(daemon, "the digest is there", () => Task.FromResult(Mails.Length == 1));
        await UntilHealthAsync(daemon, HttpStatusCode.OK);
        var sound = Store + ".sound";
        EndLog();
        File.Copy(Store, sound);

        Damage(damage);
        clock.MoveTo(Night);
        await UntilHealthAsync(daemon, HttpStatusCode.ServiceUnavailable);
        await UntilAsync(daemon, "it lives through some passes", async () =>
            Number(await TextAsync("metrics"), "activitysync_job_failures{job=\"wake\"}") >= Passes
        );
        var told = Assert.Single(Reasons(await TextAsync("health")));
        Assert.StartsWith(Store, told, StringComparison.Ordinal);
        Assert.Contains("restore", told, StringComparison.Ordinal);
        Assert.Equal(0, Number(await TextAsync("metrics"), "activitysync_healthy"));
        Assert.Contains("Attention needed", await TextAsync(""), StringComparison.Ordinal);
        Assert.Contains(told, Assert.Single(daemon.Output.Split('\n'), IsError), StringComparison.Ordinal);
        Assert.Equal(
            1,
            (await DaemonProcess.RunCommandAsync(["health", "--config", Settings], clock.Environment)).ExitCode
        );

        File.Move(sound, Store, overwrite: true);
        await UntilHealthAsync(daemon, HttpStatusCode.OK);
        await UntilAsync(daemon, "it passes again", async () =>
            Number(await TextAsync("metrics"), "activitysync_job_failures{job=\"wake\"}") == 0
        );
        Assert.Single(daemon.Output.Split('\n'), line => line.Contains("error_resolved", StringComparison.Ordinal));
        Assert.Single(Mails);
        Assert.Equal(0, await daemon.StopAsync());
        using var connection = new SqliteConnection($"Data Source={Store};Pooling=False");
        connection.Open();
        Assert.Equal("ok", connection.ExecuteScalar<string>("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_damaged_log_costs_what_stood_in_it_and_no_more()
    {
        await SeedAsync();
        var kept = Path.Combine(_directory, "log");
        using (var connection = new SqliteConnection($"Data Source={Store};Pooling=False"))
        {
            connection.Open();
            connection.Execute("UPDATE races SET name = 'Quagga Marathon'");
            File.Copy(Store + "-wal", kept);
        }

        var log = await File.ReadAllBytesAsync(kept);
        log.AsSpan(log.Length / 2).Fill(0xAA);
        await File.WriteAllBytesAsync(Store + "-wal", log);

        await using var daemon = await DaemonProcess.StartAsync(Settings);
        await UntilHealthAsync(daemon, HttpStatusCode.OK);
        Assert.Contains(
            "Marathon",
            (await DaemonProcess.RunCommandAsync(["race", "list", "--config", Settings])).Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_database_deleted_under_the_daemon_is_saved_from_its_hands_and_no_mail_goes_twice()
    {
        Requirements.RequireFaketime();
        await SeedAsync();
        using var clock = new LibFaketimeClock(Sunday);
        string line;
        await using (var daemon = await DaemonProcess.StartAsync(Settings, clock.Environment))
        {
            clock.MoveTo(Sunday.AddMinutes(2));
            await UntilAsync(daemon, "the digest is there", () => Task.FromResult(Mails.Length == 1));
            Damage("deleted");
            await UntilHealthAsync(daemon, HttpStatusCode.ServiceUnavailable);
            line = Assert.Single(Reasons(await TextAsync("health")));
            Assert.Equal(0, await daemon.StopAsync());
        }

        Assert.Contains("lost-", line, StringComparison.Ordinal);
        Assert.False(File.Exists(Store));
        await RestoreAsync(line);
        await using var again = await DaemonProcess.StartAsync(Settings, clock.Environment);
        await UntilAsync(again, "it passes", async () =>
            Number(await TextAsync("metrics"), "activitysync_job_last_success_timestamp_seconds{job=\"wake\"}") > 0
        );
        Assert.Single(Mails);
    }

    [Fact]
    public async Task A_copy_from_before_a_digest_brings_no_second_one()
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
            await UntilAsync(daemon, "the digest is there", () => Task.FromResult(Mails.Length == 1));
            Assert.Equal(0, await daemon.StopAsync());
        }

        Damage("index"); // of the mails: what went out is read all the same

        var restored = await DaemonProcess.RunCommandAsync(
            ["restore", before, "--config", Settings],
            clock.Environment
        );

        Assert.True(restored.ExitCode == 0, restored.Error);
        Assert.DoesNotContain("second time", restored.Out, StringComparison.Ordinal);
        await using var again = await DaemonProcess.StartAsync(Settings, clock.Environment);
        await UntilAsync(again, "it passes", async () =>
            Number(await TextAsync("metrics"), "activitysync_job_last_success_timestamp_seconds{job=\"wake\"}")
            >= Sunday.AddMinutes(2).ToUnixTimeSeconds()
        );
        Assert.Single(Mails);
    }

    [Fact]
    public async Task A_disk_that_turns_read_only_is_one_line_and_all_is_there_when_it_is_mounted_again()
    {
        Requirements.RequireFailingDisk();
        using var disk = FailingDisk.Mount(Data);
        await SeedAsync();
        await using (var daemon = await DaemonProcess.StartAsync(Settings))
        {
            await UntilHealthAsync(daemon, HttpStatusCode.OK);
            disk.Fail();
            await UntilHealthAsync(daemon, HttpStatusCode.ServiceUnavailable);
            await UntilAsync(daemon, "it lives through some passes", async () =>
                Number(await TextAsync("metrics"), "activitysync_job_failures{job=\"wake\"}") >= Passes
            );
            var told = Assert.Single(Reasons(await TextAsync("health")));
            Assert.Contains("can only be read", told, StringComparison.Ordinal);
            var errors = daemon
                .Output.Split('\n')
                .Where(line => !line.Contains(" info ", StringComparison.Ordinal))
                .ToList();
            Assert.Contains(told, Assert.Single(errors), StringComparison.Ordinal);
            await AssertVerbsTellAsync(told);
            Assert.Equal(0, await daemon.StopAsync());
        }

        var start = await DaemonProcess.RunCommandAsync(["run", "--config", Settings]);
        Assert.Equal(1, start.ExitCode);
        Assert.Contains(
            "can only be read",
            Assert.Single(start.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );

        disk.Unmount();
        disk.Remount();
        await using var again = await DaemonProcess.StartAsync(Settings);
        await UntilHealthAsync(again, HttpStatusCode.OK);
        Assert.Contains(
            "Okapi",
            (await DaemonProcess.RunCommandAsync(["race", "list", "--config", Settings])).Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_disk_that_goes_away_and_comes_back_needs_nobody()
    {
        Requirements.RequireFailingDisk();
        using var disk = FailingDisk.Mount(Data);
        await SeedAsync();
        await using var daemon = await DaemonProcess.StartAsync(Settings);
        await UntilHealthAsync(daemon, HttpStatusCode.OK);

        disk.Unmount();
        await UntilHealthAsync(daemon, HttpStatusCode.ServiceUnavailable);
        await UntilAsync(daemon, "it lives through some passes", async () =>
            Number(await TextAsync("metrics"), "activitysync_job_failures{job=\"wake\"}") >= Passes
        );
        Assert.Single(daemon.Output.Split('\n'), IsError);
        Assert.False(File.Exists(Store)); // no new one in the empty folder

        disk.Remount();
        await UntilHealthAsync(daemon, HttpStatusCode.OK);
        Assert.Contains(
            "Okapi",
            (await DaemonProcess.RunCommandAsync(["race", "list", "--config", Settings])).Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_full_disk_at_the_start_is_told_as_that_and_the_next_start_goes_on()
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
        await UntilHealthAsync(daemon, HttpStatusCode.OK);
        Assert.Contains(
            "Okapi",
            (await DaemonProcess.RunCommandAsync(["race", "list", "--config", Settings])).Out,
            StringComparison.Ordinal
        );
    }

    /// <summary>A database with something in it, of some hundred pages, its nightly copy, and no daemon.</summary>
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
                INSERT INTO mails (athlete_id, kind, period, state, reason, due_at, attempts, uncertain, quotes_strava, changed_at)
                SELECT (SELECT id FROM athletes), 'digest', printf('1999-W%05d', i), 'skipped', hex(randomblob(100)), 0, 0, 0, 0, 0 FROM n
                """
            );
        }

        await using var daemon = await DaemonProcess.StartAsync(Settings);
        await UntilAsync(daemon, "a copy is made", () =>
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
                Overwrite(PageOf("mails"), PageBytes);
                break;
            case "index":
                Overwrite(PageOf("sqlite_autoindex_mails_1"), PageBytes);
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

    private static bool IsError(string said) =>
        said.Contains(" error ", StringComparison.Ordinal)
        || said.Contains("exception", StringComparison.OrdinalIgnoreCase);

    /// <summary>Brings the log into the file, so that a copy of the file is the whole.</summary>
    private void EndLog()
    {
        using var connection = new SqliteConnection($"Data Source={Store};Pooling=False");
        connection.Open();
        Assert.Equal(0, connection.ExecuteScalar<long>("PRAGMA wal_checkpoint(TRUNCATE)"));
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

    private long PageOf(string name)
    {
        using var connection = new SqliteConnection($"Data Source={Store};Pooling=False");
        connection.Open();
        return connection.ExecuteScalar<long>("SELECT rootpage FROM sqlite_schema WHERE name = @name", new { name });
    }

    private string[] Copies() =>
        [
            .. Directory
                .GetFiles(Path.Combine(Data, "backups"))
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"
                ),
        ];

    /// <summary>Each verb says the line, once, and none of them shows where in the program it was.</summary>
    private async Task AssertVerbsTellAsync(string line)
    {
        var health = await DaemonProcess.RunCommandAsync(["health", "--config", Settings]);
        Assert.Equal((1, $"unhealthy: {line}", ""), (health.ExitCode, health.Out.TrimEnd(), health.Error));
        var status = await DaemonProcess.RunCommandAsync(["status", "--config", Settings]);
        Assert.Equal(1, status.ExitCode);
        Assert.Contains($"  - {line}", status.Out, StringComparison.Ordinal);
        Assert.Equal("", status.Error);
        var json = await DaemonProcess.RunCommandAsync(["status", "--json", "--config", Settings]);
        Assert.Equal(line, Assert.Single(Reasons(json.Out)));
        var doctor = await DaemonProcess.RunCommandAsync(["doctor", "--config", Settings]);
        Assert.Equal(1, doctor.ExitCode);
        Assert.Single(doctor.Out.Split('\n'), said => said.Contains(line, StringComparison.Ordinal));
        Assert.DoesNotContain("fault of the program", doctor.Out, StringComparison.Ordinal);
    }

    /// <summary>Does what the line says.</summary>
    private async Task RestoreAsync(string line)
    {
        var copy = Regex.Match(line, "activitysync restore ([^']+)'").Groups[1].Value;
        var restored = await DaemonProcess.RunCommandAsync(["restore", copy, "--config", Settings]);
        Assert.True(restored.ExitCode == 0, $"{line}\n{restored.Error}");
    }

    private async Task UntilHealthAsync(DaemonProcess daemon, HttpStatusCode code) =>
        await UntilAsync(daemon, $"health answers {code}", async () =>
        {
            using var answer = await _watcher.GetAsync(new Uri($"http://127.0.0.1:{_port}/health"));
            return answer.StatusCode == code;
        });

    private static async Task UntilAsync(DaemonProcess daemon, string what, Func<Task<bool>> isSo)
    {
        for (var looks = 0; looks < MaxPolls; looks++)
        {
            if (await isSo())
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200)); // between two looks at another process
        }

        Assert.Fail($"It never came to pass that {what}. The daemon said:\n{daemon.Output}");
    }

    private async Task<string> TextAsync(string page)
    {
        using var answer = await _watcher.GetAsync(new Uri($"http://127.0.0.1:{_port}/{page}"));
        return await answer.Content.ReadAsStringAsync();
    }

    private static List<string> Reasons(string health)
    {
        using var document = JsonDocument.Parse(health);
        Assert.False(document.RootElement.GetProperty("healthy").GetBoolean());
        return [.. document.RootElement.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!)];
    }

    private static long Number(string metrics, string name) =>
        Regex.Match(metrics, $"^{Regex.Escape(name)} ([0-9]+)$", RegexOptions.Multiline) is { Success: true } match
            ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : -1;
}
