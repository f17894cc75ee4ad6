using System.Net;
using ActivitySync.Operations;
using ActivitySync.Store;
using ActivitySync.Tests.Commands;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Operations;

public sealed class HeartbeatTests : IDisposable
{
    private readonly VerbWorld _world = new();
    private readonly Watcher _watcher = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    public HeartbeatTests()
    {
        _world.With(settings => settings with { ActivitySync = settings.ActivitySync with { HeartbeatUrl = new Uri("https://watch.example.org/quagga") } });
        _world.Clock.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task A_good_day_is_told_once()
    {
        using var running = new DaemonLock(_world.Settings, _world.Clock).Take();

        for (var looks = 0; looks < 3 * 24; looks++)
        {
            Wake();
            await BeatAsync();
            _world.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(4, _watcher.Calls); // Monday 8:00 to Thursday 8:00 in Berlin: four days of the calendar
    }

    [Fact]
    public async Task A_day_on_which_the_work_is_not_done_is_told_when_it_is_again()
    {
        await BeatAsync(); // no daemon holds the directory: not healthy
        Assert.Equal(0, _watcher.Calls);

        using var running = new DaemonLock(_world.Settings, _world.Clock).Take();
        Wake();
        await BeatAsync();
        Assert.Equal(1, _watcher.Calls);
    }

    [Fact]
    public async Task A_watcher_that_is_away_is_tried_again_and_ends_nobody_s_health()
    {
        using var running = new DaemonLock(_world.Settings, _world.Clock).Take();
        _watcher.Status = HttpStatusCode.BadGateway;
        Wake();
        await BeatAsync();

        Assert.True(new ReadHealth(_world.Database, _world.Settings, _world.Clock, new DaemonLock(_world.Settings, _world.Clock), new JobWatch(_world.Database, _world.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<JobWatch>.Instance)).Read().Healthy);
        _watcher.Status = HttpStatusCode.OK;
        await BeatAsync();
        await BeatAsync();

        Assert.Equal(2, _watcher.Calls);
    }

    private void Wake()
    {
        using var store = _world.Database.Open();
        JobRuns.Succeeded(store, JobName.Wake, _world.Clock.GetUtcNow());
    }

    private async Task BeatAsync()
    {
        using var http = new HttpClient(_watcher, disposeHandler: false);
        var health = new ReadHealth(_world.Database, _world.Settings, _world.Clock, new DaemonLock(_world.Settings, _world.Clock), new JobWatch(_world.Database, _world.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<JobWatch>.Instance));
        await new Heartbeat(_world.Settings, health, _world.Database, new HeartbeatCall(http), _world.Clock, NullLogger<Heartbeat>.Instance).BeatAsync(_cancel);
    }

    private sealed class Watcher : HttpMessageHandler
    {
        public int Calls { get; private set; }

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult(new HttpResponseMessage(Status));
        }
    }
}
