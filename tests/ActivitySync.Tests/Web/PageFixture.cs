using System.Net;
using System.Text.RegularExpressions;
using ActivitySync.Configuration;
using ActivitySync.Tests.Commands;
using ActivitySync.Web;
using ActivitySync.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActivitySync.Tests.Web;

/// <summary>Serves the page in this process, without jobs, from the data directory of commands.</summary>
internal sealed partial class PageFixture : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PageFixture(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public Uri Address { get; private set; } = new("http://localhost/");

    /// <param name="commands">The settings, the clock and the data directory.</param>
    /// <param name="configure">Replaces services.</param>
    public static async Task<PageFixture> StartAsync(
        CommandFixture commands,
        Action<IServiceCollection>? configure = null
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddActivitySync(commands.Settings, commands.Clock).AddRoutingCore();
        foreach (var job in builder.Services.Where(IsJob).ToList())
        {
            builder.Services.Remove(job);
        }

        configure?.Invoke(builder.Services);
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var fixture = new PageFixture(builder.Build());
        AllowedHosts.Enforce(fixture._app, commands.Settings);
        PageSessions.UseProxies(fixture._app, commands.Settings.Page);
        WebEndpoints.Map(fixture._app);
        await fixture._app.StartAsync(TestContext.Current.CancellationToken);
        var features = fixture.Services.GetRequiredService<IServer>().Features;
        fixture.Address = new Uri(features.Get<IServerAddressesFeature>()!.Addresses.First());
        return fixture;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    /// <summary>A browser with cookies of its own. It doesn't follow redirects.</summary>
    public HttpClient CreateBrowser()
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
        return client;
    }

    /// <summary>A browser in which an athlete is signed in.</summary>
    public async Task<HttpClient> SignInAsync(string athlete = "anna")
    {
        var settings = Services.GetRequiredService<AppSettings>();
        var link = Services.GetRequiredService<SignInLinks>().Create(settings.GetAthlete(athlete));
        var browser = CreateBrowser();
        var path = $"{SignInLinks.Path}/{link.Segments[^1]}"; // without the path of a public address
        using var response = await PressAsync(browser, path, path);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return browser;
    }

    /// <summary>Opens a page and sends one of its forms, with the form's own token.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="page">The path of the page.</param>
    /// <param name="action">The path that the form posts to.</param>
    /// <param name="fields">Name and value of the fields without the token.</param>
    public static async Task<HttpResponseMessage> PressAsync(
        HttpClient browser,
        string page,
        string action,
        params (string Name, string Value)[] fields
    )
    {
        var html = await browser.GetStringAsync(page);
        var token = FindToken(html, action);
        Assert.True(token is not null, $"{page} has no form that posts to {action}.");
        using var form = new FormUrlEncodedContent([
            new("token", token),
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
        ]);
        return await browser.PostAsync(action, form);
    }

    /// <summary>Finds the token of the first form that posts to a path.</summary>
    public static string? FindToken(string html, string action) =>
        FormPattern()
            .Matches(html)
            .Where(form => WebUtility.HtmlDecode(form.Groups["action"].Value) == action)
            .Select(form => TokenPattern().Match(form.Value).Groups["token"].Value)
            .FirstOrDefault(token => token.Length > 0);

    private static bool IsJob(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService);

    [GeneratedRegex("<form[^>]*action=\"(?<action>[^\"]*)\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("name=\"token\" value=\"(?<token>[^\"]*)\"")]
    private static partial Regex TokenPattern();
}
