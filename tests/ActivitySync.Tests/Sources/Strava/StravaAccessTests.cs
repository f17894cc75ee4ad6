using System.Data.Common;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using ActivitySync.Store;
using Dapper;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace ActivitySync.Tests.Sources.Strava;

public sealed class StravaAccessTests : IDisposable
{
    private const string DeadToken = """{"message":"Bad Request","errors":[{"resource":"RefreshToken","field":"refresh_token","code":"invalid"}]}""";
    private const string TokenInvalid = """{"message":"Authorization Error","errors":[{"resource":"Athlete","field":"access_token","code":"invalid"}]}""";

    private readonly StravaWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(31, 0)]
    [InlineData(30, 1)]
    [InlineData(-600, 1)]
    public async Task A_token_is_renewed_in_its_last_half_hour(int minutesLeft, int renewals)
    {
        _world.Connect(TimeSpan.FromMinutes(minutesLeft));
        _world.Refreshes("refresh-1", "access-2", "refresh-2");
        _world.Lists("[]");

        var reading = await _world.ReadAsync();

        Assert.Equal(SourceOutcome.Complete, reading.Outcome);
        Assert.Equal(renewals, _world.Calls(StravaWorld.TokenPath));
        Assert.Equal(1 + renewals, reading.Requests);
    }

    [Fact]
    public async Task The_new_pair_is_kept_and_used_and_the_next_renewal_uses_its_successor()
    {
        _world.Connect(TimeSpan.Zero);
        _world.Refreshes("refresh-1", "access-2", "refresh-2");
        _world.Refreshes("refresh-2", "access-3", "refresh-3");
        _world.Lists("[]", token: "access-2");
        _world.Lists("[]", token: "access-3");

        await _world.ReadAsync();
        _world.Clock.Advance(TimeSpan.FromHours(6));
        var second = await _world.ReadAsync();

        Assert.Equal(SourceOutcome.Complete, second.Outcome);
        Assert.Equal("refresh-3", _world.Held()!.RefreshToken);
        Assert.Equal("access-3", _world.Held()!.AccessToken);
    }

    [Fact]
    public async Task A_new_token_that_could_not_be_kept_is_not_used()
    {
        _world.Connect(TimeSpan.Zero);
        _world.Refreshes("refresh-1", "access-2", "refresh-2");
        _world.Lists("[]");
        using (var store = _world.Use<Database>().Open())
        {
            store.Execute("CREATE TRIGGER full_disk BEFORE UPDATE OF refresh_token ON tokens BEGIN SELECT RAISE(ABORT, 'no room'); END");
        }

        await Assert.ThrowsAnyAsync<DbException>(() => _world.ReadAsync());

        Assert.Equal(1, _world.Calls(StravaWorld.TokenPath));
        Assert.Equal(0, _world.Calls(StravaWorld.List));
    }

    [Fact]
    public async Task A_store_that_cannot_write_asks_for_no_token()
    {
        _world.Connect(TimeSpan.Zero);
        _world.Refreshes("refresh-1", "access-2", "refresh-2");
        using (var store = _world.Use<Database>().Open())
        {
            store.Execute("CREATE TRIGGER full_disk BEFORE UPDATE ON tokens BEGIN SELECT RAISE(ABORT, 'no room'); END");
        }

        await Assert.ThrowsAnyAsync<DbException>(() => _world.ReadAsync());

        Assert.Equal(0, _world.Calls(StravaWorld.TokenPath));
    }

    [Fact]
    public async Task Fifty_readers_at_once_renew_once()
    {
        _world.Connect(TimeSpan.Zero);
        _world.Refreshes("refresh-1", "access-2", "refresh-2");
        using var otherProcess = _world.Build();
        var access = new[]
        {
            _world.Use<StravaAccess>(),
            Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<StravaAccess>(otherProcess),
        };

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(
            () => access[i % 2].TokenAsync(StravaWorld.Anna, refused: null, new CallCount(), CancellationToken.None))));

        Assert.All(tokens, token => Assert.Equal("access-2", token.Token));
        Assert.Equal(1, _world.Calls(StravaWorld.TokenPath));
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_the_call_made_once_more()
    {
        _world.Connect(TimeSpan.FromHours(5));
        _world.Refreshes("refresh-1", "access-2", "refresh-2");
        _world.Lists(TokenInvalid, status: 401, token: "access-1");
        _world.Lists("[]", token: "access-2");

        var reading = await _world.ReadAsync();

        Assert.Equal(SourceOutcome.Complete, reading.Outcome);
        Assert.Equal(3, reading.Requests);
    }

    [Fact]
    public async Task A_token_refused_even_when_renewed_needs_the_runner()
    {
        _world.Connect(TimeSpan.FromHours(5));
        _world.Refreshes("refresh-1", "access-1", "refresh-1");
        _world.Lists(TokenInvalid, status: 401);

        var reading = await _world.ReadAsync();

        Assert.Equal(SourceOutcome.ActionNeeded, reading.Outcome);
        Assert.Equal(3, reading.Requests);
    }

    [Fact]
    public async Task A_dead_authorisation_is_named_kept_and_not_asked_again()
    {
        _world.Connect(TimeSpan.Zero);
        TokenAnswers(400, DeadToken);

        var first = await _world.ReadAsync();
        var second = await _world.ReadAsync();

        Assert.Equal(SourceOutcome.ActionNeeded, first.Outcome);
        Assert.Contains("connect strava --athlete anna", first.Line, StringComparison.Ordinal);
        Assert.Equal(first.Line, second.Line);
        Assert.Equal(0, second.Requests);
        Assert.Equal(1, _world.Calls(StravaWorld.TokenPath));
    }

    [Theory]
    [InlineData(400, """{"message":"Bad Request","errors":[{"resource":"Application","field":"client_id","code":"invalid"}]}""", "Misconfigured", "Strava:ClientId")]
    [InlineData(401, """{"message":"Authorization Error","errors":[{"resource":"Application","field":"","code":"invalid"}]}""", "Misconfigured", "Strava:ClientSecret")]
    [InlineData(403, """{"message":"Forbidden","errors":[{"resource":"Application","field":"Status","code":"Inactive"}]}""", "ActionNeeded", "subscription")]
    [InlineData(500, "", "Away", "HTTP 500")]
    public async Task Other_trouble_with_renewing_leaves_the_authorisation_alive(int status, string body, string outcome, string word)
    {
        _world.Connect(TimeSpan.Zero);
        TokenAnswers(status, body);

        var reading = await _world.ReadAsync();

        Assert.Equal(outcome, reading.Outcome.ToString());
        Assert.Contains(word, reading.Line, StringComparison.Ordinal);
        Assert.Null(_world.Held()!.DeadReason);
        Assert.Equal(1, reading.Requests);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_once_more_with_the_same_token()
    {
        _world.Connect(TimeSpan.Zero);
        TokenAnswersInTurn(Response.Create().WithBody("<html>"), Response.Create().WithBody(
            """{"access_token":"access-2","refresh_token":"refresh-2","expires_in":21600}"""));
        _world.Lists("[]", token: "access-2");

        Assert.Equal(SourceOutcome.Complete, (await _world.ReadAsync()).Outcome);
        Assert.Equal(2, _world.Calls(StravaWorld.TokenPath));
    }

    [Fact]
    public async Task A_lost_answer_that_held_the_successor_is_told_as_such()
    {
        _world.Connect(TimeSpan.Zero);
        TokenAnswersInTurn(Response.Create().WithBody("{\"access_token\":"), Response.Create().WithStatusCode(400).WithBody(DeadToken));

        var reading = await _world.ReadAsync();

        Assert.Equal(SourceOutcome.ActionNeeded, reading.Outcome);
        Assert.Contains("lost on the way", reading.Line, StringComparison.Ordinal);
        Assert.Equal(reading.Line, _world.Held()!.DeadReason);
        Assert.Equal(2, _world.Calls(StravaWorld.TokenPath));
    }

    /// <summary>A gateway answers these for a server behind it that may have acted.</summary>
    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_refusal_after_a_gateway_s_answer_is_our_loss_and_takes_nothing(int status)
    {
        _world.Connect(TimeSpan.Zero);
        TokenAnswersInTurn(Response.Create().WithStatusCode(status), Response.Create().WithStatusCode(400).WithBody(DeadToken));

        var first = await _world.ReadAsync();
        using var restarted = _world.Build();
        var second = await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<StravaSource>(restarted)
            .ReadAsync(StravaWorld.Anna, _world.Clock.GetUtcNow(), CancellationToken.None);

        Assert.Equal(SourceOutcome.Away, first.Outcome);
        Assert.Equal(SourceOutcome.ActionNeeded, second.Outcome);
        Assert.False(second.IsWithdrawn);
        Assert.Contains("lost on the way", second.Line, StringComparison.Ordinal);
        Assert.Equal(2, _world.Calls(StravaWorld.TokenPath));
    }

    [Fact]
    public async Task A_refusal_after_a_gateway_s_answer_and_a_good_one_is_the_runner_s_will()
    {
        _world.Connect(TimeSpan.Zero);
        TokenAnswersInTurn(
            Response.Create().WithStatusCode(502),
            Response.Create().WithBody("""{"access_token":"access-2","refresh_token":"refresh-2","expires_in":21600}"""),
            Response.Create().WithStatusCode(400).WithBody(DeadToken));
        _world.Lists("[]", token: "access-2");
        await _world.ReadAsync();
        Assert.Equal(SourceOutcome.Complete, (await _world.ReadAsync()).Outcome);

        _world.Clock.Advance(TimeSpan.FromHours(7));

        Assert.True((await _world.ReadAsync()).IsWithdrawn);
    }

    [Fact]
    public async Task What_comes_of_old_tokens_is_not_written_over_new_ones()
    {
        _world.Connect(TimeSpan.Zero);
        _world.Server.Given(Request.Create().WithPath(StravaWorld.TokenPath).UsingPost()).RespondWith(Response.Create().WithCallback(_ =>
        {
            _world.Connect(TimeSpan.FromHours(6), "access-9", "refresh-9"); // the runner connects meanwhile
            return new WireMock.ResponseMessage { StatusCode = 400, BodyData = new WireMock.Util.BodyData { DetectedBodyType = WireMock.Types.BodyType.String, BodyAsString = DeadToken } };
        }));
        _world.Lists("[]", token: "access-9");

        var reading = await _world.ReadAsync();

        Assert.Equal(SourceOutcome.Complete, reading.Outcome);
        Assert.Equal(("refresh-9", null), (_world.Held()!.RefreshToken, _world.Held()!.DeadReason));
    }

    [Fact]
    public async Task A_lost_key_waits_for_a_person_and_names_the_file()
    {
        _world.Connect(TimeSpan.FromHours(5));
        File.WriteAllBytes(_world.Use<SecretBox>().KeyFile, new byte[32]);
        using var restarted = _world.Build();
        var source = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<StravaSource>(restarted);

        var reading = await source.ReadAsync(StravaWorld.Anna, _world.Clock.GetUtcNow(), CancellationToken.None);

        Assert.Equal(SourceOutcome.ActionNeeded, reading.Outcome);
        Assert.Contains("secret.key", reading.Line, StringComparison.Ordinal);
    }

    private void TokenAnswers(int status, string body) =>
        _world.Server.Given(Request.Create().WithPath(StravaWorld.TokenPath).UsingPost())
            .RespondWith(Response.Create().WithStatusCode(status).WithBody(body));

    private void TokenAnswersInTurn(params IResponseBuilder[] answers)
    {
        var call = Request.Create().WithPath(StravaWorld.TokenPath).UsingPost();
        for (var turn = 0; turn < answers.Length; turn++)
        {
            var given = _world.Server.Given(call).InScenario("token");
            if (turn > 0) given = given.WhenStateIs($"after {turn}");
            given.WillSetStateTo($"after {turn + 1}").RespondWith(answers[turn]);
        }
    }
}
