using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ActivitySync.Tests.Deploy;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>
/// Mistakes of people and failures of machines: one clear line, the documented exit code, no stack trace.
/// </summary>
[Trait("Category", "System")]
[SqliteOnly]
public sealed class InvalidInputTests : IDisposable
{
    private const string Athlete = """{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin"}""";

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-bad-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Missing_settings()
    {
        var outcome = await DaemonProcess.RunCommandAsync([
            "status",
            "--config",
            Path.Combine(_directory, "none.json"),
        ]);

        AssertError(outcome, 2, "none.json", "Check the path");
    }

    [Fact]
    public async Task An_unknown_key()
    {
        var outcome = await CallAsync("""{"Athletes": [], "Strava": {"ClientID2": "1"}}""", "status");

        AssertError(outcome, 2, "appsettings.json:1", "Strava:ClientID2", "did you mean Strava:ClientId?");
    }

    [Fact]
    public async Task A_wrong_time_zone()
    {
        var outcome = await CallAsync(
            """{"Athletes": [{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berln"}]}""",
            "status"
        );

        AssertError(outcome, 2, "Athletes:0:TimeZone", "did you mean \"Europe/Berlin\"?");
    }

    [Fact]
    public async Task A_Strava_that_cannot_be_reached()
    {
        var closedPort = $"http://127.0.0.1:{FreePort.Next()}";

        var outcome = await CallAsync(
            $$"""
            {
              "ActivitySync": {"DataDirectory": {{Quoted("data")}} },
              "Athletes": [{{Athlete[..^1]}}, "Sources": {"Strava": true} }],
              "Strava": {
                "ClientId": "1001", "ClientSecret": "never-tell",
                "ApiUrl": "{{closedPort}}/api/v3", "OAuthUrl": "{{closedPort}}/oauth"
              }
            }
            """,
            "connect",
            "strava",
            "--code",
            "abc"
        );

        AssertError(outcome, 3, "127.0.0.1", "Strava:OAuthUrl");
    }

    [Fact]
    public async Task A_mail_server_that_refuses_the_login()
    {
        Requirements.RequireMailServer();
        var server = MailServer.Current!;

        var outcome = await CallAsync(
            $$"""
            {
              "ActivitySync": {"DataDirectory": {{Quoted("data")}} },
              "Athletes": [{{Athlete}}],
              "Mail": {"From": "activitysync@example.org", "Smtp": {
                "Host": "{{server.Host}}", "Port": {{server.Port}},
                "Username": "{{server.User}}", "Password": "never-tell"
              } }
            }
            """,
            "mail",
            "test"
        );

        AssertError(outcome, 4, server.Host, "Mail:Smtp:Password");
    }

    [Theory]
    [InlineData("activities")]
    [InlineData("run")]
    public async Task A_data_directory_that_cannot_be_written(string command)
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "file"), "in the way");

        var outcome = await CallAsync(
            $$"""{"ActivitySync": {"DataDirectory": {{Quoted("file/data")}} }, "Athletes": [{{Athlete}}] }""",
            command
        );

        AssertError(outcome, 1, "file/data", "ActivitySync:DataDirectory");
    }

    [Fact]
    public async Task A_damaged_database()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "data"));
        await File.WriteAllTextAsync(Path.Combine(_directory, "data", "activitysync.db"), new string('x', 20_000));

        var outcome = await CallAsync(
            $$"""{"ActivitySync": {"DataDirectory": {{Quoted("data")}} }, "Athletes": [{{Athlete}}] }""",
            "activities"
        );

        AssertError(outcome, 1, "activitysync.db", "restore");
    }

    [Fact]
    public async Task An_address_that_this_machine_does_not_have()
    {
        var outcome = await CallAsync(Listening("192.0.2.1", FreePort.Next()), "run");

        AssertError(outcome, 1, "ActivitySync:Listen: http://192.0.2.1", "is not an address of this machine");
    }

    [Fact]
    public async Task An_address_that_another_program_uses()
    {
        using var other = new TcpListener(IPAddress.Loopback, FreePort.Next());
        other.Start();

        var outcome = await CallAsync(Listening("127.0.0.1", ((IPEndPoint)other.LocalEndpoint).Port), "run");

        AssertError(outcome, 1, "ActivitySync:Listen: http://127.0.0.1", "is in use by another program");
    }

    [Theory]
    [InlineData("rules", "> /dev/full")]
    [InlineData("rules", ">&-")]
    [InlineData("--help", "> /dev/full")]
    public async Task Output_that_cannot_be_written(string command, string redirection)
    {
        var (exitCode, output, error) = await Shell.TryAsync(
            "sh",
            "-c",
            $"'{DaemonProcess.Binary}' {command} {redirection}"
        );

        AssertError(new DaemonProcess.CommandResult(exitCode, output, error), 1, "standard output: cannot be written");
    }

    [Fact]
    public async Task A_reader_that_closes_the_pipe_causes_no_error()
    {
        var (_, output, error) = await Shell.TryAsync("sh", "-c", $"'{DaemonProcess.Binary}' rules | head -1");

        Assert.Single(output.Trim().Split('\n'));
        Assert.Equal("", error);
    }

    [Fact]
    public async Task Unreadable_paths_and_pipes_are_reported_and_the_other_files_imported()
    {
        var closed = Directory.CreateDirectory(Path.Combine(_directory, "runs", "closed")).FullName;
        await File.WriteAllTextAsync(Path.Combine(closed, "x.tcx"), "");
        await Shell.RunAsync("mkfifo", Path.Combine(_directory, "runs", "pipe.fit"));
        await File.WriteAllBytesAsync(
            Path.Combine(_directory, "runs", "run.fit"),
            ActivitySync.Tests.FileFormats.Fit.FitBuilder.Run().ToFile()
        );
        await Shell.RunAsync("chmod", "000", closed);
        var settings = Path.Combine(_directory, "appsettings.json");
        await File.WriteAllTextAsync(
            settings,
            $$"""
            {"ActivitySync": {"DataDirectory": {{Quoted("data")}} },
             "Athletes": [{{Athlete[..^1]}}, "Sources": {"Inbox": {{Quoted("runs")}} } }] }
            """
        );

        var folder = await RunUnprivilegedAsync("import", Path.Combine(_directory, "runs"), "--config", settings);
        var file = await RunUnprivilegedAsync("import", Path.Combine(closed, "x.tcx"), "--config", settings);
        var copy = await RunUnprivilegedAsync("restore", Path.Combine(closed, "x.db"), "--config", settings);
        var doctor = await RunUnprivilegedAsync("doctor", "--config", settings);
        await Shell.RunAsync("chmod", "700", closed);

        Assert.Equal(2, folder.ExitCode);
        Assert.Contains(
            "closed: quarantined: the folder may not be read; give the user that runs activitysync the right to",
            folder.Out,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "pipe.fit: quarantined: it is no file but a pipe, a socket or a device",
            folder.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("run.fit: imported", folder.Out, StringComparison.Ordinal);
        Assert.Contains("closed: the folder may not be read; give the user", doctor.Out, StringComparison.Ordinal);
        AssertError(file, 2, "x.tcx: may not be read");
        AssertError(copy, 2, "x.db: may not be read");
    }

    [Fact]
    public async Task The_daemon_reports_invalid_settings_like_any_command()
    {
        var outcome = await CallAsync("""{"Athletes": [], "Nonsense": true}""", "run");

        AssertError(outcome, 2, "Nonsense");
    }

    private static void AssertError(DaemonProcess.CommandResult outcome, int exitCode, params string[] parts)
    {
        Assert.True(outcome.ExitCode == exitCode, $"exit code {outcome.ExitCode}: {outcome.Error}{outcome.Out}");
        Assert.All(parts, part => Assert.Contains(part, outcome.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("never-tell", outcome.Error + outcome.Out, StringComparison.Ordinal);
        Assert.Single(outcome.Error.Trim().Split('\n'));
    }

    /// <summary>Runs a command without root's right to read every folder.</summary>
    private static async Task<DaemonProcess.CommandResult> RunUnprivilegedAsync(params string[] arguments)
    {
        string[] droppedRights =
        [
            "--bounding-set=-dac_override,-dac_read_search",
            "--inh-caps=-dac_override,-dac_read_search",
            DaemonProcess.Binary,
        ];
        var (exitCode, output, error) = Environment.IsPrivilegedProcess
            ? await Shell.TryAsync("setpriv", [.. droppedRights, .. arguments])
            : await Shell.TryAsync(DaemonProcess.Binary, arguments);
        return new DaemonProcess.CommandResult(exitCode, output, error);
    }

    private string Listening(string host, int port) =>
        $$"""
            {"ActivitySync": {"DataDirectory": {{Quoted("data")}}, "Listen": "http://{{host}}:{{port}}"},
             "Athletes": [{{Athlete}}] }
            """;

    private string Quoted(string path) => JsonSerializer.Serialize(Path.Combine(_directory, path));

    private async Task<DaemonProcess.CommandResult> CallAsync(string settings, params string[] arguments)
    {
        var file = Path.Combine(_directory, "appsettings.json");
        await File.WriteAllTextAsync(file, settings);
        return await DaemonProcess.RunCommandAsync([.. arguments, "--config", file]);
    }
}
