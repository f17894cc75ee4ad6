using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using ActivitySync.Store;
using Microsoft.AspNetCore.WebUtilities;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace ActivitySync.Tests.Sources.Strava;

public sealed class StravaAuthorisationTests : IDisposable
{
    private const string Tokens =
        """{"token_type":"Bearer","access_token":"access-1","refresh_token":"refresh-1","expires_in":21600,"expires_at":1,"athlete":{"id":42,"firstname":"An\u001bna"}}""";

    private readonly StravaWorld _world = new();

    public void Dispose() => _world.Dispose();

    private StravaAuthorisation Authorisation => _world.Use<StravaAuthorisation>();

    [Fact]
    public void The_address_asks_for_what_is_needed()
    {
        var state = Authorisation.Ask(StravaWorld.Anna);

        var address = Authorisation.Address(state, new Uri("http://localhost:5123/"));

        var query = QueryHelpers.ParseQuery(address.Query);
        Assert.Equal("/oauth/authorize", address.AbsolutePath);
        Assert.Equal("1001", query["client_id"]);
        Assert.Equal("http://localhost:5123/", query["redirect_uri"]);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("read,activity:read_all", query["scope"]);
        Assert.Equal("auto", query["approval_prompt"]);
        Assert.Equal(state, query["state"]);
        Assert.NotEqual(state, Authorisation.Ask(StravaWorld.Anna));
    }

    [Fact]
    public async Task The_pasted_address_connects()
    {
        var state = Authorisation.Ask(StravaWorld.Anna);
        Codes("abc", Tokens);

        var answer = Authorisation.Read(StravaWorld.Anna, $" http://localhost:5123/?state={state}&code=abc&scope=read,activity:read_all ");
        var athlete = await Authorisation.CompleteAsync(StravaWorld.Anna, answer, CancellationToken.None);

        Assert.Equal(new ConnectedAthlete("42", "Anna"), athlete);
        var held = _world.Held()!;
        Assert.Equal("access-1", held.AccessToken);
        Assert.Equal("refresh-1", held.RefreshToken);
        Assert.Equal("read,activity:read_all", held.Scope);
        Assert.Equal(StravaWorld.Now.AddHours(6), held.ExpiresAt);
        Assert.Equal(ExitCode.WrongInput, Refused($"http://localhost:5123/?state={state}&code=abc&scope=read").ExitCode); // the state is used up
    }

    [Fact]
    public async Task Connecting_waits_until_nobody_renews_the_tokens_from_before()
    {
        Codes("abc", Tokens);
        Task<ConnectedAthlete> connecting;
        using (await _world.Use<RefreshGate>().EnterAsync("strava", AnnasId, CancellationToken.None))
        {
            connecting = Authorisation.CompleteAsync(StravaWorld.Anna, new AuthorisationAnswer("abc", ""), CancellationToken.None);
            Assert.False(connecting.IsCompleted);
            Assert.Equal(0, _world.Calls(StravaWorld.TokenPath));
        }

        await connecting;
        Assert.Equal("refresh-1", _world.Held()!.RefreshToken);
    }

    private long AnnasId
    {
        get
        {
            using var store = _world.Use<Database>().Open();
            return Athletes.IdOf(store, "anna", _world.Clock);
        }
    }

    [Theory]
    [InlineData(400, """{"message":"Bad Request","errors":[{"resource":"Application","field":"client_id","code":"invalid"}]}""", "Strava:ClientId")]
    [InlineData(401, """{"message":"Authorization Error","errors":[{"resource":"Application","field":"","code":"invalid"}]}""", "Strava:ClientSecret")]
    public async Task An_id_or_secret_that_Strava_does_not_take_is_told_before_the_runner_is_sent_there(int status, string body, string names)
    {
        _world.Server.Given(Request.Create().WithPath(StravaWorld.TokenPath)).RespondWith(Response.Create().WithStatusCode(status).WithBody(body));

        var trouble = await Assert.ThrowsAsync<CannotProceedException>(() => Authorisation.CheckApplicationAsync(StravaWorld.Anna, CancellationToken.None));

        Assert.Equal(ExitCode.WrongInput, trouble.ExitCode);
        Assert.Contains(names, trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_id_and_secret_are_known_by_the_complaint_about_the_code_alone()
    {
        _world.Server.Given(Request.Create().WithPath(StravaWorld.TokenPath)).RespondWith(Response.Create().WithStatusCode(400).WithBody(
            """{"message":"Bad Request","errors":[{"resource":"AuthorizationCode","field":"code","code":"invalid"}]}"""));

        await Authorisation.CheckApplicationAsync(StravaWorld.Anna, CancellationToken.None);

        Assert.Equal(1, _world.Calls(StravaWorld.TokenPath));
    }

    [Fact]
    public async Task The_token_that_the_settings_page_shows_is_recognised_and_does_not_connect()
    {
        _world.Server.Given(Request.Create().WithPath(StravaWorld.TokenPath)).RespondWith(Response.Create().WithStatusCode(400).WithBody(
            """{"message":"Bad Request","errors":[{"resource":"AuthorizationCode","field":"code","code":"invalid"}]}"""));
        _world.Server.Given(Request.Create().WithPath("/api/v3/athlete").WithHeader("Authorization", "Bearer 0123abcDEF"))
            .RespondWith(Response.Create().WithBody("""{"id":42}"""));

        var trouble = await Assert.ThrowsAsync<CannotProceedException>(
            () => Authorisation.CompleteAsync(StravaWorld.Anna, new AuthorisationAnswer("0123abcDEF", ""), CancellationToken.None));

        Assert.Contains("access token", trouble.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0123abcDEF", trouble.Message, StringComparison.Ordinal);
        Assert.Null(_world.Held());
    }

    [Fact]
    public void A_bare_code_needs_no_state() =>
        Assert.Equal(new AuthorisationAnswer("0123abcDEF", ""), Authorisation.Read(StravaWorld.Anna, "0123abcDEF\n"));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("<script>")]
    public void What_is_no_code_is_named(string given) => Assert.Equal(ExitCode.WrongInput, Refused(given).ExitCode);

    [Fact]
    public void A_state_that_is_not_the_last_one_printed_is_refused()
    {
        var first = Authorisation.Ask(StravaWorld.Anna);
        Authorisation.Ask(StravaWorld.Anna);

        Assert.Contains("the last one printed", Refused($"http://localhost:1/?state={first}&code=abc&scope=read").Message, StringComparison.Ordinal);
        Assert.Contains("the last one printed", Refused("http://localhost:1/?code=abc&scope=read").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_is_good_for_an_hour()
    {
        var state = Authorisation.Ask(StravaWorld.Anna);
        var pasted = $"http://localhost:1/?state={state}&code=abc&scope=read,activity:read_all";

        _world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("abc", Authorisation.Read(StravaWorld.Anna, pasted).Code);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("an hour ago", Refused(pasted).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_no_at_Strava_is_explained()
    {
        var state = Authorisation.Ask(StravaWorld.Anna);

        var refused = Refused($"http://localhost:1/?state={state}&error=access_denied");

        Assert.Equal(ExitCode.ActionNeeded, refused.ExitCode);
        Assert.Contains("declined", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("read,activity:read")]
    public void A_box_unticked_is_named(string scope)
    {
        var state = Authorisation.Ask(StravaWorld.Anna);

        var refused = Refused($"http://localhost:1/?state={state}&code=abc&scope={scope}");

        Assert.Equal(ExitCode.ActionNeeded, refused.ExitCode);
        Assert.Contains("View data about your private activities", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_refused_for_being_fresh_is_tried_once_more_after_two_seconds()
    {
        var call = Request.Create().WithPath(StravaWorld.TokenPath).UsingPost();
        _world.Server.Given(call).InScenario("code").WillSetStateTo("ripe").RespondWith(Response.Create().WithStatusCode(400).WithBody(
            """{"message":"Bad Request","errors":[{"resource":"AuthorizationCode","field":"code","code":"invalid"}]}"""));
        _world.Server.Given(call).InScenario("code").WhenStateIs("ripe").RespondWith(Response.Create().WithBody(Tokens));

        await Authorisation.CompleteAsync(StravaWorld.Anna, new AuthorisationAnswer("abc", ""), CancellationToken.None);

        Assert.Equal(StravaWorld.Now.AddSeconds(2), _world.Clock.GetUtcNow());
        Assert.NotNull(_world.Held());
    }

    [Fact]
    public async Task A_code_refused_twice_needs_the_runner()
    {
        _world.Server.Given(Request.Create().WithPath(StravaWorld.TokenPath)).RespondWith(Response.Create().WithStatusCode(400).WithBody(
            """{"message":"Bad Request","errors":[{"resource":"AuthorizationCode","field":"code","code":"invalid"}]}"""));

        var refused = await Assert.ThrowsAsync<CannotProceedException>(
            () => Authorisation.CompleteAsync(StravaWorld.Anna, new AuthorisationAnswer("abc", ""), CancellationToken.None));

        Assert.Equal(ExitCode.ActionNeeded, refused.ExitCode);
        Assert.Equal(2, _world.Calls(StravaWorld.TokenPath));
        Assert.Null(_world.Held());
    }

    [Fact]
    public async Task One_athlete_at_Strava_is_one_runner_here()
    {
        Codes("abc", Tokens);
        await Authorisation.CompleteAsync(StravaWorld.Anna, new AuthorisationAnswer("abc", ""), CancellationToken.None);

        var refused = await Assert.ThrowsAsync<CannotProceedException>(
            () => Authorisation.CompleteAsync(StravaWorld.Ben, new AuthorisationAnswer("abc", ""), CancellationToken.None));

        Assert.Contains("connected as anna", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_athlete_does_not_slip_in_for_the_one_connected()
    {
        _world.Connect(TimeSpan.FromHours(1));
        Codes("abc", Tokens.Replace("42", "43", StringComparison.Ordinal));

        var refused = await Assert.ThrowsAsync<CannotProceedException>(
            () => Authorisation.CompleteAsync(StravaWorld.Anna, new AuthorisationAnswer("abc", ""), CancellationToken.None));

        Assert.Contains("disconnect strava --athlete anna", refused.Message, StringComparison.Ordinal);
        Assert.Equal("42", _world.Held()!.SourceAthleteId);
    }

    [Fact]
    public async Task Connecting_again_brings_a_dead_authorisation_back()
    {
        _world.Connect(TimeSpan.Zero);
        _world.Server.Given(Request.Create().WithPath(StravaWorld.TokenPath)).AtPriority(9).RespondWith(Response.Create().WithStatusCode(400).WithBody(
            """{"message":"Bad Request","errors":[{"resource":"RefreshToken","field":"refresh_token","code":"invalid"}]}"""));
        await _world.ReadAsync();
        Assert.NotNull(_world.Held()!.DeadReason);
        Codes("abc", Tokens);

        await Authorisation.CompleteAsync(StravaWorld.Anna, new AuthorisationAnswer("abc", ""), CancellationToken.None);

        Assert.Null(_world.Held()!.DeadReason);
    }

    [Fact]
    public async Task The_loopback_page_takes_only_the_answer_waited_for()
    {
        await using var callback = await LoopbackCallback.StartAsync("state-1", CancellationToken.None);
        using var browser = new HttpClient();

        var wrong = await browser.GetAsync(new Uri(callback.Address, "?state=other&code=evil"));
        var favicon = await browser.GetAsync(new Uri(callback.Address, "favicon.ico"));
        var right = await browser.GetAsync(new Uri(callback.Address, "?state=state-1&code=abc&scope=read"));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, wrong.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, favicon.StatusCode);
        Assert.Equal("localhost", callback.Address.Host);
        Assert.DoesNotContain("abc", await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("?state=state-1&code=abc&scope=read", await callback.AnswerAsync(CancellationToken.None));
    }

    private void Codes(string code, string answer) =>
        _world.Server.Given(Request.Create().WithPath(StravaWorld.TokenPath).UsingPost().WithBody(body =>
                body!.Contains($"code={code}", StringComparison.Ordinal) && body.Contains("grant_type=authorization_code", StringComparison.Ordinal)))
            .RespondWith(Response.Create().WithBody(answer));

    private CannotProceedException Refused(string given) =>
        Assert.Throws<CannotProceedException>(() => Authorisation.Read(StravaWorld.Anna, given));
}
