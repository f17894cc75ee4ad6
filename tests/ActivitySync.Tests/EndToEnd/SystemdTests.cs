using System.Net.Sockets;
using System.Text;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>The process as systemd starts it: a socket to tell how it is, a folder of credentials.</summary>
public sealed class SystemdTests : IDisposable
{
    private const string Secret = "only-in-the-credential";

    /// <summary>A guard against hanging.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-systemd-").FullName;

    private string Settings => In("appsettings.json");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_process_says_that_it_is_ready_feeds_the_watchdog_with_each_pass_and_says_that_it_stops()
    {
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(In("notify")));
        await WriteSettingsAsync();

        await using var daemon = await DaemonProcess.StartAsync(
            Settings,
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = In("notify"), ["ActivitySync__WakeSeconds"] = "1" }
        );
        var heard = new List<string>();
        while (!heard.Contains("READY=1") || heard.Count(word => word == "WATCHDOG=1") < 2)
        {
            heard.Add(await ReceiveAsync(systemd));
        }

        Assert.Equal(["READY=1", "WATCHDOG=1"], heard.Distinct().Order()); // nothing else, and each pass feeds

        Assert.Equal(0, await daemon.StopAsync());
        string last;
        do
        {
            last = await ReceiveAsync(systemd);
        } while (last == "WATCHDOG=1");
        Assert.Equal("STOPPING=1", last);
    }

    [Fact]
    public async Task A_listener_that_no_longer_reads_holds_nothing_up()
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
    public async Task A_daemon_that_cannot_start_never_says_that_it_is_ready()
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

        Assert.Equal(2, outcome.ExitCode); // the unit does not try again after a 2
        Assert.Equal(0, systemd.Available);
    }

    [Fact]
    public async Task A_secret_that_only_the_daemon_is_given_is_missed_by_no_verb_that_stays_on_this_machine()
    {
        await WriteSettingsAsync(smtp: """{ "Host": "127.0.0.1", "Username": "runner" }""");

        Assert.Equal(0, (await DaemonProcess.RunCommandAsync(["activities", "--config", Settings])).ExitCode);
        Assert.Equal(0, (await DaemonProcess.RunCommandAsync(["status", "--config", Settings])).ExitCode);
        foreach (
            var verb in new string[][]
            {
                ["mail", "test"],
                ["digest", "send"],
                ["sync"],
                ["doctor"],
                ["config", "check"],
            }
        )
        {
            var refused = await DaemonProcess.RunCommandAsync([.. verb, "--config", Settings]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("Mail:Smtp:Password: is missing", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_credential_is_taken_where_a_secret_is_wanted_and_never_shown()
    {
        await WriteSettingsAsync(smtp: """{ "Host": "127.0.0.1", "Username": "runner" }""");
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

    /// <summary>Sends until the kernel takes no more for this socket.</summary>
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
        catch (SocketException full) when (full.SocketErrorCode == SocketError.WouldBlock)
        {
            // That is what was wanted.
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
