using System.Net.Sockets;
using System.Text;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>The process as systemd starts it, with a notification socket and a folder of credentials.</summary>
[Trait("Category", "System")]
[SqliteOnly]
public sealed class SystemdTests : IDisposable
{
    private const string Secret = "only-in-the-credential";

    /// <summary>Ends a test that hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-systemd-").FullName;

    private string Settings => In("appsettings.json");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_daemon_notifies_systemd_when_it_is_ready_alive_and_stopping()
    {
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(In("notify")));
        await WriteSettingsAsync();

        await using var daemon = await DaemonProcess.StartAsync(
            Settings,
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = In("notify"), ["ActivitySync__WakeSeconds"] = "1" }
        );
        var messages = new List<string>();
        while (!messages.Contains("READY=1") || messages.Count(message => message == "WATCHDOG=1") < 2)
        {
            messages.Add(await ReceiveAsync(systemd));
        }

        Assert.Equal(["READY=1", "WATCHDOG=1"], messages.Distinct().Order()); // nothing else, and one at each wake

        Assert.Equal(0, await daemon.StopAsync());
        string last;
        do
        {
            last = await ReceiveAsync(systemd);
        } while (last == "WATCHDOG=1");
        Assert.Equal("STOPPING=1", last);
    }

    [Fact]
    public async Task A_socket_that_nobody_reads_does_not_block_the_daemon()
    {
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(In("notify")));
        Fill(In("notify"));
        await WriteSettingsAsync();

        await using var daemon = await DaemonProcess.StartAsync(
            Settings,
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = In("notify") }
        );

        Assert.Equal(0, await daemon.StopAsync());
    }

    [Fact]
    public async Task A_daemon_that_cannot_start_never_reports_that_it_is_ready()
    {
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(In("notify")));
        await File.WriteAllTextAsync(
            Settings,
            """{ "Mial": { "From": "a@example.org" } }""",
            TestContext.Current.CancellationToken
        );

        var outcome = await DaemonProcess.RunCommandAsync(
            ["run", "--config", Settings],
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = In("notify") }
        );

        Assert.Equal(2, outcome.ExitCode); // the unit doesn't restart after a 2
        Assert.Equal(0, systemd.Available);
    }

    [Fact]
    public async Task Commands_that_need_no_network_run_without_the_daemon_s_secrets()
    {
        await WriteSettingsAsync(smtp: """{ "Host": "127.0.0.1", "Username": "mailer" }""");

        Assert.Equal(0, (await DaemonProcess.RunCommandAsync(["activities", "--config", Settings])).ExitCode);
        Assert.Equal(0, (await DaemonProcess.RunCommandAsync(["status", "--config", Settings])).ExitCode);
        foreach (
            var command in new string[][]
            {
                ["mail", "test"],
                ["digest", "send"],
                ["sync"],
                ["doctor"],
                ["config", "check"],
            }
        )
        {
            var refused = await DaemonProcess.RunCommandAsync([.. command, "--config", Settings]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("Mail:Smtp:Password: is missing", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_credential_supplies_a_secret_and_is_never_shown()
    {
        await WriteSettingsAsync(smtp: """{ "Host": "127.0.0.1", "Username": "mailer" }""");
        Directory.CreateDirectory(In("credentials"));
        await File.WriteAllTextAsync(
            In("credentials/Mail__Smtp__Password"),
            Secret + "\n",
            TestContext.Current.CancellationToken
        );
        var environment = new Dictionary<string, string> { ["CREDENTIALS_DIRECTORY"] = In("credentials") };

        var without = await DaemonProcess.RunCommandAsync(["run", "--config", Settings]);
        var shown = await DaemonProcess.RunCommandAsync(["config", "show", "--config", Settings], environment);
        await using var daemon = await DaemonProcess.StartAsync(Settings, environment);
        Assert.Equal(0, await daemon.StopAsync());

        Assert.Equal(2, without.ExitCode);
        Assert.Contains("Mail:Smtp:Password", without.Error, StringComparison.Ordinal);
        Assert.Contains(
            "Mail:Smtp:Password = (hidden)  (credential Mail__Smtp__Password)",
            shown.Out,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(Secret, shown.Out + shown.Error + daemon.Output, StringComparison.Ordinal);
    }

    /// <summary>Sends until the socket's buffer is full.</summary>
    private static void Fill(string path)
    {
        using var sender = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
        {
            Blocking = false,
        };
        try
        {
            while (true)
            {
                sender.SendTo("WATCHDOG=1"u8, new UnixDomainSocketEndPoint(path));
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.WouldBlock)
        {
            // full
        }
    }

    private string In(string name) => Path.Combine(_directory, name);

    private Task WriteSettingsAsync(string smtp = """{ "Host": "127.0.0.1" }""") =>
        File.WriteAllTextAsync(
            Settings,
            $$"""
            { "ActivitySync": { "DataDirectory": "{{In("data")}}", "Listen": "" },
              "Athletes": [{ "Name": "anna", "Email": "anna@example.org", "TimeZone": "UTC" }],
              "Mail": { "From": "activitysync@example.org", "Smtp": {{smtp}} } }
            """,
            TestContext.Current.CancellationToken
        );

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[64];
        using var limit = new CancellationTokenSource(Limit);
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, limit.Token));
    }
}
