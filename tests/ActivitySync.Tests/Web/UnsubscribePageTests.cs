using System.Net;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Web;

public sealed class UnsubscribePageTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
    private readonly HttpClient _browser = new();
    private readonly AppSettings _settings;
    private WebApplication? _app;

    public UnsubscribePageTests() =>
        _settings = new AppSettings
        {
            ActivitySync = new DaemonSettings
            {
                DataDirectory = _directory,
                PublicUrl = new Uri("https://runs.example.org/sync/"),
            },
            Athletes = [CreateAthlete("anna", "en"), CreateAthlete("ben", "de")],
        };

    private UnsubscribeLinks Link => new(_settings, new SecretProtector(_settings));

    private AthleteSettings Anna => _settings.Athletes[0];

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddActivitySync(_settings, TimeProvider.System).AddRoutingCore();
        foreach (
            var hosted in builder
                .Services.Where(service => service.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService))
                .ToList()
        )
        {
            builder.Services.Remove(hosted); // no schedules here
        }

        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        WebEndpoints.Map(_app);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _browser.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_look_shows_a_button_and_changes_nothing_however_often_a_scanner_looks()
    {
        for (var look = 0; look < 3; look++)
        {
            var answer = await _browser.GetAsync(CreateUrl(Link.CreateToken(Anna)));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(
                "<form method=\"post\">",
                await answer.Content.ReadAsStringAsync(),
                StringComparison.Ordinal
            );
        }

        using var head = new HttpRequestMessage(HttpMethod.Head, CreateUrl(Link.CreateToken(Anna)));
        Assert.False((await _browser.SendAsync(head)).IsSuccessStatusCode);
        Assert.Null(GetPausedUntil("anna"));
    }

    [Fact]
    public async Task The_button_turns_the_mails_off_for_that_runner_alone_until_they_resume()
    {
        var answer = await _browser.PostAsync(CreateUrl(Link.CreateToken(Anna)), null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(
            "activitysync resume --athlete anna",
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()),
            StringComparison.Ordinal
        );
        Assert.Equal(DateOnly.MaxValue, GetPausedUntil("anna"));
        Assert.Null(GetPausedUntil("ben"));
        Assert.DoesNotContain(
            "<form",
            await _browser.GetStringAsync(CreateUrl(Link.CreateToken(Anna))),
            StringComparison.Ordinal
        );

        using var connection = new Database(_settings, TimeProvider.System).Open();
        Assert.True(
            PauseRepository.End(
                connection,
                AthleteRepository.GetOrAddId(connection, "anna", TimeProvider.System),
                new DateOnly(2026, 11, 22)
            )
        );
        Assert.Null(GetPausedUntil("anna"));
    }

    [Fact]
    public async Task A_mail_programs_one_click_does_the_same_and_again_changes_nothing()
    {
        for (var click = 0; click < 2; click++)
        {
            using var body = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
            Assert.Equal(
                HttpStatusCode.OK,
                (await _browser.PostAsync(CreateUrl(Link.CreateToken(Anna)), body)).StatusCode
            );
        }

        Assert.Equal(DateOnly.MaxValue, GetPausedUntil("anna"));
    }

    [Fact]
    public async Task An_address_that_was_not_made_here_does_nothing()
    {
        var word = Link.CreateToken(Anna);
        string[] wrong =
        [
            "anna",
            "anna.",
            $"ben{word["anna".Length..]}",
            word[..^1] + (word[^1] == 'A' ? 'Q' : 'A'),
            $"{word}x",
            "carl.c2lnbmF0dXJlLW9mLWFubmE",
        ];
        foreach (var one in wrong)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _browser.GetAsync(CreateUrl(one))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await _browser.PostAsync(CreateUrl(one), null)).StatusCode);
        }

        Assert.Null(GetPausedUntil("anna"));
        Assert.Null(GetPausedUntil("ben"));
    }

    [Fact]
    public async Task The_page_speaks_the_runners_language_and_may_do_nothing_else()
    {
        var answer = await _browser.GetAsync(CreateUrl(Link.CreateToken(_settings.Athletes[1])));

        Assert.Contains("Mails abstellen", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "default-src 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public void The_address_stands_behind_the_public_page_and_is_the_same_after_a_restart()
    {
        Assert.StartsWith(
            "https://runs.example.org/sync/unsubscribe/anna.",
            Link.Create(Anna)!.AbsoluteUri,
            StringComparison.Ordinal
        );
        Assert.Equal(Link.Create(Anna), Link.Create(Anna));
        Assert.NotEqual(
            Link.CreateToken(Anna)["anna.".Length..],
            Link.CreateToken(_settings.Athletes[1])["ben.".Length..]
        );
        var withoutPage = _settings with { ActivitySync = _settings.ActivitySync with { PublicUrl = null } };
        Assert.Null(new UnsubscribeLinks(withoutPage, new SecretProtector(withoutPage)).Create(Anna));
    }

    [Fact]
    public void Another_key_makes_the_old_addresses_void()
    {
        var word = Link.CreateToken(Anna);
        File.Delete(Path.Combine(_directory, "secret.key"));

        Assert.Null(new UnsubscribeLinks(_settings, new SecretProtector(_settings)).FindAthlete(word));
    }

    private DateOnly? GetPausedUntil(string runner)
    {
        using var connection = new Database(_settings, TimeProvider.System).Open();
        return PauseRepository.FindEndDate(
            connection,
            AthleteRepository.GetOrAddId(connection, runner, TimeProvider.System)
        );
    }

    private Uri CreateUrl(string word) =>
        new(
            $"{_app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/unsubscribe/{word}"
        );

    private static AthleteSettings CreateAthlete(string name, string language) =>
        new()
        {
            Name = name,
            Email = $"{name}@example.org",
            TimeZone = TimeZoneInfo.Utc,
            Language = language,
        };
}
