using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using ActivitySync.Tests.Infrastructure;
using Microsoft.AspNetCore.WebUtilities;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace ActivitySync.Tests.Sources.Strava;

public sealed class StravaAuthorizationTests : IDisposable
{
    private const string Tokens = """
        {"token_type":"Bearer","access_token":"access-1","refresh_token":"refresh-1","expires_in":21600,"expires_at":1,
         "athlete":{"id":42,"firstname":"An\u001bna"}}
        """;

    private const string CodeInvalid =
        """{"message":"Bad Request","errors":[{"resource":"AuthorizationCode","field":"code","code":"invalid"}]}""";

    private const string RefreshTokenInvalid =
        """{"message":"Bad Request","errors":[{"resource":"RefreshToken","field":"refresh_token","code":"invalid"}]}""";

    private readonly StravaFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    private StravaAuthorization Authorization => _fixture.Get<StravaAuthorization>();

    [Fact]
    public void The_address_asks_for_what_is_needed()
    {
        var state = Authorization.CreateState(StravaFixture.Anna);

        var address = Authorization.BuildAuthorizeUri(state, new Uri("http://localhost:5123/"));

        var query = QueryHelpers.ParseQuery(address.Query);
        Assert.Equal("/oauth/authorize", address.AbsolutePath);
        Assert.Equal("1001", query["client_id"]);
        Assert.Equal("http://localhost:5123/", query["redirect_uri"]);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("read,activity:read_all", query["scope"]);
        Assert.Equal("auto", query["approval_prompt"]);
        Assert.Equal(state, query["state"]);
        Assert.NotEqual(state, Authorization.CreateState(StravaFixture.Anna));
    }

    [Fact]
    public async Task The_pasted_address_connects()
    {
        var state = Authorization.CreateState(StravaFixture.Anna);
        StubCode("abc", Tokens);

        var answer = Authorization.ParseResponse(
            StravaFixture.Anna,
            $" http://localhost:5123/?state={state}&code=abc&scope=read,activity:read_all "
        );
        var athlete = await Authorization.CompleteAsync(StravaFixture.Anna, answer, CancellationToken.None);

        Assert.Equal(new ConnectedAthlete("42", "Anna"), athlete);
        var tokens = _fixture.FindStoredTokens()!;
        Assert.Equal("access-1", tokens.AccessToken);
        Assert.Equal("refresh-1", tokens.RefreshToken);
        Assert.Equal("read,activity:read_all", tokens.Scope);
        Assert.Equal(StravaFixture.Now.AddHours(6), tokens.ExpiresAt);
        // A state can be used once.
        Assert.Equal(ErrorKind.InvalidInput, Refused($"http://localhost:5123/?state={state}&code=abc&scope=read").Kind);
    }

    [Fact]
    public async Task The_tokens_of_a_used_code_are_saved_again_until_the_database_accepts_them()
    {
        StubCode("abc", Tokens);
        var later = StravaFixture.Now.AddSeconds(14).ToUnixTimeSeconds();
        _fixture.Get<Database>().RefuseRows("INSERT", "tokens", when: $"new.updated_at < {later}");

        var connected = await Authorization.CompleteAsync(
            StravaFixture.Anna,
            new AuthorizationResponse("abc", ""),
            CancellationToken.None
        );

        Assert.Equal("42", connected.Id);
        Assert.Equal("refresh-1", _fixture.FindStoredTokens()!.RefreshToken);
        Assert.Equal(1, _fixture.CountCalls(StravaFixture.TokenPath));
    }

    [Fact]
    public async Task Connecting_waits_until_nobody_renews_the_tokens_from_before()
    {
        StubCode("abc", Tokens);
        Task<ConnectedAthlete> connecting;
        using (await _fixture.Get<RefreshLock>().AcquireAsync("strava", AnnaId, CancellationToken.None))
        {
            connecting = Authorization.CompleteAsync(
                StravaFixture.Anna,
                new AuthorizationResponse("abc", ""),
                CancellationToken.None
            );
            Assert.False(connecting.IsCompleted);
            Assert.Equal(0, _fixture.CountCalls(StravaFixture.TokenPath));
        }

        await connecting;
        Assert.Equal("refresh-1", _fixture.FindStoredTokens()!.RefreshToken);
    }

    private long AnnaId
    {
        get
        {
            using var connection = _fixture.Get<Database>().Open();
            return AthleteRepository.GetOrAddId(connection, "anna", _fixture.Clock);
        }
    }

    [Theory]
    [InlineData(
        400,
        """{"message":"Bad Request","errors":[{"resource":"Application","field":"client_id","code":"invalid"}]}""",
        "Strava:ClientId"
    )]
    [InlineData(
        401,
        """{"message":"Authorization Error","errors":[{"resource":"Application","field":"","code":"invalid"}]}""",
        "Strava:ClientSecret"
    )]
    public async Task An_id_or_secret_that_Strava_refuses_is_reported_before_the_page_opens(
        int status,
        string body,
        string names
    )
    {
        _fixture
            .Server.Given(Request.Create().WithPath(StravaFixture.TokenPath))
            .RespondWith(Response.Create().WithStatusCode(status).WithBody(body));

        var exception = await Assert.ThrowsAnyAsync<OperationException>(() =>
            Authorization.CheckApplicationAsync(StravaFixture.Anna, CancellationToken.None)
        );

        Assert.Equal(ErrorKind.InvalidInput, exception.Kind);
        Assert.Contains(names, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_id_and_secret_are_known_by_the_complaint_about_the_code_alone()
    {
        _fixture
            .Server.Given(Request.Create().WithPath(StravaFixture.TokenPath))
            .RespondWith(Response.Create().WithStatusCode(400).WithBody(CodeInvalid));

        await Authorization.CheckApplicationAsync(StravaFixture.Anna, CancellationToken.None);

        Assert.Equal(1, _fixture.CountCalls(StravaFixture.TokenPath));
    }

    [Fact]
    public async Task The_token_that_the_settings_page_shows_is_recognised_and_does_not_connect()
    {
        _fixture
            .Server.Given(Request.Create().WithPath(StravaFixture.TokenPath))
            .RespondWith(Response.Create().WithStatusCode(400).WithBody(CodeInvalid));
        _fixture
            .Server.Given(Request.Create().WithPath("/api/v3/athlete").WithHeader("Authorization", "Bearer 0123abcDEF"))
            .RespondWith(Response.Create().WithBody("""{"id":42}"""));

        var exception = await Assert.ThrowsAnyAsync<OperationException>(() =>
            Authorization.CompleteAsync(
                StravaFixture.Anna,
                new AuthorizationResponse("0123abcDEF", ""),
                CancellationToken.None
            )
        );

        Assert.Contains("access token", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0123abcDEF", exception.Message, StringComparison.Ordinal);
        Assert.Null(_fixture.FindStoredTokens());
    }

    [Fact]
    public void A_bare_code_needs_no_state() =>
        Assert.Equal(
            new AuthorizationResponse("0123abcDEF", ""),
            Authorization.ParseResponse(StravaFixture.Anna, "0123abcDEF\n")
        );

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("<script>")]
    public void What_is_no_code_is_named(string given) => Assert.Equal(ErrorKind.InvalidInput, Refused(given).Kind);

    [Fact]
    public void A_state_that_is_not_the_last_one_printed_is_refused()
    {
        var first = Authorization.CreateState(StravaFixture.Anna);
        Authorization.CreateState(StravaFixture.Anna);

        Assert.Contains(
            "the last one printed",
            Refused($"http://localhost:1/?state={first}&code=abc&scope=read").Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the last one printed",
            Refused("http://localhost:1/?code=abc&scope=read").Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_address_is_good_for_an_hour()
    {
        var state = Authorization.CreateState(StravaFixture.Anna);
        var pasted = $"http://localhost:1/?state={state}&code=abc&scope=read,activity:read_all";

        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("abc", Authorization.ParseResponse(StravaFixture.Anna, pasted).Code);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("an hour ago", Refused(pasted).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_no_at_Strava_is_explained()
    {
        var state = Authorization.CreateState(StravaFixture.Anna);

        var refused = Refused($"http://localhost:1/?state={state}&error=access_denied");

        Assert.Equal(ErrorKind.ActionRequired, refused.Kind);
        Assert.Contains("declined", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("read,activity:read")]
    public void An_unchecked_box_is_named(string scope)
    {
        var state = Authorization.CreateState(StravaFixture.Anna);

        var refused = Refused($"http://localhost:1/?state={state}&code=abc&scope={scope}");

        Assert.Equal(ErrorKind.ActionRequired, refused.Kind);
        Assert.Contains("View data about your private activities", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_refused_for_being_fresh_is_tried_once_more_after_two_seconds()
    {
        var call = Request.Create().WithPath(StravaFixture.TokenPath).UsingPost();
        _fixture
            .Server.Given(call)
            .InScenario("code")
            .WillSetStateTo("ripe")
            .RespondWith(Response.Create().WithStatusCode(400).WithBody(CodeInvalid));
        _fixture
            .Server.Given(call)
            .InScenario("code")
            .WhenStateIs("ripe")
            .RespondWith(Response.Create().WithBody(Tokens));

        await Authorization.CompleteAsync(
            StravaFixture.Anna,
            new AuthorizationResponse("abc", ""),
            CancellationToken.None
        );

        Assert.Equal(StravaFixture.Now.AddSeconds(2), _fixture.Clock.GetUtcNow());
        Assert.NotNull(_fixture.FindStoredTokens());
    }

    [Fact]
    public async Task A_code_refused_twice_needs_the_athlete()
    {
        _fixture
            .Server.Given(Request.Create().WithPath(StravaFixture.TokenPath))
            .RespondWith(Response.Create().WithStatusCode(400).WithBody(CodeInvalid));

        var refused = await Assert.ThrowsAnyAsync<OperationException>(() =>
            Authorization.CompleteAsync(
                StravaFixture.Anna,
                new AuthorizationResponse("abc", ""),
                CancellationToken.None
            )
        );

        Assert.Equal(ErrorKind.ActionRequired, refused.Kind);
        Assert.Equal(2, _fixture.CountCalls(StravaFixture.TokenPath));
        Assert.Null(_fixture.FindStoredTokens());
    }

    [Fact]
    public async Task A_Strava_account_belongs_to_one_athlete()
    {
        StubCode("abc", Tokens);
        await Authorization.CompleteAsync(
            StravaFixture.Anna,
            new AuthorizationResponse("abc", ""),
            CancellationToken.None
        );

        var refused = await Assert.ThrowsAnyAsync<OperationException>(() =>
            Authorization.CompleteAsync(StravaFixture.Ben, new AuthorizationResponse("abc", ""), CancellationToken.None)
        );

        Assert.Contains("connected as anna", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_athlete_does_not_slip_in_for_the_one_connected()
    {
        _fixture.Connect(TimeSpan.FromHours(1));
        StubCode("abc", Tokens.Replace("42", "43", StringComparison.Ordinal));

        var refused = await Assert.ThrowsAnyAsync<OperationException>(() =>
            Authorization.CompleteAsync(
                StravaFixture.Anna,
                new AuthorizationResponse("abc", ""),
                CancellationToken.None
            )
        );

        Assert.Contains("disconnect strava --athlete anna", refused.Message, StringComparison.Ordinal);
        Assert.Equal("42", _fixture.FindStoredTokens()!.SourceAthleteId);
    }

    [Fact]
    public async Task Connecting_again_replaces_a_revoked_authorization()
    {
        _fixture.Connect(TimeSpan.Zero);
        _fixture
            .Server.Given(Request.Create().WithPath(StravaFixture.TokenPath))
            .AtPriority(9)
            .RespondWith(Response.Create().WithStatusCode(400).WithBody(RefreshTokenInvalid));
        await _fixture.ReadAsync();
        Assert.NotNull(_fixture.FindStoredTokens()!.DeadReason);
        StubCode("abc", Tokens);

        await Authorization.CompleteAsync(
            StravaFixture.Anna,
            new AuthorizationResponse("abc", ""),
            CancellationToken.None
        );

        Assert.Null(_fixture.FindStoredTokens()!.DeadReason);
    }

    [Fact]
    public async Task The_loopback_page_takes_only_the_answer_waited_for()
    {
        await using var callback = await LoopbackCallbackListener.StartAsync("state-1", CancellationToken.None);
        using var browser = new HttpClient();

        var wrong = await browser.GetAsync(new Uri(callback.RedirectUri, "?state=other&code=evil"));
        var favicon = await browser.GetAsync(new Uri(callback.RedirectUri, "favicon.ico"));
        var right = await browser.GetAsync(new Uri(callback.RedirectUri, "?state=state-1&code=abc&scope=read"));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, wrong.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, favicon.StatusCode);
        Assert.Equal("localhost", callback.RedirectUri.Host);
        Assert.DoesNotContain("abc", await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("?state=state-1&code=abc&scope=read", await callback.WaitForCallbackAsync(CancellationToken.None));
    }

    private void StubCode(string code, string answer) =>
        _fixture
            .Server.Given(
                Request
                    .Create()
                    .WithPath(StravaFixture.TokenPath)
                    .UsingPost()
                    .WithBody(body =>
                        body!.Contains($"code={code}", StringComparison.Ordinal)
                        && body.Contains("grant_type=authorization_code", StringComparison.Ordinal)
                    )
            )
            .RespondWith(Response.Create().WithBody(answer));

    private OperationException Refused(string given) =>
        Assert.ThrowsAny<OperationException>(() => Authorization.ParseResponse(StravaFixture.Anna, given));
}
