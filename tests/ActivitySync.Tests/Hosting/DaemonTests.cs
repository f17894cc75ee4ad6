using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Maintenance;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Hosting;

/// <summary>Runs the complete daemon on a free port.</summary>
public sealed class DaemonTests : IDisposable
{
    /// <summary>A start or stop takes under a second; a busy machine gets more time.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task The_page_is_available_after_the_start_until_the_stop()
    {
        var settings = Settings($"http://127.0.0.1:{FreePort.Next()}");
        var running = RunCommand.RunAsync(settings, _stop.Token);

        using var health = await WaitForPageAsync(running, $"{settings.ActivitySync.Listen}/health");
        using var document = JsonDocument.Parse(await health.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.True(document.RootElement.GetProperty("healthy").GetBoolean());
        Assert.Equal(0, document.RootElement.GetProperty("outbox").GetProperty("waiting").GetInt32());
        using var client = new HttpClient();
        using var head = new HttpRequestMessage(HttpMethod.Head, new Uri($"{settings.ActivitySync.Listen}/health"));
        using var response = await client.SendAsync(head);
        Assert.Equal(
            (HttpStatusCode.OK, 0),
            (response.StatusCode, (await response.Content.ReadAsByteArrayAsync()).Length)
        );
        using var page = await WaitForPageAsync(running, settings.ActivitySync.Listen);
        Assert.Contains("Sign in", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "default-src 'none'",
            page.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );

        await _stop.CancelAsync();
        Assert.Equal(ExitCode.Done, await running.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_page_on_loopback_refuses_foreign_host_names()
    {
        var settings = Settings($"http://127.0.0.1:{FreePort.Next()}");
        settings = settings with
        {
            ActivitySync = settings.ActivitySync with { PublicUrl = new Uri("https://runs.example.org/") },
        };
        var running = RunCommand.RunAsync(settings, _stop.Token);
        using var up = await WaitForPageAsync(running, $"{settings.ActivitySync.Listen}/health");

        Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusAsync("evil.example.org"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("localhost:1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("runs.example.org"));
        await _stop.CancelAsync();
        await running.WaitAsync(Limit);

        async Task<HttpStatusCode> StatusAsync(string host)
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(settings.ActivitySync.Listen))
            {
                Headers = { Host = host },
            };
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task More_connections_than_allowed_are_closed_and_the_page_recovers()
    {
        var port = FreePort.Next();
        var settings = Settings($"http://127.0.0.1:{port}");
        var running = RunCommand.RunAsync(settings, _stop.Token);
        using (await WaitForPageAsync(running, $"{settings.ActivitySync.Listen}/health"))
        {
            // the daemon is up
        }

        var clients = new List<TcpClient>();
        try
        {
            var isRefused = false;
            while (clients.Count < 2 * RunCommand.MaxConnections && !isRefused)
            {
                var client = new TcpClient();
                clients.Add(client);
                await client.ConnectAsync(IPAddress.Loopback, port);
                isRefused = clients.Count > RunCommand.MaxConnections && await IsClosedAsync(client);
            }

            Assert.True(isRefused);
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }

        using var page = await WaitForPageAsync(running, $"{settings.ActivitySync.Listen}/health");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        await _stop.CancelAsync();
        Assert.Equal(ExitCode.Done, await running.WaitAsync(Limit));

        static async Task<bool> IsClosedAsync(TcpClient client)
        {
            try
            {
                return await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Limit) == 0;
            }
            catch (IOException)
            {
                return true; // reset
            }
        }
    }

    [Fact]
    public async Task The_outbox_job_runs_and_its_success_is_stored()
    {
        var settings = Settings(listen: string.Empty);
        var running = RunCommand.RunAsync(settings, _stop.Token);

        await WaitUntilAsync(running, () =>
        {
            using var connection = new Database(settings, TimeProvider.System).Open();
            return JobRunRepository.GetAll(connection).Any(run => run is { Job: "wake", Failures: 0 });
        });

        await _stop.CancelAsync();
        Assert.Equal(ExitCode.Done, await running.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_second_daemon_on_the_same_directory_is_refused()
    {
        var settings = Settings(listen: string.Empty);
        var running = RunCommand.RunAsync(settings, _stop.Token);
        await WaitUntilAsync(running, () => File.Exists(Path.Combine(_directory, "daemon.pid")));

        var exception = await Assert.ThrowsAsync<OperationException>(() => RunCommand.RunAsync(settings, _stop.Token));

        Assert.Equal(ErrorKind.Failed, exception.Kind);
        Assert.Contains($"process {Environment.ProcessId}", exception.Message, StringComparison.Ordinal);
        await _stop.CancelAsync();
        await running.WaitAsync(Limit);
        Assert.False(new DaemonLock(settings, TimeProvider.System).IsDaemonRunning());
    }

    [Fact]
    public async Task A_port_in_use_is_reported_with_its_setting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var settings = Settings($"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");

        var exception = await Assert.ThrowsAsync<OperationException>(() => RunCommand.RunAsync(settings, _stop.Token));

        Assert.Contains("ActivitySync:Listen", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stuck_job_stops_the_watchdog_resets()
    {
        var path = Path.Combine(_directory, "notify");
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(path));
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var services = new ServiceCollection()
            .AddActivitySync(Settings(listen: string.Empty), clock)
            .BuildServiceProvider();
        var monitor = services.GetRequiredService<JobMonitor>();
        var wake = ActivatorUtilities.CreateInstance<OutboxJob>(services, new SystemdNotifier(path));
        var endless = new TaskCompletionSource();
        var stuck = monitor.RunAsync(JobName.GetSyncName(SourceNames.Strava), _ => endless.Task, default);

        await monitor.RunAsync(JobName.Wake, wake.RunAsync, _stop.Token);
        Assert.Equal("WATCHDOG=1", await ReceiveAsync(systemd));

        clock.Advance(JobMonitor.MaxRunTime + TimeSpan.FromSeconds(1));
        await monitor.RunAsync(JobName.Wake, wake.RunAsync, _stop.Token);
        Assert.Equal(0, systemd.Available);

        endless.SetResult();
        await stuck;
        await monitor.RunAsync(JobName.Wake, wake.RunAsync, _stop.Token);
        Assert.Equal("WATCHDOG=1", await ReceiveAsync(systemd));
    }

    private AppSettings Settings(string listen) =>
        new()
        {
            Store = TestStore.For(_directory),
            ActivitySync = new DaemonSettings { DataDirectory = _directory, Listen = listen },
            FileAthletes =
            [
                new AthleteSettings
                {
                    Name = "anna",
                    Email = "anna@example.org",
                    TimeZone = TimeZoneInfo.Utc,
                },
            ],
        };

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[64];
        using var limit = new CancellationTokenSource(Limit);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, limit.Token));
    }

    private static async Task<HttpResponseMessage> WaitForPageAsync(Task running, string address)
    {
        using var client = new HttpClient();
        HttpResponseMessage? response = null;
        await WaitUntilAsync(running, async () =>
        {
            try
            {
                response = await client.GetAsync(new Uri(address));
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return response!;
    }

    private static Task WaitUntilAsync(Task running, Func<bool> condition) =>
        WaitUntilAsync(running, () => Task.FromResult(condition()));

    private static async Task WaitUntilAsync(Task running, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            if (running.IsCompleted)
            {
                await running;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }
}
