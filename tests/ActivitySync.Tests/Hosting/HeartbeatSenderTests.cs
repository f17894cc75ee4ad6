using System.Net;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Maintenance;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Hosting;

public sealed class HeartbeatSenderTests : IDisposable
{
    private readonly CommandFixture _fixture = new();
    private readonly MonitoringHandler _monitoring = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    public HeartbeatSenderTests()
    {
        _fixture.With(settings =>
            settings with
            {
                ActivitySync = settings.ActivitySync with
                {
                    HeartbeatUrl = new Uri("https://monitoring.example.org/quagga"),
                },
            }
        );
        _fixture.Clock.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
    }

    public void Dispose()
    {
        _monitoring.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task A_healthy_day_sends_one_heartbeat()
    {
        using var running = new DaemonLock(_fixture.Settings, _fixture.Clock).Acquire();

        for (var hour = 0; hour < 3 * 24; hour++)
        {
            SaveWake();
            await SendAsync();
            _fixture.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(4, _monitoring.Calls); // Monday 8:00 to Thursday 8:00 in Berlin: four calendar days
    }

    [Fact]
    public async Task The_heartbeat_is_sent_once_the_daemon_is_healthy_again()
    {
        await SendAsync(); // no daemon is running, so this is unhealthy
        Assert.Equal(0, _monitoring.Calls);

        using var running = new DaemonLock(_fixture.Settings, _fixture.Clock).Acquire();
        SaveWake();
        await SendAsync();
        Assert.Equal(1, _monitoring.Calls);
    }

    [Fact]
    public async Task A_failed_heartbeat_is_retried_and_does_not_affect_health()
    {
        using var running = new DaemonLock(_fixture.Settings, _fixture.Clock).Acquire();
        _monitoring.Status = HttpStatusCode.BadGateway;
        SaveWake();
        await SendAsync();

        Assert.True(
            new HealthReader(
                RosterBuilder.Create(_fixture.Database, _fixture.Settings),
                _fixture.Database,
                _fixture.Settings,
                _fixture.Clock,
                new DaemonLock(_fixture.Settings, _fixture.Clock),
                new JobMonitor(_fixture.Database, _fixture.Clock, NullLogger<JobMonitor>.Instance)
            )
                .Read()
                .Healthy
        );
        _monitoring.Status = HttpStatusCode.OK;
        await SendAsync();
        await SendAsync();

        Assert.Equal(2, _monitoring.Calls);
    }

    private void SaveWake()
    {
        using var connection = _fixture.Database.Open();
        JobRunRepository.SaveSuccess(connection, "", JobName.Wake, _fixture.Clock.GetUtcNow());
    }

    private async Task SendAsync()
    {
        using var http = new HttpClient(_monitoring, disposeHandler: false);
        var health = new HealthReader(
            RosterBuilder.Create(_fixture.Database, _fixture.Settings),
            _fixture.Database,
            _fixture.Settings,
            _fixture.Clock,
            new DaemonLock(_fixture.Settings, _fixture.Clock),
            new JobMonitor(_fixture.Database, _fixture.Clock, NullLogger<JobMonitor>.Instance)
        );
        await new HeartbeatSender(
            _fixture.Settings,
            health,
            _fixture.Database,
            new HeartbeatClient(http),
            _fixture.Clock,
            NullLogger<HeartbeatSender>.Instance
        ).SendIfDueAsync(_cancel);
    }

    private sealed class MonitoringHandler : HttpMessageHandler
    {
        public int Calls { get; private set; }

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Calls++;
            return Task.FromResult(new HttpResponseMessage(Status));
        }
    }
}
