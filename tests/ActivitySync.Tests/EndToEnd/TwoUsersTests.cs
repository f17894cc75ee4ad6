using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using ActivitySync.Tests.Deploy;
using ActivitySync.Tests.FileFormats.Fit;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Reliability;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>
/// Another user of the machine reads nothing of the first one's data, changes nothing and blocks nothing.
/// </summary>
[Trait("Category", "System")]
[SqliteOnly]
public sealed class TwoUsersTests : IDisposable
{
    private const int OwnerId = 61_001;
    private const int OtherId = 61_002;

    /// <summary>A health note, which nobody else may see.</summary>
    private const string HealthNote = "calf";

    private static readonly string Script = Path.Combine(
        TestPaths.RepositoryRoot,
        "tests",
        "ActivitySync.Tests",
        "EndToEnd",
        "other_user.py"
    );

    /// <summary>The system's: others in the path may be in a home.</summary>
    private static readonly string Python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    private static readonly string[] Commands =
    [
        "activities",
        "plan",
        "sync",
        "log list",
        "log pain calf 4",
        "digest preview",
        "digest send",
        "export --out mine.zip",
        "backup mine.db",
    ];

    /// <summary>Ways to take a name before the first user writes there; MINE is a name of the other user.</summary>
    private static readonly string[] Plants =
    [
        "mkdir -m 777 TARGET",
        "mkdir -m 777 TARGET && mkdir -m 777 TARGET/digest.html",
        "mkdir -m 777 MINE && ln -s MINE TARGET",
        "ln -s MINE TARGET",
        "ln -s SETTINGS TARGET",
        "ln -s DATA/activitysync.db TARGET",
        "ln -s DATA TARGET",
        "echo planted > TARGET",
        ": > TARGET",
        "mkfifo -m 666 TARGET",
        "echo planted > TARGET-journal; echo planted > TARGET-wal; echo planted > TARGET.tmp",
    ];

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-users-").FullName;
    private readonly int _port = FreePort.Next();

    private string Program => Path.Combine(_directory, "program", "activitysync");

    private string Home => Path.Combine(_directory, "home");

    private string Settings => Path.Combine(Home, "appsettings.json");

    private string Shared => Path.Combine(_directory, "shared");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Another_user_reads_and_changes_nothing()
    {
        await PrepareAsync();
        await FillAsync();
        var before = await HashAsync();
        Assert.Contains(before, line => line.Contains("secret.key", StringComparison.Ordinal));

        var succeeded = await TryEverythingAsync(FindPaths());

        Assert.Equal("", succeeded);
        Assert.Equal(before, await HashAsync());
        TestScale.WriteLine($"{before.Count} files and folders");
    }

    [Fact]
    public async Task Another_user_blocks_neither_the_daemon_nor_a_command()
    {
        await PrepareAsync();
        await FillAsync();
        await using var daemon = await StartDaemonAsync();
        using var other = await StartTryingAsync(FindPaths());

        await SucceedAsync("status");
        await SucceedAsync("log", "pain", HealthNote, "3");
        await SucceedAsync("sync");
        await SucceedAsync("digest", "preview");
        await SucceedAsync("backup", Path.Combine(Home, "second.db"));
        await SucceedAsync("export", "--out", Path.Combine(Home, "second.zip"));
        await AsOwnerAsync(
            "sh",
            "-c",
            $"cp '{Path.Combine(Home, "run.fit")}' '{Path.Combine(Home, "inbox", "new.fit")}'"
        );
        await SucceedAsync("health");
        Assert.Equal(0, await daemon.StopAsync());

        other.StandardInput.Close();
        Assert.Equal("", await other.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(other.ExitCode == 0, await other.StandardError.ReadToEndAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_command_on_another_users_data_ends_in_one_line()
    {
        await PrepareAsync();
        await FillAsync();
        var before = await HashAsync();
        var own = Path.Combine(_directory, "other", "appsettings.json");
        await File.WriteAllTextAsync(own, await File.ReadAllTextAsync(Settings));
        await Shell.RunAsync("chown", $"{OtherId}:{OtherId}", own);

        foreach (var command in Commands.Append("run").Append("forget --athlete anna --yes"))
        {
            var withTheirSettings = await RunAsync(OtherId, [.. command.Split(' '), "--config", Settings]);
            var withOwnSettings = await RunAsync(OtherId, [.. command.Split(' '), "--config", own]);

            AssertOneLine(command, withTheirSettings, 2, Settings);
            AssertOneLine(command, withOwnSettings, 1, Home);
        }

        var (exitCode, report, error) = await RunAsync(OtherId, ["status", "--config", own]);
        Assert.Equal((1, ""), (exitCode, error));
        Assert.Contains(Home, report, StringComparison.Ordinal);
        Assert.DoesNotContain(HealthNote, report, StringComparison.Ordinal);

        Assert.Equal(before, await HashAsync());
    }

    [Fact]
    public async Task The_page_shows_another_user_states_only()
    {
        await PrepareAsync();
        await FillAsync();
        await using var daemon = await StartDaemonAsync();
        using var browser = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };

        foreach (var path in new[] { "/", "/metrics", "/health", "/healthz", "/unsubscribe", "/nothing" })
        {
            using var response = await browser.GetAsync(new Uri(path, UriKind.Relative), CancellationToken.None);
            var text = await response.Content.ReadAsStringAsync(CancellationToken.None);
            foreach (var secret in new[] { HealthNote, "example.org", _directory, "run.fit" })
            {
                Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.Equal(0, await daemon.StopAsync());
    }

    [Fact]
    public async Task What_another_user_planted_is_not_written_into()
    {
        await PrepareAsync();
        await FillAsync();
        var before = await HashFilesAsync();
        var number = 0;
        foreach (var command in new[] { "digest preview --out", "demo --out", "export --out", "backup", "config init" })
        {
            foreach (var plant in Plants)
            {
                var target = Path.Combine(Shared, $"out{++number}");
                var script = plant
                    .Replace("TARGET", target, StringComparison.Ordinal)
                    .Replace("MINE", $"mine{number}", StringComparison.Ordinal)
                    .Replace("SETTINGS", Settings, StringComparison.Ordinal)
                    .Replace("DATA", Path.Combine(Home, "data"), StringComparison.Ordinal);
                await AsAsync(OtherId, "sh", "-c", $"umask 0; cd '{Shared}'; {script}");
                var planted = await ReadAllAsOtherAsync();

                var outcome = await RunAsync(OwnerId, [.. command.Split(' '), target, "--config", Settings]);

                if (outcome.ExitCode != 0)
                {
                    AssertOneLine($"{command} after {plant}", outcome, outcome.ExitCode, target);
                }
                else if (new FileInfo(target) is { Exists: true } file)
                {
                    Assert.Null(file.LinkTarget);
                    Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
                }

                Assert.Equal(planted, await ReadAllAsOtherAsync());
                Assert.Equal(before, await HashFilesAsync());
            }
        }

        TestScale.WriteLine($"{number} names planted");
    }

    /// <summary>Creates the program, a home with settings, an empty inbox and a folder that is like /tmp.</summary>
    private async Task PrepareAsync()
    {
        Requirements.RequireUsers();
        await Shell.RunAsync("chmod", "755", _directory);
        Directory.CreateDirectory(Path.GetDirectoryName(Program)!);
        foreach (
            var file in Directory
                .EnumerateFiles(Path.GetDirectoryName(DaemonProcess.Binary)!, "*.so")
                .Append(DaemonProcess.Binary)
        )
        {
            await Shell.RunAsync("install", "-m", "755", file, Path.GetDirectoryName(Program)!);
        }

        await Shell.RunAsync("install", "-d", "-m", "1777", Shared);
        await Shell.RunAsync("install", "-d", "-m", "755", "-o", $"{OwnerId}", "-g", $"{OwnerId}", Home);
        var other = Path.Combine(_directory, "other");
        await Shell.RunAsync("install", "-d", "-m", "755", "-o", $"{OtherId}", "-g", $"{OtherId}", other);
    }

    /// <summary>Has the program write whatever it writes: each command of the first user once.</summary>
    private async Task FillAsync()
    {
        var inbox = Path.Combine(Home, "inbox");
        await SucceedWithoutSettingsAsync(
            $"setup --email anna@example.org --time-zone Europe/Berlin --budget none --sources files --inbox {inbox} "
                + $"--mail-host none --config {Settings}"
        );
        var settings = await File.ReadAllTextAsync(Settings);
        await File.WriteAllTextAsync(
            Settings,
            settings.Replace(
                "\"DataDirectory\":",
                $"\"Listen\": \"http://127.0.0.1:{_port}\", \"PublicUrl\": \"https://runs.test\", \"DataDirectory\":",
                StringComparison.Ordinal
            )
        );
        var run = Path.Combine(Home, "run.fit");
        await File.WriteAllBytesAsync(run, FitBuilder.Run().ToFile());
        await Shell.RunAsync("chown", $"{OwnerId}:{OwnerId}", run);
        await Shell.RunAsync("chmod", "600", run);
        await AsOwnerAsync("sh", "-c", $"umask 022; cp '{run}' '{inbox}/run.fit'; chmod 644 '{inbox}/run.fit'");
        await SucceedAsync("log", "pain", HealthNote, "4");
        await SucceedAsync("import", run);
        await SucceedAsync("digest", "preview");
        await SucceedAsync("digest", "send");
        await SucceedAsync("backup", Path.Combine(Home, "backup.db"));
        await SucceedAsync("export", "--out", Path.Combine(Home, "export.zip"));
        await using var daemon = await StartDaemonAsync();
        await daemon.WaitForOutputAsync("backup_written");
        await daemon.StopAsync();
    }

    private Task<DaemonProcess> StartDaemonAsync() =>
        DaemonProcess.StartAsync(Settings, program: [.. Become(OwnerId), Program]);

    /// <summary>The paths below the home, and those that the program will write next.</summary>
    private List<string> FindPaths()
    {
        var paths = Directory.EnumerateFileSystemEntries(Home, "*", SearchOption.AllDirectories).ToList();
        string[] next =
        [
            "daemon.lock",
            "secret.lock",
            "outbox.lock",
            "activitysync.db-journal",
            "activitysync.db.restoring",
            "backups/new.db",
            "calendars/anna.ics",
            "preview/digest.png",
        ];
        return [.. paths, .. next.Select(name => Path.Combine(Home, "data", name)).Except(paths)];
    }

    private async Task<string> TryEverythingAsync(List<string> paths)
    {
        using var other = StartOther(paths);
        other.StandardInput.Close();
        var output = await other.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(other.ExitCode == 0, await other.StandardError.ReadToEndAsync(CancellationToken.None));
        return output;
    }

    /// <summary>Starts a process that tries everything until its standard input is closed.</summary>
    private async Task<Process> StartTryingAsync(List<string> paths)
    {
        var other = StartOther(paths, "--repeat", $"{_port}");
        Assert.Equal("ready", await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        return other;
    }

    private Process StartOther(List<string> paths, params string[] arguments)
    {
        string[] command = [.. Become(OtherId), Python, "-c", File.ReadAllText(Script), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(_directory, "other"),
        };
        start.Environment["TMPDIR"] = Path.Combine(_directory, "other");
        var process = Process.Start(start)!;
        foreach (var path in paths)
        {
            process.StandardInput.WriteLine(path);
        }

        process.StandardInput.WriteLine();
        process.StandardInput.Flush();
        return process;
    }

    /// <summary>One line for each file and folder of the home: type, permissions, owner, time and content.</summary>
    private async Task<List<string>> HashAsync()
    {
        var list = await Shell.RunAsync("find", Home, "-printf", "%p %y %m %U:%G %n %T@ %s %l\\n");
        var lines = list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ToList();
        foreach (
            var file in Directory.EnumerateFiles(Home, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        )
        {
            lines.Add($"{file} {Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file)))}");
        }

        return lines;
    }

    /// <summary>One line for each file of the home that a command has no reason to change.</summary>
    private async Task<List<string>> HashFilesAsync() =>
        [
            .. (await HashAsync()).Where(line =>
                !line.StartsWith(Path.Combine(Home, "data"), StringComparison.Ordinal)
                || line.StartsWith(Path.Combine(Home, "data", "secret.key"), StringComparison.Ordinal)
                || line.StartsWith(Path.Combine(Home, "data", "backups"), StringComparison.Ordinal)
            ),
        ];

    /// <summary>Reads all that the other user can read in the shared folder, also through links.</summary>
    private async Task<string> ReadAllAsOtherAsync()
    {
        var (_, output, _) = await AsAsync(
            OtherId,
            "sh",
            "-c",
            $"find -L '{Shared}' -mindepth 1 -user {OtherId} -printf '%p %y %s\\n' 2>/dev/null | sort;"
                + $" find -L '{Shared}' -type f -readable -printf '%p ' -exec cat {{}} + 2>/dev/null"
        );
        return output;
    }

    private async Task SucceedAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(OwnerId, [.. arguments, "--config", Settings]);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {code}\n{error}{output}");
    }

    private async Task SucceedWithoutSettingsAsync(string arguments)
    {
        var (code, output, error) = await RunAsync(OwnerId, arguments.Split(' '));
        Assert.True(code == 0, $"{arguments}: {code}\n{error}{output}");
    }

    private Task<(int ExitCode, string Out, string Error)> RunAsync(int user, string[] arguments) =>
        AsAsync(user, ["timeout", "100", Program, .. arguments]);

    private Task<(int ExitCode, string Out, string Error)> AsOwnerAsync(params string[] command) =>
        AsAsync(OwnerId, command);

    private Task<(int ExitCode, string Out, string Error)> AsAsync(int user, params string[] command)
    {
        var home = user == OwnerId ? Home : Path.Combine(_directory, "other");
        string[] words = [.. Become(user), "env", "-C", home, $"HOME={home}", "NO_COLOR=1", .. command];
        return Shell.TryAsync(words[0], words[1..]);
    }

    private static string[] Become(int user) =>
        [
            "setpriv",
            string.Create(CultureInfo.InvariantCulture, $"--reuid={user}"),
            string.Create(CultureInfo.InvariantCulture, $"--regid={user}"),
            "--clear-groups",
        ];

    private static void AssertOneLine(
        string command,
        (int ExitCode, string Out, string Error) outcome,
        int exitCode,
        string part
    )
    {
        var (code, output, error) = outcome;
        Assert.True(
            code == exitCode
                && error.Trim().Split('\n') is [var line]
                && line.Contains(part, StringComparison.Ordinal)
                && !line.Contains("Unexpected", StringComparison.Ordinal)
                && !output.Contains(HealthNote, StringComparison.Ordinal),
            $"{command}: {code}\n{error}{output}"
        );
    }
}
