using System.Net;
using System.Text.RegularExpressions;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Tests.Data;
using ActivitySync.Tests.Infrastructure;
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
            Store = TestStore.For(_directory),
            ActivitySync = new DaemonSettings
            {
                DataDirectory = _directory,
                PublicUrl = new Uri("https://runs.example.org/sync/"),
            },
            FileAthletes = [CreateAthlete("anna", "en"), CreateAthlete("ben", "de")],
        };

    private UnsubscribeLinks Links =>
        new(_settings, RosterBuilder.Create(_settings), new SecretProtector(_settings, TimeProvider.System));

    private AthleteSettings Anna => _settings.FileAthletes[0];

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
            builder.Services.Remove(hosted); // no jobs in this test
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
    public async Task Opening_the_link_shows_a_button_and_changes_nothing()
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var response = await _browser.GetAsync(CreateUrl(Links.CreateToken(Anna)));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains(
                "<form method=\"post\"",
                await response.Content.ReadAsStringAsync(),
                StringComparison.Ordinal
            );
        }

        using var head = new HttpRequestMessage(HttpMethod.Head, CreateUrl(Links.CreateToken(Anna)));
        Assert.False((await _browser.SendAsync(head)).IsSuccessStatusCode);
        Assert.Null(GetPausedUntil("anna"));
    }

    [Fact]
    public async Task The_button_ends_only_this_athletes_mails_until_resume()
    {
        var page = await PressButtonAsync(CreateUrl(Links.CreateToken(Anna)));

        Assert.Contains("The emails to anna are off.", page, StringComparison.Ordinal);
        Assert.Equal(DateOnly.MaxValue, GetPausedUntil("anna"));
        Assert.Null(GetPausedUntil("ben"));

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
    public async Task The_one_click_request_of_a_mail_program_is_idempotent()
    {
        for (var click = 0; click < 2; click++)
        {
            using var body = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
            Assert.Equal(
                HttpStatusCode.OK,
                (await _browser.PostAsync(CreateUrl(Links.CreateToken(Anna)), body)).StatusCode
            );
        }

        Assert.Equal(DateOnly.MaxValue, GetPausedUntil("anna"));
    }

    [Theory]
    [InlineData("anna", "Turn the emails on again", "The emails to anna are on again.")]
    [InlineData("ben", "E-Mails wieder einschalten", "Die E-Mails an ben sind wieder an.")]
    public async Task The_second_button_undoes_the_first(string name, string button, string answer)
    {
        var url = CreateUrl(Links.CreateToken(_settings.FileAthletes.Single(athlete => athlete.Name == name)));
        var off = await PressButtonAsync(url);
        Assert.Contains(button, off, StringComparison.Ordinal);
        Assert.Equal(off, WebUtility.HtmlDecode(await _browser.GetStringAsync(url)));
        Assert.Equal(DateOnly.MaxValue, GetPausedUntil(name));

        var on = await PressButtonAsync(url);

        Assert.Contains(answer, on, StringComparison.Ordinal);
        Assert.Null(GetPausedUntil(name));
        Assert.Contains(answer, await PostAsync(new Uri(url, "?emails=on")), StringComparison.Ordinal);

        await PressButtonAsync(url);
        Assert.Equal(DateOnly.MaxValue, GetPausedUntil(name));
    }

    [Fact]
    public async Task No_address_changes_anything_when_it_is_only_opened()
    {
        var url = CreateUrl(Links.CreateToken(Anna));
        string[] queries = ["", "?", "?emails=on", "?emails=off", "?List-Unsubscribe=One-Click"];
        foreach (var query in queries)
        {
            await _browser.GetStringAsync(new Uri(url, query));
            Assert.Null(GetPausedUntil("anna"));
        }

        await PostAsync(url);
        foreach (var query in queries)
        {
            await _browser.GetStringAsync(new Uri(url, query));
            Assert.Equal(DateOnly.MaxValue, GetPausedUntil("anna"));
        }
    }

    [Fact]
    public async Task The_second_button_leaves_a_pause_with_an_end_as_it_is()
    {
        using (var connection = new Database(_settings, TimeProvider.System).Open())
        {
            PauseRepository.Save(
                connection,
                AthleteRepository.GetOrAddId(connection, "anna", TimeProvider.System),
                new DateOnly(2026, 12, 24)
            );
        }

        await PostAsync(new Uri(CreateUrl(Links.CreateToken(Anna)), "?emails=on"));

        Assert.Equal(new DateOnly(2026, 12, 24), GetPausedUntil("anna"));
    }

    [Fact]
    public async Task The_page_can_be_read_in_the_light_and_in_the_dark()
    {
        var page = await _browser.GetStringAsync(CreateUrl(Links.CreateToken(Anna)));

        Assert.Contains("prefers-color-scheme:dark", page, StringComparison.Ordinal);
        var pairs = Regex.Matches(page, "[^-]color:(#[0-9a-f]{6});background:(#[0-9a-f]{6})");
        Assert.Equal(4, pairs.Count); // text and button, light and dark
        Assert.All(pairs, pair => Assert.InRange(ComputeContrast(pair.Groups[1].Value, pair.Groups[2].Value), 4.5, 21));
    }

    [Fact]
    public async Task A_forged_link_is_refused()
    {
        var token = Links.CreateToken(Anna);
        string[] wrong =
        [
            "anna",
            "anna.",
            $"ben{token["anna".Length..]}",
            token[..^1] + (token[^1] == 'A' ? 'Q' : 'A'),
            $"{token}x",
            "carl.c2lnbmF0dXJlLW9mLWFubmE",
        ];
        foreach (var invalid in wrong)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _browser.GetAsync(CreateUrl(invalid))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await _browser.PostAsync(CreateUrl(invalid), null)).StatusCode);
        }

        Assert.Null(GetPausedUntil("anna"));
        Assert.Null(GetPausedUntil("ben"));
    }

    [Fact]
    public async Task The_page_is_in_the_athletes_language_and_sets_security_headers()
    {
        var response = await _browser.GetAsync(CreateUrl(Links.CreateToken(_settings.FileAthletes[1])));

        Assert.Contains("E-Mails abstellen", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "default-src 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public void The_link_starts_with_the_public_address_and_is_stable()
    {
        Assert.StartsWith(
            "https://runs.example.org/sync/unsubscribe/anna.",
            Links.Create(Anna)!.AbsoluteUri,
            StringComparison.Ordinal
        );
        Assert.Equal(Links.Create(Anna), Links.Create(Anna));
        Assert.NotEqual(
            Links.CreateToken(Anna)["anna.".Length..],
            Links.CreateToken(_settings.FileAthletes[1])["ben.".Length..]
        );
        var withoutPage = _settings with { ActivitySync = _settings.ActivitySync with { PublicUrl = null } };
        Assert.Null(
            new UnsubscribeLinks(
                withoutPage,
                RosterBuilder.Create(withoutPage),
                new SecretProtector(withoutPage, TimeProvider.System)
            ).Create(Anna)
        );
    }

    [Fact]
    public void A_new_key_invalidates_old_links()
    {
        var token = Links.CreateToken(Anna);
        var changed = _settings with { Store = _settings.Store with { Key = Convert.ToBase64String(new byte[32]) } };

        Assert.Null(
            new UnsubscribeLinks(
                _settings,
                RosterBuilder.Create(_settings),
                new SecretProtector(changed, TimeProvider.System)
            ).FindAthlete(token)
        );
    }

    /// <summary>Opens the page and presses its only button; returns the page that follows.</summary>
    private async Task<string> PressButtonAsync(Uri url)
    {
        var page = await _browser.GetStringAsync(url);
        var action = Assert.Single(Regex.Matches(page, "<form method=\"post\" action=\"([^\"]*)\"><button>"));
        return await PostAsync(new Uri(url, WebUtility.HtmlDecode(action.Groups[1].Value)));
    }

    private async Task<string> PostAsync(Uri url)
    {
        var response = await _browser.PostAsync(url, null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }

    /// <summary>Computes the contrast ratio of two colors (WCAG 2.2).</summary>
    private static double ComputeContrast(string first, string second)
    {
        double[] luminances = [ComputeLuminance(first), ComputeLuminance(second)];
        return (luminances.Max() + 0.05) / (luminances.Min() + 0.05);
    }

    private static double ComputeLuminance(string color)
    {
        var parts = Convert
            .FromHexString(color[1..])
            .Select(part => part / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))
            .ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private DateOnly? GetPausedUntil(string athlete)
    {
        using var connection = new Database(_settings, TimeProvider.System).Open();
        return PauseRepository.FindEndDate(
            connection,
            AthleteRepository.GetOrAddId(connection, athlete, TimeProvider.System)
        );
    }

    private Uri CreateUrl(string token) =>
        new(
            _app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
                + $"/unsubscribe/{token}"
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
