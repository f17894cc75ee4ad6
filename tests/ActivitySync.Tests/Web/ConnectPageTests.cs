using System.Net;
using ActivitySync.Configuration;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.IntervalsIcu;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.Sources.Garmin;
using ActivitySync.Web;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Web;

/// <summary>The cards of sources, and a source that is read with a key.</summary>
public sealed class ConnectPageTests : IAsyncLifetime
{
    private const string KeyPath = "/connect/garmin/key";

    private readonly CommandFixture _commands = new("ben");
    private GarminServerFixture? _garmin;
    private PageFixture? _page;

    private PageFixture Page => _page!;

    private AthleteSettings Anna => _commands.Settings.FileAthletes[0];

    public async ValueTask InitializeAsync()
    {
        _garmin = await GarminServerFixture.StartAsync();
        _commands.With(settings =>
            settings with
            {
                FileAthletes =
                [
                    settings.FileAthletes[0] with
                    {
                        Sources = new AthleteSources { Enabled = [SourceNames.Garmin], Inbox = "/srv/inbox <anna>" },
                    },
                    settings.FileAthletes[1],
                ],
                SourceSettings = [new GarminSettings { ApiUrl = _garmin.Address }],
            }
        );
        _page = await PageFixture.StartAsync(_commands);
    }

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        await _garmin!.DisposeAsync();
        _commands.Dispose();
    }

    [Fact]
    public async Task Every_source_has_a_card_with_its_state_and_the_inbox_is_named()
    {
        var anna = await Page.SignInAsync();
        var html = await anna.GetStringAsync("/connect");

        Assert.Contains("<h2>Garmin <span class=\"tag\">not connected</span>", html, StringComparison.Ordinal);
        Assert.Contains("<h2>Strava <span class=\"tag\">off</span>", html, StringComparison.Ordinal);
        Assert.Contains("/srv/inbox &lt;anna&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("action=\"/connect/strava/start\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/disconnect", html, StringComparison.Ordinal);
        Assert.DoesNotContain("inbox", await (await Page.SignInAsync("ben")).GetStringAsync("/connect"));
    }

    [Fact]
    public async Task A_key_is_tested_stored_encrypted_used_and_never_shown()
    {
        var anna = await Page.SignInAsync();

        using var saved = await EnterAsync(anna, GarminServerFixture.Key, "2027-11-25");

        Assert.Equal("/connect?connected=garmin", saved.Headers.Location?.ToString());
        await Page.Services.GetRequiredService<PageTasks>().RunWaitingAsync(TestContext.Current.CancellationToken);
        Assert.True(_garmin!.ListCalls > 0);
        var html = WebUtility.HtmlDecode(await anna.GetStringAsync("/connect?connected=garmin"));
        Assert.Contains("Garmin is connected.", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"tag\">connected</span>", html, StringComparison.Ordinal);
        Assert.Contains("The key works until Thursday 25 November", html, StringComparison.Ordinal);
        Assert.DoesNotContain(GarminServerFixture.Key, html, StringComparison.Ordinal);
        using var connection = _commands.Database.Open();
        var stored = connection.ExecuteScalar<byte[]>("SELECT key FROM source_keys");
        Assert.DoesNotContain(
            GarminServerFixture.Key,
            System.Text.Encoding.Latin1.GetString(stored!),
            StringComparison.Ordinal
        );
        var (exit, output, error) = await _commands.RunAsync("sync", "--athlete", "anna");
        Assert.True(exit == ActivitySync.Commands.ExitCode.Done, output + error);
    }

    [Fact]
    public async Task A_refused_key_changes_nothing_and_the_page_says_what_to_do()
    {
        var anna = await Page.SignInAsync();
        _garmin!.AcceptsKeys = false;

        using var refused = await EnterAsync(anna, "old-key", "2027-11-25");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var html = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        Assert.Contains("href=\"#garmin-key\"", html, StringComparison.Ordinal);
        Assert.Contains("Garmin refuses this key", html, StringComparison.Ordinal);
        Assert.Contains("value=\"2027-11-25\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("old-key", html, StringComparison.Ordinal);
        using var connection = _commands.Database.Open();
        Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM source_keys"));
    }

    [Theory]
    [InlineData("", "", "no key")]
    [InlineData("with space", "", "no key")]
    [InlineData("ü", "", "no key")]
    [InlineData("key", "2020-01-01", "date to come")]
    [InlineData("key", "9999-01-01", "date to come")]
    [InlineData("key", "soon", "date to come")]
    public async Task Impossible_values_are_refused_without_a_call(string key, string expires, string message)
    {
        var anna = await Page.SignInAsync();

        using var refused = await EnterAsync(anna, key, expires);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(message, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, _garmin!.TokenCalls);
    }

    [Fact]
    public async Task An_outage_is_no_refusal()
    {
        var anna = await Page.SignInAsync();
        _garmin!.EnqueueStatus(503);
        _garmin.EnqueueStatus(503);
        _garmin.EnqueueStatus(503);
        _garmin.EnqueueStatus(503);

        using var away = await EnterAsync(anna, GarminServerFixture.Key, "");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Contains("answer at the moment", await away.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_layers_are_environment_page_and_file()
    {
        var anna = await Page.SignInAsync();
        await EnterAsync(anna, GarminServerFixture.Key, "");
        Assert.Equal(GarminServerFixture.Key, FindKey(Anna));

        Assert.Equal(GarminServerFixture.Key, FindKey(WithSecret("of-the-file", isFromEnvironment: false)));
        Assert.Equal("of-the-environment", FindKey(WithSecret("of-the-environment", isFromEnvironment: true)));

        using var gone = await PageFixture.PressAsync(anna, "/connect/garmin/disconnect", "/connect/garmin/disconnect");
        Assert.Equal("/connect?disconnected=garmin", gone.Headers.Location?.ToString());
        Assert.Null(FindKey(Anna));
        Assert.Equal("of-the-file", FindKey(WithSecret("of-the-file", isFromEnvironment: false)));
    }

    [Fact]
    public async Task A_key_of_the_environment_has_no_field()
    {
        _commands.With(settings =>
            settings with
            {
                FileAthletes = [WithSecret("of-the-environment", isFromEnvironment: true), settings.FileAthletes[1]],
            }
        );
        await using var page = await PageFixture.StartAsync(_commands);
        var anna = await page.SignInAsync();

        var html = await anna.GetStringAsync("/connect");

        Assert.DoesNotContain(KeyPath, html, StringComparison.Ordinal);
        Assert.Contains("set by whoever runs this machine", html, StringComparison.Ordinal);
        Assert.DoesNotContain("of-the-environment", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_does_not_expire_has_no_field_for_its_last_day()
    {
        _commands.With(settings =>
            settings with
            {
                FileAthletes =
                [
                    Anna with
                    {
                        Sources = new AthleteSources { Enabled = [SourceNames.Intervals] },
                    },
                    settings.FileAthletes[1],
                ],
                SourceSettings = [.. settings.SourceSettings, new IntervalsSettings()],
            }
        );
        await using var page = await PageFixture.StartAsync(_commands);
        var anna = await page.SignInAsync();

        var html = await anna.GetStringAsync("/connect");

        Assert.Contains("/connect/intervals/key", html, StringComparison.Ordinal);
        Assert.Contains("https://intervals.icu/settings", html, StringComparison.Ordinal);
        Assert.DoesNotContain("intervals-expires", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnecting_asks_first_and_deletes_what_came_from_there()
    {
        var anna = await Page.SignInAsync();
        await EnterAsync(anna, GarminServerFixture.Key, "2027-11-25");
        _commands.AddRecording(
            CommandFixture.CreateRecording(SourceNames.Garmin, "1", "2026-11-20T09:00:00+01:00", 10, 60)
        );

        var question = await anna.GetStringAsync("/connect/garmin/disconnect");
        Assert.Contains("can’t be undone", WebUtility.HtmlDecode(question), StringComparison.Ordinal);
        Assert.Equal(1, Count("recordings"));
        await PageFixture.PressAsync(anna, "/connect/garmin/disconnect", "/connect/garmin/disconnect");

        foreach (var table in new[] { "recordings", "source_keys", "key_properties", "tokens" })
        {
            Assert.Equal(0, Count(table));
        }
    }

    [Fact]
    public async Task Unknown_sources_are_not_there_and_nothing_is_without_a_session()
    {
        var anna = await Page.SignInAsync();
        foreach (var path in new[] { "/connect/nobody/callback", "/connect/nobody/code", "/connect/garmin/code" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync(path)).StatusCode);
        }

        foreach (var path in new[] { "/connect", "/connect/strava/callback?state=x&code=y", "/connect/strava/code" })
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await Page.CreateBrowser().GetAsync(path)).StatusCode);
        }
    }

    [Fact]
    public async Task A_lost_key_file_ends_the_key_and_not_the_page()
    {
        var anna = await Page.SignInAsync();
        await EnterAsync(anna, GarminServerFixture.Key, "");
        using (var connection = _commands.Database.Open())
        {
            connection.Execute("UPDATE source_keys SET key = @key", new { key = new byte[] { 0, 17, 34, 51 } });
        }

        Assert.Equal(HttpStatusCode.OK, (await anna.GetAsync("/connect")).StatusCode);
        Assert.ThrowsAny<OperationException>(() => FindKey(Anna));
    }

    private string? FindKey(AthleteSettings athlete) =>
        Page.Services.GetRequiredService<GarminTokenProvider>().FindKey(athlete);

    private AthleteSettings WithSecret(string key, bool isFromEnvironment) =>
        Anna with
        {
            Sources = Anna.Sources with
            {
                Secrets = new Dictionary<string, string> { ["GarminApiKey"] = key },
                EnvironmentSecrets = isFromEnvironment ? ["GarminApiKey"] : [],
            },
        };

    private long Count(string table)
    {
        using var connection = _commands.Database.Open();
        return connection.ExecuteScalar<long>($"SELECT count(*) FROM {table}");
    }

    private static Task<HttpResponseMessage> EnterAsync(HttpClient browser, string key, string expires) =>
        PageFixture.PressAsync(browser, "/connect", KeyPath, ("key", key), ("expires", expires));
}
