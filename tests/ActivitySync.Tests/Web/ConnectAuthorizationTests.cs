using System.Net;
using System.Text.Json.Nodes;
using ActivitySync.Configuration;
using ActivitySync.Sources.Strava;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Sources.Strava;
using ActivitySync.Web;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Web;

/// <summary>A source that asks for permission on its own page, against the stand-in.</summary>
[Trait("Category", "System")]
public sealed class ConnectAuthorizationTests : IAsyncLifetime
{
    private const string StartPath = "/connect/strava/start";
    private const string CodePath = "/connect/strava/code";

    private readonly StravaSimulator _strava = StravaSimulator.Start(
        new JsonObject
        {
            ["clientSecret"] = StravaFixture.Secret,
            ["now"] = "2026-11-23T07:00:00Z",
            ["athletes"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = 42,
                    ["firstname"] = "Anna",
                    ["code"] = "c0de",
                    ["activities"] = JsonNode.Parse(StravaSourceTests.Page(1, 12)),
                }
            ),
        }
    );

    private readonly CommandFixture _commands = new("ben");
    private readonly HttpClient _strangersBrowser = new(new HttpClientHandler { AllowAutoRedirect = false });
    private PageFixture? _page;

    private PageFixture Page => _page!;

    public async ValueTask InitializeAsync()
    {
        _commands.With(settings =>
            settings with
            {
                FileAthletes =
                [
                    .. settings.FileAthletes.Select(athlete =>
                        athlete with
                        {
                            Sources = new AthleteSources { Enabled = [SourceNames.Strava] },
                        }
                    ),
                ],
                SourceSettings =
                [
                    new StravaSettings
                    {
                        ClientId = "1001",
                        ClientSecret = StravaFixture.Secret,
                        ApiUrl = new Uri(_strava.ApiUrl),
                        OAuthUrl = new Uri(_strava.OAuthUrl),
                    },
                ],
            }
        );
        _page = await PageFixture.StartAsync(_commands);
    }

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        _strangersBrowser.Dispose();
        _commands.Dispose();
        _strava.Dispose();
    }

    [Fact]
    public async Task Without_a_public_address_the_final_address_is_pasted()
    {
        var anna = await Page.SignInAsync();

        using var started = await PageFixture.PressAsync(anna, "/connect", StartPath);
        Assert.Equal(CodePath, started.Headers.Location?.ToString());
        var answer = await AnswerAsync(ReadAddress(await anna.GetStringAsync(CodePath)));
        Assert.StartsWith("http://localhost/", answer, StringComparison.Ordinal);
        using var connected = await PasteAsync(anna, $"  {answer} ");

        Assert.Equal("/connect?connected=strava", connected.Headers.Location?.ToString());
        await Page.Services.GetRequiredService<PageTasks>().RunWaitingAsync(TestContext.Current.CancellationToken);
        Assert.Equal(12, Count("recordings"));
        var html = await anna.GetStringAsync("/connect");
        Assert.Contains("<h2>Strava <span class=\"tag\">connected</span>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_public_address_the_browser_comes_back_by_itself()
    {
        await using var page = await StartWithPublicUrlAsync();
        var anna = await page.SignInAsync();

        using var started = await PageFixture.PressAsync(anna, "/connect", StartPath);
        Assert.Equal(HttpStatusCode.SeeOther, started.StatusCode);
        var callback = new Uri(await AnswerAsync(started.Headers.Location!.AbsoluteUri));
        Assert.StartsWith("https://runs.example.org/sync/connect/strava/callback?", callback.AbsoluteUri);
        using var done = await anna.GetAsync($"/connect/strava/callback{callback.Query}");

        Assert.Equal("/connect?connected=strava", done.Headers.Location?.ToString());
        Assert.Equal(1, Count("tokens"));
        using var again = await anna.GetAsync($"/connect/strava/callback{callback.Query}");
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task The_other_way_is_open_with_a_public_address_too()
    {
        await using var page = await StartWithPublicUrlAsync();
        var anna = await page.SignInAsync();

        using var started = await PageFixture.PressAsync(anna, "/connect", StartPath, ("way", "paste"));

        Assert.Equal(CodePath, started.Headers.Location?.ToString());
        Assert.Contains("name=\"answer\"", await anna.GetStringAsync(CodePath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_another_session_is_refused()
    {
        await using var page = await StartWithPublicUrlAsync();
        var anna = await page.SignInAsync();
        var annasPhone = await page.SignInAsync();
        var ben = await page.SignInAsync("ben");
        using var started = await PageFixture.PressAsync(anna, "/connect", StartPath);
        var query = new Uri(await AnswerAsync(started.Headers.Location!.AbsoluteUri)).Query;

        foreach (var browser in new[] { annasPhone, ben })
        {
            using var refused = await browser.GetAsync($"/connect/strava/callback{query}");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(
                "doesn’t belong to your last try in this browser",
                WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()),
                StringComparison.Ordinal
            );
        }

        foreach (var wrong in new[] { "", "?", "?code=c0de", "?state=&code=c0de", query.Replace("state=", "state=0") })
        {
            using var refused = await anna.GetAsync($"/connect/strava/callback{wrong}");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        Assert.Equal(0, Count("tokens"));
        using var own = await anna.GetAsync($"/connect/strava/callback{query}");
        Assert.Equal("/connect?connected=strava", own.Headers.Location?.ToString());
    }

    [Fact]
    public async Task An_unchecked_box_is_named_and_the_page_stays_open_for_another_try()
    {
        var anna = await Page.SignInAsync();
        await PageFixture.PressAsync(anna, "/connect", StartPath);
        var answer = await AnswerAsync(ReadAddress(await anna.GetStringAsync(CodePath)));

        foreach (var scope in new[] { "scope=read", "scope=", "other=x" })
        {
            var reduced = System.Text.RegularExpressions.Regex.Replace(answer, "scope=[^&]*", scope);
            using var refused = await PasteAsync(anna, reduced);

            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            var html = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
            Assert.Contains("“View data about your private activities” was unchecked", html, StringComparison.Ordinal);
            Assert.Contains("href=\"#answer\"", html, StringComparison.Ordinal);
        }

        using var declined = await PasteAsync(anna, answer.Split("&code")[0] + "&error=access_denied");
        Assert.Equal(HttpStatusCode.BadRequest, declined.StatusCode);
        using var connected = await PasteAsync(anna, answer);
        Assert.Equal(HttpStatusCode.SeeOther, connected.StatusCode);
    }

    [Fact]
    public async Task A_code_alone_and_other_texts_are_refused()
    {
        var anna = await Page.SignInAsync();
        await PageFixture.PressAsync(anna, "/connect", StartPath);
        foreach (var typed in new[] { "c0de", "", "http://", "=", "?&&==", new string('x', 5000), "\u0000", "%zz=1" })
        {
            using var refused = await PasteAsync(anna, typed);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        Assert.Equal(0, Count("tokens"));
    }

    [Fact]
    public async Task The_account_of_somebody_else_is_refused_without_a_name()
    {
        var annaId = _commands.GetAthleteId();
        using (var connection = _commands.Database.Open())
        {
            connection.Execute(
                "INSERT INTO tokens (athlete_id, source, source_athlete_id, access_token, refresh_token, expires_at, "
                    + "scope, updated_at) VALUES (@Id, 'strava', '42', @Token, @Token, 1795416000, '', 1795416000)",
                new { Id = annaId, Token = new byte[] { 0 } }
            );
        }

        var ben = await Page.SignInAsync("ben");
        await PageFixture.PressAsync(ben, "/connect", StartPath);

        using var refused = await PasteAsync(ben, await AnswerAsync(ReadAddress(await ben.GetStringAsync(CodePath))));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var html = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        Assert.Contains("connected for somebody else here", html, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_old_address_has_expired_and_a_form_may_lead_to_the_stand_in()
    {
        var anna = await Page.SignInAsync();
        await PageFixture.PressAsync(anna, "/connect", StartPath);
        var answer = await AnswerAsync(ReadAddress(await anna.GetStringAsync(CodePath)));
        var token = PageFixture.FindToken(await anna.GetStringAsync(CodePath), CodePath)!;
        _commands.Clock.Advance(TimeSpan.FromHours(2));

        using var form = new FormUrlEncodedContent([new("token", token), new("answer", answer)]);
        using var late = await anna.PostAsync(CodePath, form);
        var page = await anna.GetAsync("/connect");

        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
        Assert.Contains("more than an hour", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/connect", (await anna.GetAsync(CodePath)).Headers.Location?.ToString());
        Assert.Contains(
            $"form-action 'self' {_strava.Address.GetLeftPart(UriPartial.Authority)};",
            page.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }

    private Task<PageFixture> StartWithPublicUrlAsync()
    {
        _commands.With(settings =>
            settings with
            {
                ActivitySync = settings.ActivitySync with { PublicUrl = new Uri("https://runs.example.org/sync/") },
            }
        );
        return PageFixture.StartAsync(_commands);
    }

    /// <summary>The athlete opens the address and agrees; returns the address on which the browser ends.</summary>
    private async Task<string> AnswerAsync(string address)
    {
        using var response = await _strangersBrowser.GetAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.OriginalString;
    }

    private string ReadAddress(string html) =>
        WebUtility.HtmlDecode(html.Split($"href=\"{_strava.Address}")[1].Split('"')[0]) is { } rest
            ? $"{_strava.Address}{rest}"
            : "";

    private static Task<HttpResponseMessage> PasteAsync(HttpClient browser, string answer) =>
        PageFixture.PressAsync(browser, CodePath, CodePath, ("answer", answer));

    private long Count(string table)
    {
        using var connection = _commands.Database.Open();
        return connection.ExecuteScalar<long>($"SELECT count(*) FROM {table}");
    }
}
