using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Hosting;

/// <summary>The daemon as a whole, on a port of its own.</summary>
public sealed class DaemonTests : IDisposable
{
    /// <summary>It starts and stops in well under a second; a busy machine gets this long.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task It_answers_once_it_is_up_and_stops_when_told()
    {
        var settings = Settings($"http://127.0.0.1:{FreePort.Next()}");
        var running = RunCommand.RunAsync(settings, _stop.Token);

        using var health = await WaitForAnswerAsync(running, $"{settings.ActivitySync.Listen}/health");
        using var document = JsonDocument.Parse(await health.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.True(document.RootElement.GetProperty("healthy").GetBoolean());
        Assert.Equal(0, document.RootElement.GetProperty("outbox").GetProperty("waiting").GetInt32());
        using var client = new HttpClient();
        using var head = new HttpRequestMessage(HttpMethod.Head, new Uri($"{settings.ActivitySync.Listen}/health"));
        using var answer = await client.SendAsync(head);
        Assert.Equal((HttpStatusCode.OK, 0), (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).Length));
        using var page = await WaitForAnswerAsync(running, settings.ActivitySync.Listen);
        Assert.Contains("All is well.", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "default-src 'none'",
            page.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );

        await _stop.CancelAsync();
        Assert.Equal(ExitCode.Done, await running.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_page_of_this_machine_alone_answers_to_no_foreign_name()
    {
        var settings = Settings($"http://127.0.0.1:{FreePort.Next()}");
        settings = settings with
        {
            ActivitySync = settings.ActivitySync with { PublicUrl = new Uri("https://runs.example.org/") },
        };
        var running = RunCommand.RunAsync(settings, _stop.Token);
        using var up = await WaitForAnswerAsync(running, $"{settings.ActivitySync.Listen}/health");

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
            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Its_outbox_is_woken_and_the_pulse_is_written_down()
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
    public async Task A_second_one_on_the_same_directory_is_refused_and_told_who_holds_it()
    {
        var settings = Settings(listen: string.Empty);
        var running = RunCommand.RunAsync(settings, _stop.Token);
        await WaitUntilAsync(running, () => File.Exists(Path.Combine(_directory, "daemon.pid")));

        var exception = await Assert.ThrowsAsync<OperationException>(() => RunCommand.RunAsync(settings, _stop.Token));

        Assert.Equal(ErrorKind.Failed, exception.Kind);
        Assert.Contains($"process {Environment.ProcessId}", exception.Message, StringComparison.Ordinal);
        await _stop.CancelAsync();
        await running.WaitAsync(Limit);
        Assert.False(new ActivitySync.Hosting.DaemonLock(settings, TimeProvider.System).IsHeld());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_its_setting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var settings = Settings($"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");

        var exception = await Assert.ThrowsAsync<OperationException>(() => RunCommand.RunAsync(settings, _stop.Token));

        Assert.Contains("ActivitySync:Listen", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_is_stuck_ends_the_feeding_of_systemds_watchdog()
    {
        var path = Path.Combine(_directory, "notify");
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(path));
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var rooms = new ServiceCollection()
            .AddActivitySync(Settings(listen: string.Empty), clock)
            .BuildServiceProvider();
        var watch = rooms.GetRequiredService<JobMonitor>();
        var wake = ActivatorUtilities.CreateInstance<OutboxJob>(rooms, new SystemdNotifier(path));
        var hangs = new TaskCompletionSource();
        var hanging = watch.RunAsync(JobName.SyncStrava, _ => hangs.Task, default);

        await wake.Execute(null!, _stop.Token);
        Assert.Equal("WATCHDOG=1", await ReceiveAsync(systemd));

        clock.Advance(JobMonitor.MaxRunTime + TimeSpan.FromSeconds(1));
        await wake.Execute(null!, _stop.Token);
        Assert.Equal(0, systemd.Available);

        hangs.SetResult();
        await hanging;
        await wake.Execute(null!, _stop.Token);
        Assert.Equal("WATCHDOG=1", await ReceiveAsync(systemd));
    }

    private AppSettings Settings(string listen) =>
        new()
        {
            ActivitySync = new DaemonSettings { DataDirectory = _directory, Listen = listen },
            Athletes =
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

    private static async Task<HttpResponseMessage> WaitForAnswerAsync(Task running, string address)
    {
        using var client = new HttpClient();
        HttpResponseMessage? answer = null;
        await WaitUntilAsync(running, async () =>
        {
            try
            {
                answer = await client.GetAsync(new Uri(address));
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return answer!;
    }

    private static Task WaitUntilAsync(Task running, Func<bool> holds) =>
        WaitUntilAsync(running, () => Task.FromResult(holds()));

    private static async Task WaitUntilAsync(Task running, Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await holds())
        {
            if (running.IsCompleted)
            {
                await running;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }
}
