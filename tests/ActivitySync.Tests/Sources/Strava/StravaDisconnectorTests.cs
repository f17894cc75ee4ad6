using System.Text;
using ActivitySync.Data;
using ActivitySync.Sources.Strava;
using ActivitySync.Sync;
using Dapper;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace ActivitySync.Tests.Sources.Strava;

public sealed class StravaDisconnectorTests : IDisposable
{
    private readonly StravaFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    private StravaDisconnector Disconnector => _fixture.Get<StravaDisconnector>();

    [Fact]
    public async Task The_authorization_is_revoked_and_the_tokens_are_deleted()
    {
        _fixture.Connect(TimeSpan.FromHours(-3)); // Strava does not know an expired access token
        _fixture
            .Server.Given(Request.Create().WithPath("/oauth/revoke").UsingPost())
            .RespondWith(Response.Create().WithStatusCode(200));

        Assert.True(await Disconnector.DisconnectAsync(StravaFixture.Anna, CancellationToken.None));

        var call = Assert.Single(_fixture.Server.LogEntries).RequestMessage!;
        Assert.Equal(
            $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"1001:{StravaFixture.Secret}"))}",
            call.Headers!["Authorization"][0]
        );
        Assert.Equal("token=refresh-1", call.Body);
        Assert.Null(_fixture.FindStoredTokens());
    }

    [Fact]
    public async Task The_older_way_is_taken_where_the_new_one_is_not_known()
    {
        _fixture.Connect(TimeSpan.FromHours(3));
        _fixture
            .Server.Given(
                Request
                    .Create()
                    .WithPath("/oauth/deauthorize")
                    .UsingPost()
                    .WithHeader("Authorization", "Bearer access-1")
            )
            .RespondWith(Response.Create().WithStatusCode(200));

        Assert.True(await Disconnector.DisconnectAsync(StravaFixture.Anna, CancellationToken.None));
        Assert.Null(_fixture.FindStoredTokens());
    }

    [Fact]
    public async Task The_tokens_go_even_if_Strava_does_not_confirm()
    {
        _fixture.Connect(TimeSpan.FromHours(3));
        _fixture.Server.Given(Request.Create().WithPath("/oauth/*")).RespondWith(Response.Create().WithStatusCode(500));

        Assert.False(await Disconnector.DisconnectAsync(StravaFixture.Anna, CancellationToken.None));
        Assert.Null(_fixture.FindStoredTokens());
    }

    [Fact]
    public async Task Nothing_to_revoke_is_no_error() =>
        Assert.Null(await Disconnector.DisconnectAsync(StravaFixture.Anna, CancellationToken.None));

    [Fact]
    public async Task What_came_from_Strava_is_deleted_and_nothing_else()
    {
        _fixture.Connect(TimeSpan.FromHours(3));
        _fixture.StubList(StravaSourceTests.Page(1, 7));
        await _fixture.Get<SyncService>().SyncAllAsync(StravaFixture.Anna, SyncDepth.Full, CancellationToken.None);
        using var connection = _fixture.Get<Database>().Open();
        connection.Execute(
            "INSERT INTO recordings SELECT athlete_id, 'file', source_id, format, started_at, utc_offset_seconds, "
                + "sport, name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, NULL "
                + "FROM recordings WHERE source_id = '3'"
        );

        var deleted = _fixture
            .Get<SourceDataEraser>()
            .Erase(AthleteRepository.GetOrAddId(connection, "anna", _fixture.Clock), SourceNames.Strava);

        Assert.Equal(7, deleted);
        Assert.Equal(["file"], connection.Query<string>("SELECT source FROM recordings"));
        Assert.Equal(
            0,
            connection.ExecuteScalar<long>(
                "SELECT (SELECT count(*) FROM identities WHERE source = 'strava') "
                    + "+ (SELECT count(*) FROM syncs WHERE source = 'strava')"
            )
        );
    }
}
