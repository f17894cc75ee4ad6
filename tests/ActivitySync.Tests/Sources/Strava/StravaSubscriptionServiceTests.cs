using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Strava;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace ActivitySync.Tests.Sources.Strava;

public sealed class StravaSubscriptionServiceTests : IDisposable
{
    private const string Path = "/api/v3/push_subscriptions";
    private const string Page = "https://sync.example.org/";

    private readonly StravaFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_look_that_fails_forgets_no_subscription_and_a_new_address_can_end_it()
    {
        using (var connection = _fixture.Get<Database>().Open())
        {
            SubscriptionRepository.Save(
                connection,
                new SubscriptionRow("strava", "77", Page, null, _fixture.Clock.GetUtcNow().AddDays(-2).ToColumn())
            );
        }

        var list = Request.Create().WithPath(Path).UsingGet();
        _fixture.Server.Given(list).RespondWith(Response.Create().WithStatusCode(500));

        await ReconcileAsync(Page);
        Assert.Equal("77", Row()!.SubscriptionId);
        Assert.NotNull(Row()!.Line);

        _fixture.Server.Reset();
        _fixture
            .Server.Given(list)
            .RespondWith(Response.Create().WithBody($$"""[{"id":77,"callback_url":"{{Page}}strava/old"}]"""));
        _fixture
            .Server.Given(Request.Create().WithPath($"{Path}/77").UsingDelete())
            .RespondWith(Response.Create().WithStatusCode(204));
        _fixture
            .Server.Given(Request.Create().WithPath(Path).UsingPost())
            .RespondWith(Response.Create().WithStatusCode(201).WithBody("""{"id":78}"""));
        await ReconcileAsync("https://moved.example.org/");

        Assert.Equal(("78", null), (Row()!.SubscriptionId, Row()!.Line));
        Assert.Equal(1, _fixture.CountCalls($"{Path}/77"));
    }

    [Fact]
    public async Task A_subscription_that_cannot_be_saved_stays_known_and_is_saved_later()
    {
        StubSubscriptions("[]");
        _fixture
            .Server.Given(Request.Create().WithPath(Path).UsingPost())
            .RespondWith(Response.Create().WithStatusCode(201).WithBody("""{"id":78}"""));
        _fixture.Get<Database>().RefuseRows("INSERT", "subscriptions");
        await using var services = Build(Page);
        var service = services.GetRequiredService<StravaSubscriptionService>();

        await service.ReconcileAsync(CancellationToken.None);
        await service.ReconcileAsync(CancellationToken.None);
        Assert.Null(Row());
        Assert.Equal(2, _fixture.CountCalls(Path)); // the list and the creation, once

        _fixture.Get<Database>().AcceptRows("subscriptions");
        await service.ReconcileAsync(CancellationToken.None);
        Assert.Equal(("78", null), (Row()!.SubscriptionId, Row()!.Line));
        Assert.Equal(2, _fixture.CountCalls(Path));
    }

    [Fact]
    public async Task A_subscription_whose_id_was_lost_is_known_by_its_address()
    {
        var key = _fixture.Get<StravaEventReceiver>().PathKey;
        StubSubscriptions($$"""[{"id":77,"callback_url":"{{Page}}strava/{{key}}"}]""");
        _fixture
            .Server.Given(Request.Create().WithPath($"{Path}/77").UsingDelete())
            .RespondWith(Response.Create().WithStatusCode(204));
        _fixture
            .Server.Given(Request.Create().WithPath(Path).UsingPost())
            .RespondWith(Response.Create().WithStatusCode(201).WithBody("""{"id":78}"""));

        await ReconcileAsync("https://moved.example.org/");

        Assert.Equal(("78", null), (Row()!.SubscriptionId, Row()!.Line));
        Assert.Equal(1, _fixture.CountCalls($"{Path}/77"));
    }

    [Fact]
    public async Task A_subscription_with_another_key_is_not_deleted()
    {
        StubSubscriptions($$"""[{"id":77,"callback_url":"{{Page}}strava/0123456789abcdef0123456789abcdef"}]""");

        await ReconcileAsync("https://moved.example.org/");

        Assert.Contains("another program", Row()!.Line, StringComparison.Ordinal);
        Assert.Equal(0, _fixture.CountCalls($"{Path}/77"));
    }

    private void StubSubscriptions(string json) =>
        _fixture.Server.Given(Request.Create().WithPath(Path).UsingGet()).RespondWith(Response.Create().WithBody(json));

    private async Task ReconcileAsync(string page)
    {
        await using var services = Build(page);
        await services.GetRequiredService<StravaSubscriptionService>().ReconcileAsync(CancellationToken.None);
    }

    private ServiceProvider Build(string page)
    {
        var settings = _fixture.Settings with
        {
            ActivitySync = _fixture.Settings.ActivitySync with { PublicUrl = new Uri(page) },
        };
        return new ServiceCollection().AddActivitySync(settings, _fixture.Clock).AddLogging().BuildServiceProvider();
    }

    private SubscriptionRow? Row()
    {
        using var connection = _fixture.Get<Database>().Open();
        return SubscriptionRepository.Find(connection, "strava");
    }
}
