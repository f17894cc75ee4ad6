using System.Globalization;
using System.Text.Json;
using ActivitySync.Tests.Deploy;
using ActivitySync.Tests.FileFormats.Fit;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Reliability;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>
/// The program with few handles and little memory: it succeeds, or one line says what is too low. Nothing is left half
/// written.
/// </summary>
[Trait("Category", "System")]
[SqliteOnly]
public sealed class ProcessLimitTests : IDisposable
{
    /// <summary>In kilobytes, as for <c>ulimit -v</c>. Below, the runtime does not start and says nothing.</summary>
    private const int MinAddressSpace = 260_000;

    /// <summary>The exit code of the runtime if it cannot start; then it says nothing.</summary>
    private const int RuntimeNotStarted = 255;

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-limits-").FullName;

    private readonly int _port = FreePort.Next();

    private string Settings => Path.Combine(_directory, "appsettings.json");

    private string Output => Path.Combine(_directory, "out");

    private string[] Commands =>
        [
            "status",
            "log pain calf 4",
            $"import {Path.Combine(_directory, "runs")}",
            "sync",
            "plan",
            $"digest preview --out {Output}",
            $"backup {Path.Combine(Output, "copy.db")}",
            $"export --out {Path.Combine(Output, "export.zip")}",
            "doctor",
        ];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_command_with_few_handles_succeeds_or_says_so()
    {
        await PrepareAsync();
        int[] limits = TestScale.IsSmall ? [4, 12, 40, 64] : [.. Enumerable.Range(4, 61)];
        var outcomes = new List<string>();
        foreach (var limit in limits)
        {
            foreach (var command in Commands)
            {
                outcomes.Add(await RunAsync($"ulimit -n {limit}", command, "open files: "));
            }
        }

        AssertNoneWrong(outcomes);
        Assert.True(outcomes.TakeLast(2 * Commands.Length).All(outcome => outcome == "succeeded"));
        TestScale.WriteLine(Describe(outcomes));
        await AssertIntactAsync();
    }

    [Fact]
    public async Task A_command_with_little_address_space_succeeds_or_says_so()
    {
        await PrepareAsync();
        var step = TestScale.IsSmall ? 170_000 : 15_000;
        var outcomes = new List<string>();
        for (var limit = MinAddressSpace; limit < 2_500_000; limit += limit < 1_000_000 ? step : 8 * step)
        {
            foreach (var command in Commands)
            {
                outcomes.Add(await RunAsync($"ulimit -v {limit}", command, "memory: "));
            }
        }

        AssertNoneWrong(outcomes);
        Assert.True(outcomes.TakeLast(Commands.Length).All(outcome => outcome == "succeeded"));
        TestScale.WriteLine(Describe(outcomes));
        await AssertIntactAsync();
    }

    [Fact]
    public async Task A_command_with_a_small_heap_succeeds_or_says_so()
    {
        await PrepareAsync();
        var outcomes = new List<string>();
        int[] sizes = TestScale.IsSmall ? [4, 32] : [4, 5, 6, 8, 12, 16, 32];
        foreach (var megabytes in sizes)
        {
            foreach (var command in Commands)
            {
                var bytes = string.Create(CultureInfo.InvariantCulture, $"{megabytes * 1024 * 1024:X}");
                outcomes.Add(await RunAsync($"export DOTNET_GCHeapHardLimit={bytes}", command, "memory: "));
            }
        }

        AssertNoneWrong(outcomes);
        TestScale.WriteLine(Describe(outcomes));
        await AssertIntactAsync();
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task The_daemon_with_few_handles_stops_gracefully(string signal)
    {
        await PrepareAsync();
        foreach (var limit in new[] { 19, 20, 24, 28, 32, 40, 64 })
        {
            File.Copy(Path.Combine(_directory, "runs", "run.fit"), Path.Combine(_directory, "inbox", $"{limit}.fit"));
            string[] program =
            [
                "prlimit",
                string.Create(CultureInfo.InvariantCulture, $"--nofile={limit}"),
                DaemonProcess.Binary,
            ];
            var (exitCode, output) = await TryDaemonAsync(program, signal);

            Assert.True(exitCode == 0 || Says(output, "open files: "), $"{limit} handles: {exitCode}\n{output}");
            AssertNoCrash(output);
            Assert.True(limit < 40 || !Says(output, " error "), output);
        }

        await AssertIntactAsync();
    }

    [Fact]
    public async Task The_daemon_with_little_address_space_stops_gracefully()
    {
        await PrepareAsync();
        foreach (var megabytes in new[] { 260, 520, 1000, 1600, 2400, 4000 })
        {
            string[] program =
            [
                "prlimit",
                string.Create(CultureInfo.InvariantCulture, $"--as={megabytes * 1_000_000L}"),
                DaemonProcess.Binary,
            ];
            var (exitCode, output) = await TryDaemonAsync(program, "TERM");

            var isNotStarted = exitCode == RuntimeNotStarted && string.IsNullOrWhiteSpace(output);
            Assert.True(
                exitCode == 0 || isNotStarted || Says(output, "memory: "),
                $"{megabytes} MB: {exitCode}\n{output}"
            );
            AssertNoCrash(output);
        }

        await AssertIntactAsync();
    }

    private static void AssertNoneWrong(List<string> outcomes)
    {
        var wrong = outcomes.Where(outcome => outcome.StartsWith("wrong", StringComparison.Ordinal)).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private async Task<(int ExitCode, string Output)> TryDaemonAsync(string[] program, string signal)
    {
        await MakeDigestDueAsync();
        await using var daemon = await DaemonProcess.LaunchAsync(Settings, program);
        if (daemon.HasExited)
        {
            return (daemon.ExitCode, daemon.Output);
        }

        using (var browser = new HttpClient { Timeout = TimeSpan.FromSeconds(5) })
        {
            try
            {
                using var response = await browser.GetAsync(
                    new Uri($"http://127.0.0.1:{_port}/"),
                    CancellationToken.None
                );
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // without a handle for the connection there is no page
            }
        }

        while (!daemon.HasExited && !Says(daemon.Output, "mail_sent") && !Says(daemon.Output, " error "))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken); // polls a process
        }

        var exitCode = await daemon.StopAsync(signal);
        return (exitCode, daemon.Output);
    }

    /// <summary>Deletes the digest of this week, and lets the athlete be older than its slot.</summary>
    private async Task MakeDigestDueAsync()
    {
        var database = Path.Combine(_directory, "data", "activitysync.db");
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM mails; UPDATE athletes SET created_at = created_at - 7200";
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Settings, data and files to import, written without a limit.</summary>
    private async Task PrepareAsync()
    {
        Requirements.RequirePublishedProgram();
        foreach (var folder in new[] { "runs", "inbox", "mails" })
        {
            Directory.CreateDirectory(Path.Combine(_directory, folder));
        }

        var slot = TimeProvider.System.GetUtcNow().AddHours(-1);
        await File.WriteAllTextAsync(
            Settings,
            $$"""
            {
              "ActivitySync": {
                "DataDirectory": {{Quote("data")}}, "Listen": "http://127.0.0.1:{{_port}}", "WakeSeconds": 1
              },
              "Mail": { "PickupDirectory": {{Quote("mails")}}, "From": "activitysync@example.org" },
              "Athletes": [{
                "Name": "anna", "Email": "anna@example.org", "TimeZone": "UTC", "Sources": {"Inbox": {{Quote(
                "inbox"
            )}} },
                "Digest": {"Day": "{{slot.DayOfWeek}}", "Time": "{{slot:HH:mm}}"}
              }]
            }
            """
        );
        await File.WriteAllBytesAsync(Path.Combine(_directory, "runs", "run.fit"), FitBuilder.Run().ToFile());
        var result = await DaemonProcess.RunCommandAsync(["log", "pain", "calf", "3", "--config", Settings]);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    /// <summary>Runs a command after a limit was set.</summary>
    /// <returns><c>succeeded</c>, <c>refused</c> if it said what is too low, or <c>wrong</c> with details.</returns>
    private async Task<string> RunAsync(string limit, string command, string reason)
    {
        var (exitCode, output, error) = await Shell.TryAsync(
            "sh",
            "-c",
            $"{limit}; exec '{DaemonProcess.Binary}' {command} --config '{Settings}'"
        );
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // status and doctor end with 1 if something needs attention, here that no daemon is running.
        var isReport = command is "status" or "doctor" && exitCode == 1 && lines.Length == 0 && output.Length > 0;
        var isRefusal =
            exitCode is 1 or 2
            && (lines is [var line] ? line + output : output).Contains(reason, StringComparison.Ordinal)
            && lines.Length <= 1;
        var isCrash =
            (error + output).Contains("   at ", StringComparison.Ordinal)
            || (error + output).Contains("Unexpected", StringComparison.Ordinal)
            || (error + output).Contains("Exception", StringComparison.Ordinal);
        if (exitCode == RuntimeNotStarted && error + output == "")
        {
            return "not started";
        }

        return isCrash || !(exitCode == 0 || isReport || isRefusal)
                ? $"wrong: {limit}; {command}: {exitCode}\n{error}{output}"
            : exitCode == 0 || !isRefusal ? "succeeded"
            : "refused";
    }

    private static string Describe(List<string> outcomes) =>
        string.Join(", ", outcomes.CountBy(outcome => outcome).Select(count => $"{count.Value} {count.Key}"));

    private static bool Says(string output, string text) => output.Contains(text, StringComparison.Ordinal);

    private static void AssertNoCrash(string output)
    {
        foreach (var sign in new[] { "   at ", "Unexpected", "Unhandled", "libssl" })
        {
            Assert.DoesNotContain(sign, output, StringComparison.Ordinal);
        }
    }

    /// <summary>Nothing temporary is left, the copies are complete, and the program works without the limit.</summary>
    private async Task AssertIntactAsync()
    {
        var result = await DaemonProcess.RunCommandAsync(["activities", "--config", Settings]);
        Assert.True(result.ExitCode == 0, result.Error);
        var files = Directory.EnumerateFiles(_directory, "*", SearchOption.AllDirectories).ToList();
        Assert.DoesNotContain(files, file => file.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => file.EndsWith(".part", StringComparison.Ordinal));
        Assert.All(files.Where(file => file.StartsWith(Output, StringComparison.Ordinal)), file =>
            Assert.True(new FileInfo(file).Length > 0, file)
        );
        foreach (var database in files.Where(file => file.EndsWith(".db", StringComparison.Ordinal)))
        {
            await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
            connection.Open();
            await using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA integrity_check";
            Assert.Equal("ok", await check.ExecuteScalarAsync());
        }
    }

    private string Quote(string folder) => JsonSerializer.Serialize(Path.Combine(_directory, folder));
}
