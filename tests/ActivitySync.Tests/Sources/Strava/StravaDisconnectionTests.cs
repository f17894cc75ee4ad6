using System.Text;
using ActivitySync.Intake;
using ActivitySync.Sources.Strava;
using ActivitySync.Store;
using Dapper;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace ActivitySync.Tests.Sources.Strava;

public sealed class StravaDisconnectionTests : IDisposable
{
    private readonly StravaWorld _world = new();

    public void Dispose() => _world.Dispose();

    private StravaDisconnection Disconnection => _world.Use<StravaDisconnection>();

    [Fact]
    public async Task The_authorisation_ends_at_Strava_and_the_tokens_go()
    {
        _world.Connect(TimeSpan.FromHours(-3)); // an access token that is over would be unknown there
        _world.Server.Given(Request.Create().WithPath("/oauth/revoke").UsingPost()).RespondWith(Response.Create().WithStatusCode(200));

        Assert.True(await Disconnection.RevokeAsync(StravaWorld.Anna, CancellationToken.None));

        var call = Assert.Single(_world.Server.LogEntries).RequestMessage!;
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"1001:{StravaWorld.Secret}"))}", call.Headers!["Authorization"][0]);
        Assert.Equal("token=refresh-1", call.Body);
        Assert.Null(_world.Held());
    }

    [Fact]
    public async Task The_older_way_is_taken_where_the_new_one_is_not_known()
    {
        _world.Connect(TimeSpan.FromHours(3));
        _world.Server.Given(Request.Create().WithPath("/oauth/deauthorize").UsingPost().WithHeader("Authorization", "Bearer access-1"))
            .RespondWith(Response.Create().WithStatusCode(200));

        Assert.True(await Disconnection.RevokeAsync(StravaWorld.Anna, CancellationToken.None));
        Assert.Null(_world.Held());
    }

    [Fact]
    public async Task The_tokens_go_even_if_Strava_does_not_confirm()
    {
        _world.Connect(TimeSpan.FromHours(3));
        _world.Server.Given(Request.Create().WithPath("/oauth/*")).RespondWith(Response.Create().WithStatusCode(500));

        Assert.False(await Disconnection.RevokeAsync(StravaWorld.Anna, CancellationToken.None));
        Assert.Null(_world.Held());
    }

    [Fact]
    public async Task Nothing_to_end_is_no_trouble() =>
        Assert.Null(await Disconnection.RevokeAsync(StravaWorld.Anna, CancellationToken.None));

    [Fact]
    public async Task What_came_from_Strava_is_deleted_and_nothing_else()
    {
        _world.Connect(TimeSpan.FromHours(3));
        _world.Lists(StravaReadingTests.Page(1, 7));
        await _world.Use<SyncAthlete>().SyncAsync(StravaWorld.Anna, SyncDepth.Full, CancellationToken.None);
        using var store = _world.Use<Database>().Open();
        store.Execute("INSERT INTO recordings SELECT athlete_id, 'file', source_id, format, started_at, utc_offset_seconds, sport, name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0 FROM recordings WHERE source_id = '3'");

        var deleted = _world.Use<ForgetSource>().Forget(Athletes.IdOf(store, "anna", _world.Clock), ActivitySync.Sources.SourceName.Strava);

        Assert.Equal(7, deleted);
        Assert.Equal(["file"], store.Query<string>("SELECT source FROM recordings"));
        Assert.Equal(0, store.ExecuteScalar<long>("SELECT (SELECT count(*) FROM identities WHERE source = 'strava') + (SELECT count(*) FROM syncs WHERE source = 'strava')"));
    }
}
