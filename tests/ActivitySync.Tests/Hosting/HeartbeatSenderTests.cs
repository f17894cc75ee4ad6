using System.Net;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Maintenance;
using ActivitySync.Tests.Commands;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Hosting;

public sealed class HeartbeatSenderTests : IDisposable
{
    private readonly CommandFixture _fixture = new();
    private readonly WatcherHandler _watcher = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    public HeartbeatSenderTests()
    {
        _fixture.With(settings =>
            settings with
            {
                ActivitySync = settings.ActivitySync with
                {
                    HeartbeatUrl = new Uri("https://watch.example.org/quagga"),
                },
            }
        );
        _fixture.Clock.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task A_good_day_is_told_once()
    {
        using var running = new DaemonLock(_fixture.Settings, _fixture.Clock).Acquire();

        for (var looks = 0; looks < 3 * 24; looks++)
        {
            Wake();
            await BeatAsync();
            _fixture.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(4, _watcher.Calls); // Monday 8:00 to Thursday 8:00 in Berlin: four days of the calendar
    }

    [Fact]
    public async Task A_day_on_which_the_work_is_not_done_is_told_when_it_is_again()
    {
        await BeatAsync(); // no daemon holds the directory: not healthy
        Assert.Equal(0, _watcher.Calls);

        using var running = new DaemonLock(_fixture.Settings, _fixture.Clock).Acquire();
        Wake();
        await BeatAsync();
        Assert.Equal(1, _watcher.Calls);
    }

    [Fact]
    public async Task A_watcher_that_is_away_is_tried_again_and_ends_nobody_s_health()
    {
        using var running = new DaemonLock(_fixture.Settings, _fixture.Clock).Acquire();
        _watcher.Status = HttpStatusCode.BadGateway;
        Wake();
        await BeatAsync();

        Assert.True(
            new HealthReader(
                _fixture.Database,
                _fixture.Settings,
                _fixture.Clock,
                new DaemonLock(_fixture.Settings, _fixture.Clock),
                new JobMonitor(
                    _fixture.Database,
                    _fixture.Clock,
                    Microsoft.Extensions.Logging.Abstractions.NullLogger<JobMonitor>.Instance
                )
            )
                .Read()
                .Healthy
        );
        _watcher.Status = HttpStatusCode.OK;
        await BeatAsync();
        await BeatAsync();

        Assert.Equal(2, _watcher.Calls);
    }

    private void Wake()
    {
        using var connection = _fixture.Database.Open();
        JobRunRepository.SaveSuccess(connection, JobName.Wake, _fixture.Clock.GetUtcNow());
    }

    private async Task BeatAsync()
    {
        using var http = new HttpClient(_watcher, disposeHandler: false);
        var health = new HealthReader(
            _fixture.Database,
            _fixture.Settings,
            _fixture.Clock,
            new DaemonLock(_fixture.Settings, _fixture.Clock),
            new JobMonitor(
                _fixture.Database,
                _fixture.Clock,
                Microsoft.Extensions.Logging.Abstractions.NullLogger<JobMonitor>.Instance
            )
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

    private sealed class WatcherHandler : HttpMessageHandler
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
