using System.Net;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Tests.Commands;
using ActivitySync.Web.Access;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Web;

/// <summary>The page for athletes who are added to the database while it runs.</summary>
public sealed class StoredAthletePageTests : IAsyncLifetime
{
    private readonly CommandFixture _commands = new();
    private PageFixture? _page;

    private PageFixture Page => _page!;

    public async ValueTask InitializeAsync() => _page = await PageFixture.StartAsync(_commands);

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        _commands.Dispose();
    }

    [Fact]
    public async Task A_stored_athlete_signs_in_until_removed()
    {
        await _commands.RunAsync("athlete", "add", "dora", "--email", "dora@example.org", "--time-zone", "UTC");
        var dora = Page.Services.GetRequiredService<AthleteRoster>().Get("dora");
        var links = Page.Services.GetRequiredService<UnsubscribeLinks>();
        var token = links.CreateToken(dora);
        var link = Page.Services.GetRequiredService<SignInLinks>().Create(dora);
        using var browser = Page.CreateBrowser();
        var path = $"{SignInLinks.Path}/{link.Segments[^1]}";
        using (var signedIn = await PageFixture.PressAsync(browser, path, path))
        {
            Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
        }

        using (var settings = await browser.GetAsync("/settings"))
        {
            Assert.Equal(HttpStatusCode.OK, settings.StatusCode);
        }

        Assert.Equal("dora", links.FindAthlete(token)?.Name);

        await _commands.RunAsync("athlete", "remove", "dora");

        using var removed = await browser.GetAsync("/settings");
        Assert.NotEqual(HttpStatusCode.OK, removed.StatusCode);
        Assert.Null(links.FindAthlete(token));
    }
}
