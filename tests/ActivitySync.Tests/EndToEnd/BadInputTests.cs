using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ActivitySync.Tests.RealParts;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>What a person does wrong, or a machine: one clear line, the documented exit code, no stack trace.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Runner = """{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin"}""";

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-bad-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task No_settings()
    {
        var outcome = await Daemon.CallAsync(["status", "--config", Path.Combine(_directory, "none.json")]);

        Told(outcome, 2, "none.json", "check the path");
    }

    [Fact]
    public async Task An_unknown_key()
    {
        var outcome = await CallAsync("""{"Athletes": [], "Strava": {"ClientID2": "1"}}""", "status");

        Told(outcome, 2, "appsettings.json:1", "Strava:ClientID2", "did you mean Strava:ClientId?");
    }

    [Fact]
    public async Task A_wrong_time_zone()
    {
        var outcome = await CallAsync(
            """{"Athletes": [{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berln"}]}""", "status");

        Told(outcome, 2, "Athletes:0:TimeZone", "did you mean \"Europe/Berlin\"?");
    }

    [Fact]
    public async Task A_Strava_that_cannot_be_reached()
    {
        var nobody = $"http://127.0.0.1:{FreePort.Next()}";

        var outcome = await CallAsync(
            $$"""
            {
              "ActivitySync": {"DataDirectory": {{Quoted("data")}} },
              "Athletes": [{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin", "Sources": {"Strava": true} }],
              "Strava": {"ClientId": "1001", "ClientSecret": "never-tell", "ApiUrl": "{{nobody}}/api/v3", "OAuthUrl": "{{nobody}}/oauth"}
            }
            """,
            "connect", "strava", "--code", "abc");

        Told(outcome, 3, "127.0.0.1", "Strava:OAuthUrl");
    }

    [Fact]
    public async Task A_mail_server_that_refuses_the_login()
    {
        Needs.AMailServer();
        var server = Mailbox.Here!;

        var outcome = await CallAsync(
            $$"""
            {
              "ActivitySync": {"DataDirectory": {{Quoted("data")}} },
              "Athletes": [{{Runner}}],
              "Mail": {"From": "activitysync@example.org", "Smtp": {"Host": "{{server.Host}}", "Port": {{server.Port}}, "Username": "{{server.User}}", "Password": "never-tell"} }
            }
            """,
            "mail", "test");

        Told(outcome, 4, server.Host, "Mail:Smtp:Password");
    }

    [Theory]
    [InlineData("activities")]
    [InlineData("run")]
    public async Task A_data_directory_that_cannot_be_written(string verb)
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "file"), "in the way");

        var outcome = await CallAsync(
            $$"""{"ActivitySync": {"DataDirectory": {{Quoted("file/data")}} }, "Athletes": [{{Runner}}] }""", verb);

        Told(outcome, 1, "file/data", "ActivitySync:DataDirectory");
    }

    [Fact]
    public async Task A_damaged_database()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "data"));
        await File.WriteAllTextAsync(Path.Combine(_directory, "data", "activitysync.db"), new string('x', 20_000));

        var outcome = await CallAsync(
            $$"""{"ActivitySync": {"DataDirectory": {{Quoted("data")}} }, "Athletes": [{{Runner}}] }""", "activities");

        Told(outcome, 1, "activitysync.db", "restore");
    }

    [Fact]
    public async Task The_daemon_tells_the_same_as_any_verb()
    {
        var outcome = await CallAsync("""{"Athletes": [], "Nonsense": true}""", "run");

        Told(outcome, 2, "Nonsense");
    }

    private static void Told(Daemon.Outcome outcome, int exitCode, params string[] parts)
    {
        Assert.True(outcome.ExitCode == exitCode, $"exit code {outcome.ExitCode}: {outcome.Error}{outcome.Out}");
        Assert.All(parts, part => Assert.Contains(part, outcome.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("never-tell", outcome.Error + outcome.Out, StringComparison.Ordinal);
        Assert.Single(outcome.Error.Trim().Split('\n'));
    }

    private string Quoted(string path) => JsonSerializer.Serialize(Path.Combine(_directory, path));

    private async Task<Daemon.Outcome> CallAsync(string settings, params string[] arguments)
    {
        var file = Path.Combine(_directory, "appsettings.json");
        await File.WriteAllTextAsync(file, settings);
        return await Daemon.CallAsync([.. arguments, "--config", file]);
    }
}
