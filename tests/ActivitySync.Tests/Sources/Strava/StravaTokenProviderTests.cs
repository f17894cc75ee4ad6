using System.Data.Common;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace ActivitySync.Tests.Sources.Strava;

public sealed class StravaTokenProviderTests : IDisposable
{
    private const string DeadToken =
        """{"message":"Bad Request","errors":[{"resource":"RefreshToken","field":"refresh_token","code":"invalid"}]}""";
    private const string TokenInvalid = """
        {"message":"Authorization Error",
         "errors":[{"resource":"Athlete","field":"access_token","code":"invalid"}]}
        """;

    private readonly StravaFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(31, 0)]
    [InlineData(30, 1)]
    [InlineData(-600, 1)]
    public async Task A_token_is_renewed_in_its_last_half_hour(int minutesLeft, int renewals)
    {
        _fixture.Connect(TimeSpan.FromMinutes(minutesLeft));
        _fixture.StubRefresh("refresh-1", "access-2", "refresh-2");
        _fixture.StubList("[]");

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.Complete, reading.Outcome);
        Assert.Equal(renewals, _fixture.CountCalls(StravaFixture.TokenPath));
        Assert.Equal(1 + renewals, reading.RequestCount);
    }

    [Fact]
    public async Task The_new_pair_is_kept_and_used_and_the_next_renewal_uses_its_successor()
    {
        _fixture.Connect(TimeSpan.Zero);
        _fixture.StubRefresh("refresh-1", "access-2", "refresh-2");
        _fixture.StubRefresh("refresh-2", "access-3", "refresh-3");
        _fixture.StubList("[]", token: "access-2");
        _fixture.StubList("[]", token: "access-3");

        await _fixture.ReadAsync();
        _fixture.Clock.Advance(TimeSpan.FromHours(6));
        var second = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.Complete, second.Outcome);
        Assert.Equal("refresh-3", _fixture.FindStoredTokens()!.RefreshToken);
        Assert.Equal("access-3", _fixture.FindStoredTokens()!.AccessToken);
    }

    [Fact]
    public async Task A_new_pair_that_cannot_be_saved_is_used_and_saved_later()
    {
        _fixture.Connect(TimeSpan.Zero);
        _fixture.StubRefresh("refresh-1", "access-2", "refresh-2");
        _fixture.StubList("[]", token: "access-2");
        RefuseNewTokens();

        Assert.Equal(SourceOutcome.Complete, (await _fixture.ReadAsync()).Outcome);
        Assert.Equal(SourceOutcome.Complete, (await _fixture.ReadAsync()).Outcome);
        Assert.Equal("refresh-1", _fixture.FindStoredTokens()!.RefreshToken);

        _fixture.Get<Database>().AcceptRows("tokens");
        _fixture.Get<PendingWrites>().TryWriteAll();

        var stored = _fixture.FindStoredTokens()!;
        Assert.Equal(
            ("access-2", "refresh-2", null),
            (stored.AccessToken, stored.RefreshToken, stored.RenewalStartedAt)
        );
        Assert.Equal(1, _fixture.CountCalls(StravaFixture.TokenPath));
    }

    [Fact]
    public async Task A_new_token_that_expires_soon_is_used_once()
    {
        _fixture.Connect(TimeSpan.Zero);
        _fixture.StubRefresh("refresh-1", "access-2", "refresh-2", expiresIn: 600);
        _fixture.StubList("[]", token: "access-2");

        Assert.Equal(SourceOutcome.Complete, (await _fixture.ReadAsync()).Outcome);
        Assert.Equal(1, _fixture.CountCalls(StravaFixture.TokenPath));
    }

    [Fact]
    public async Task A_pair_that_could_not_be_saved_is_saved_when_a_token_is_needed_or_the_program_ends()
    {
        foreach (var isEnd in new[] { false, true })
        {
            _fixture.Connect(TimeSpan.Zero);
            _fixture.StubRefresh("refresh-1", "access-2", "refresh-2");
            _fixture.StubList("[]", token: "access-2");
            var process = _fixture.Build();
            var source = process.GetRequiredService<StravaSource>();
            RefuseNewTokens();
            await source.ReadAsync(StravaFixture.Anna, _fixture.Clock.GetUtcNow(), CancellationToken.None);
            _fixture.Get<Database>().AcceptRows("tokens");

            if (!isEnd)
            {
                await source.ReadAsync(StravaFixture.Anna, _fixture.Clock.GetUtcNow(), CancellationToken.None);
                Assert.Equal("refresh-2", _fixture.FindStoredTokens()!.RefreshToken);
            }

            await process.DisposeAsync();
            Assert.Equal("refresh-2", _fixture.FindStoredTokens()!.RefreshToken);
        }
    }

    [Fact]
    public async Task No_second_renewal_begins_before_the_first_pair_is_saved()
    {
        _fixture.Connect(TimeSpan.Zero);
        _fixture.StubRefresh("refresh-1", "access-2", "refresh-2");
        _fixture.StubRefresh("refresh-2", "access-3", "refresh-3");
        _fixture.StubList("[]", token: "access-2");
        _fixture.StubList("[]", token: "access-3");
        RefuseNewTokens();
        await _fixture.ReadAsync();
        _fixture.Clock.Advance(TimeSpan.FromHours(7));

        await Assert.ThrowsAnyAsync<DbException>(() => _fixture.ReadAsync());
        Assert.Equal(1, _fixture.CountCalls(StravaFixture.TokenPath));

        _fixture.Get<Database>().AcceptRows("tokens");
        Assert.Equal(SourceOutcome.Complete, (await _fixture.ReadAsync()).Outcome);
        Assert.Equal("refresh-3", _fixture.FindStoredTokens()!.RefreshToken);
    }

    [Fact]
    public async Task A_pair_that_is_saved_late_does_not_undo_a_new_connect_or_a_disconnect()
    {
        foreach (var isConnect in new[] { true, false })
        {
            _fixture.Connect(TimeSpan.Zero);
            _fixture.StubRefresh("refresh-1", "access-2", "refresh-2");
            _fixture.StubList("[]");
            RefuseNewTokens();
            await _fixture.ReadAsync();
            _fixture.Get<Database>().AcceptRows("tokens");
            if (isConnect)
            {
                _fixture.Connect(TimeSpan.FromHours(6), "access-9", "refresh-9"); // by another process
            }
            else
            {
                Execute("DELETE FROM tokens");
            }

            var reading = await _fixture.ReadAsync();

            Assert.Equal(isConnect ? SourceOutcome.Complete : SourceOutcome.ActionNeeded, reading.Outcome);
            Assert.Equal(isConnect ? "refresh-9" : null, _fixture.FindStoredTokens()?.RefreshToken);
        }
    }

    [Fact]
    public async Task A_refusal_that_another_process_stored_meanwhile_gives_way_to_the_new_pair()
    {
        _fixture.Connect(TimeSpan.Zero);
        _fixture.StubRefresh("refresh-1", "access-2", "refresh-2");
        _fixture.StubList("[]", token: "access-2");
        RefuseNewTokens();
        await _fixture.ReadAsync();
        _fixture.Get<Database>().AcceptRows("tokens");
        Execute("UPDATE tokens SET dead_reason = 'refused'"); // it asked with the replaced token

        Assert.Equal(SourceOutcome.Complete, (await _fixture.ReadAsync()).Outcome);
        Assert.Equal(
            ("refresh-2", null),
            (_fixture.FindStoredTokens()!.RefreshToken, _fixture.FindStoredTokens()!.DeadReason)
        );
    }

    [Fact]
    public async Task A_store_that_cannot_write_asks_for_no_token()
    {
        _fixture.Connect(TimeSpan.Zero);
        _fixture.StubRefresh("refresh-1", "access-2", "refresh-2");
        _fixture.Get<Database>().RefuseRows("UPDATE", "tokens");

        await Assert.ThrowsAnyAsync<DbException>(() => _fixture.ReadAsync());

        Assert.Equal(0, _fixture.CountCalls(StravaFixture.TokenPath));
    }

    [Fact]
    public async Task Fifty_readers_at_once_renew_once()
    {
        _fixture.Connect(TimeSpan.Zero);
        _fixture.StubRefresh("refresh-1", "access-2", "refresh-2");
        using var otherProcess = _fixture.Build();
        var access = new[]
        {
            _fixture.Get<StravaTokenProvider>(),
            otherProcess.GetRequiredService<StravaTokenProvider>(),
        };

        var tokens = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i =>
                    Task.Run(() =>
                        access[i % 2]
                            .GetTokenAsync(
                                StravaFixture.Anna,
                                refusedToken: null,
                                new RequestCounter(),
                                CancellationToken.None
                            )
                    )
                )
        );

        Assert.All(tokens, token => Assert.Equal("access-2", token.Token));
        Assert.Equal(1, _fixture.CountCalls(StravaFixture.TokenPath));
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_the_call_made_once_more()
    {
        _fixture.Connect(TimeSpan.FromHours(5));
        _fixture.StubRefresh("refresh-1", "access-2", "refresh-2");
        _fixture.StubList(TokenInvalid, status: 401, token: "access-1");
        _fixture.StubList("[]", token: "access-2");

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.Complete, reading.Outcome);
        Assert.Equal(3, reading.RequestCount);
    }

    [Fact]
    public async Task A_token_refused_even_when_renewed_needs_the_athlete()
    {
        _fixture.Connect(TimeSpan.FromHours(5));
        _fixture.StubRefresh("refresh-1", "access-1", "refresh-1");
        _fixture.StubList(TokenInvalid, status: 401);

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.ActionNeeded, reading.Outcome);
        Assert.Equal(3, reading.RequestCount);
    }

    [Fact]
    public async Task A_revoked_authorization_is_reported_and_not_requested_again()
    {
        _fixture.Connect(TimeSpan.Zero);
        TokenAnswers(400, DeadToken);

        var first = await _fixture.ReadAsync();
        var second = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.ActionNeeded, first.Outcome);
        Assert.Contains("connect strava --athlete anna", first.Message, StringComparison.Ordinal);
        Assert.Equal(first.Message, second.Message);
        Assert.Equal(0, second.RequestCount);
        Assert.Equal(1, _fixture.CountCalls(StravaFixture.TokenPath));
    }

    [Theory]
    [InlineData(
        400,
        """{"message":"Bad Request","errors":[{"resource":"Application","field":"client_id","code":"invalid"}]}""",
        "Misconfigured",
        "Strava:ClientId"
    )]
    [InlineData(
        401,
        """{"message":"Authorization Error","errors":[{"resource":"Application","field":"","code":"invalid"}]}""",
        "Misconfigured",
        "Strava:ClientSecret"
    )]
    [InlineData(
        403,
        """{"message":"Forbidden","errors":[{"resource":"Application","field":"Status","code":"Inactive"}]}""",
        "ActionNeeded",
        "subscription"
    )]
    [InlineData(500, "", "Away", "HTTP 500")]
    public async Task Other_renewal_errors_keep_the_authorization(int status, string body, string outcome, string word)
    {
        _fixture.Connect(TimeSpan.Zero);
        TokenAnswers(status, body);

        var reading = await _fixture.ReadAsync();

        Assert.Equal(outcome, reading.Outcome.ToString());
        Assert.Contains(word, reading.Message, StringComparison.Ordinal);
        Assert.Null(_fixture.FindStoredTokens()!.DeadReason);
        Assert.Equal(1, reading.RequestCount);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_once_more_with_the_same_token()
    {
        _fixture.Connect(TimeSpan.Zero);
        TokenAnswersInTurn(
            Response.Create().WithBody("<html>"),
            Response.Create().WithBody("""{"access_token":"access-2","refresh_token":"refresh-2","expires_in":21600}""")
        );
        _fixture.StubList("[]", token: "access-2");

        Assert.Equal(SourceOutcome.Complete, (await _fixture.ReadAsync()).Outcome);
        Assert.Equal(2, _fixture.CountCalls(StravaFixture.TokenPath));
    }

    [Fact]
    public async Task A_lost_response_with_the_next_token_is_reported()
    {
        _fixture.Connect(TimeSpan.Zero);
        TokenAnswersInTurn(
            Response.Create().WithBody("{\"access_token\":"),
            Response.Create().WithStatusCode(400).WithBody(DeadToken)
        );

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.ActionNeeded, reading.Outcome);
        Assert.Contains("lost on the way", reading.Message, StringComparison.Ordinal);
        Assert.Equal(reading.Message, _fixture.FindStoredTokens()!.DeadReason);
        Assert.Equal(2, _fixture.CountCalls(StravaFixture.TokenPath));
    }

    /// <summary>A gateway returns these even if the server behind it has processed the request.</summary>
    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_refusal_after_a_gateway_s_answer_is_our_loss_and_takes_nothing(int status)
    {
        _fixture.Connect(TimeSpan.Zero);
        TokenAnswersInTurn(
            Response.Create().WithStatusCode(status),
            Response.Create().WithStatusCode(400).WithBody(DeadToken)
        );

        var first = await _fixture.ReadAsync();
        using var restarted = _fixture.Build();
        var second = await Microsoft
            .Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<StravaSource>(restarted)
            .ReadAsync(StravaFixture.Anna, _fixture.Clock.GetUtcNow(), CancellationToken.None);

        Assert.Equal(SourceOutcome.Away, first.Outcome);
        Assert.Equal(SourceOutcome.ActionNeeded, second.Outcome);
        Assert.False(second.IsAccessRevoked);
        Assert.Contains("lost on the way", second.Message, StringComparison.Ordinal);
        Assert.Equal(2, _fixture.CountCalls(StravaFixture.TokenPath));
    }

    [Fact]
    public async Task A_refusal_after_a_gateway_error_and_a_success_is_a_revocation()
    {
        _fixture.Connect(TimeSpan.Zero);
        TokenAnswersInTurn(
            Response.Create().WithStatusCode(502),
            Response
                .Create()
                .WithBody("""{"access_token":"access-2","refresh_token":"refresh-2","expires_in":21600}"""),
            Response.Create().WithStatusCode(400).WithBody(DeadToken)
        );
        _fixture.StubList("[]", token: "access-2");
        await _fixture.ReadAsync();
        Assert.Equal(SourceOutcome.Complete, (await _fixture.ReadAsync()).Outcome);

        _fixture.Clock.Advance(TimeSpan.FromHours(7));

        Assert.True((await _fixture.ReadAsync()).IsAccessRevoked);
    }

    [Fact]
    public async Task What_comes_of_old_tokens_is_not_written_over_new_ones()
    {
        _fixture.Connect(TimeSpan.Zero);
        _fixture
            .Server.Given(Request.Create().WithPath(StravaFixture.TokenPath).UsingPost())
            .RespondWith(
                Response
                    .Create()
                    .WithCallback(_ =>
                    {
                        _fixture.Connect(TimeSpan.FromHours(6), "access-9", "refresh-9"); // a new connect
                        return new WireMock.ResponseMessage
                        {
                            StatusCode = 400,
                            BodyData = new WireMock.Util.BodyData
                            {
                                DetectedBodyType = WireMock.Types.BodyType.String,
                                BodyAsString = DeadToken,
                            },
                        };
                    })
            );
        _fixture.StubList("[]", token: "access-9");

        var reading = await _fixture.ReadAsync();

        Assert.Equal(SourceOutcome.Complete, reading.Outcome);
        Assert.Equal(
            ("refresh-9", null),
            (_fixture.FindStoredTokens()!.RefreshToken, _fixture.FindStoredTokens()!.DeadReason)
        );
    }

    [Fact]
    [SqliteOnly]
    public async Task A_lost_key_waits_for_a_person_and_names_the_file()
    {
        _fixture.Connect(TimeSpan.FromHours(5));
        File.WriteAllBytes(_fixture.Get<SecretProtector>().KeyFile, new byte[32]);
        using var restarted = _fixture.Build();
        var source =
            Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<StravaSource>(
                restarted
            );

        var reading = await source.ReadAsync(StravaFixture.Anna, _fixture.Clock.GetUtcNow(), CancellationToken.None);

        Assert.Equal(SourceOutcome.ActionNeeded, reading.Outcome);
        Assert.Contains("secret.key", reading.Message, StringComparison.Ordinal);
    }

    private void RefuseNewTokens() => _fixture.Get<Database>().RefuseRows("UPDATE OF refresh_token", "tokens");

    private void Execute(string sql)
    {
        using var connection = _fixture.Get<Database>().Open();
        connection.Execute(sql);
    }

    private void TokenAnswers(int status, string body) =>
        _fixture
            .Server.Given(Request.Create().WithPath(StravaFixture.TokenPath).UsingPost())
            .RespondWith(Response.Create().WithStatusCode(status).WithBody(body));

    private void TokenAnswersInTurn(params IResponseBuilder[] answers)
    {
        var call = Request.Create().WithPath(StravaFixture.TokenPath).UsingPost();
        for (var turn = 0; turn < answers.Length; turn++)
        {
            var given = _fixture.Server.Given(call).InScenario("token");
            if (turn > 0)
            {
                given = given.WhenStateIs($"after {turn}");
            }

            given.WillSetStateTo($"after {turn + 1}").RespondWith(answers[turn]);
        }
    }
}
