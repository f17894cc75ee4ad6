using ActivitySync.Sources.Strava;
using ActivitySync.Store;
using Microsoft.Extensions.DependencyInjection;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace ActivitySync.Tests.Sources.Strava;

public sealed class StravaSubscriptionTests : IDisposable
{
    private const string Path = "/api/v3/push_subscriptions";
    private const string Page = "https://runner.example.org/";

    private readonly StravaWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_look_that_fails_forgets_no_subscription_and_a_new_address_can_end_it()
    {
        using (var store = _world.Use<Database>().Open())
            Subscriptions.Save(store, new SubscriptionRow("strava", "77", Page, null, _world.Clock.GetUtcNow().AddDays(-2).ToColumn()));
        var list = Request.Create().WithPath(Path).UsingGet();
        _world.Server.Given(list).RespondWith(Response.Create().WithStatusCode(500));

        await KeepAsync(Page);
        Assert.Equal("77", Row()!.SubscriptionId);
        Assert.NotNull(Row()!.Line);

        _world.Server.Reset();
        _world.Server.Given(list).RespondWith(Response.Create().WithBody($$"""[{"id":77,"callback_url":"{{Page}}strava/old"}]"""));
        _world.Server.Given(Request.Create().WithPath($"{Path}/77").UsingDelete()).RespondWith(Response.Create().WithStatusCode(204));
        _world.Server.Given(Request.Create().WithPath(Path).UsingPost()).RespondWith(Response.Create().WithStatusCode(201).WithBody("""{"id":78}"""));
        await KeepAsync("https://moved.example.org/");

        Assert.Equal(("78", null), (Row()!.SubscriptionId, Row()!.Line));
        Assert.Equal(1, _world.Calls($"{Path}/77"));
    }

    private async Task KeepAsync(string page)
    {
        var settings = _world.Settings with { ActivitySync = _world.Settings.ActivitySync with { PublicUrl = new Uri(page) } };
        await using var rooms = new ServiceCollection().AddRooms(settings, _world.Clock).AddLogging().BuildServiceProvider();
        await rooms.GetRequiredService<StravaSubscription>().KeepAsync(CancellationToken.None);
    }

    private SubscriptionRow? Row()
    {
        using var store = _world.Use<Database>().Open();
        return Subscriptions.Find(store, "strava");
    }
}
