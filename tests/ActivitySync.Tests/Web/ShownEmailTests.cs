using System.Net;
using System.Net.Sockets;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Web.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace ActivitySync.Tests.Web;

/// <summary>A harmful email, in a real browser.</summary>
[Trait("Category", "System")]
public sealed class ShownEmailTests : IDisposable
{
    private const string Message = """
        Subject: Harm
        Content-Type: text/html; charset=utf-8

        <!doctype html><title>calm</title>
        <meta http-equiv="refresh" content="0;url=https://evil.test/refresh">
        <link rel="stylesheet" href="https://evil.test/style"><link rel="prefetch" href="https://evil.test/prefetch">
        <script>document.title = 'script'</script><script src="https://evil.test/script"></script>
        <img src="https://evil.test/picture" onerror="document.title = 'onerror'">
        <img src="/week"><svg onload="document.title = 'onload'"></svg>
        <style>@import url(https://evil.test/import); body { background: url(https://evil.test/background) }</style>
        <iframe src="https://evil.test/frame"></iframe><object data="https://evil.test/object"></object>
        <video src="https://evil.test/video" autoplay></video><base href="https://evil.test/">
        <form action="/signout" method="post"><input name="all" value="1"><button id="press">Press</button></form>
        <a id="link" href="javascript:document.title = 'link'">Link</a>
        <p id="text" style="color: rgb(1, 2, 3)">Hello</p>
        """;

    private readonly CommandFixture _commands = new();

    public void Dispose() => _commands.Dispose();

    [Fact]
    public async Task It_runs_nothing_loads_nothing_and_sends_nothing()
    {
        Requirements.RequireBrowser();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var message = Message
            .Replace("https://evil.test", $"http://{other.LocalEndpoint}", StringComparison.Ordinal)
            .ReplaceLineEndings("\r\n");
        StoredMail.Add(_commands, "anna", "digest", "2026-W47", "sent", null, message);
        await using var site = await PageFixture.StartAsync(_commands);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await ChromiumBrowser.StartAsync(playwright);
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var link = site.Services.GetRequiredService<SignInLinks>().Create(_commands.Settings.FileAthletes[0]);
        await page.GotoAsync(new Uri(site.Address, link.AbsolutePath).AbsoluteUri);
        await page.Locator("main form button").ClickAsync();
        await page.ArriveAsync("/week$");
        var address = new Uri(site.Address, "/emails/2026-W47/message").AbsoluteUri;
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        await page.Locator("#press").ClickAsync();
        await page.Locator("#link").ClickAsync();
        var color = await page.Locator("#text").EvaluateAsync<string>("text => getComputedStyle(text).color");

        Assert.Equal("calm", await page.TitleAsync());
        Assert.Equal(address, page.Url);
        Assert.Equal("rgb(1, 2, 3)", color); // the styles of the email itself are shown
        Assert.Equal("", await ReadRequestsAsync(other));

        // Its form did not sign anybody out; the page around it shows only the text part.
        await page.GotoAsync(new Uri(site.Address, "/emails/2026-W47").AbsoluteUri);
        Assert.Equal(0, await page.Locator("main iframe, main img, main script").CountAsync());
        Assert.Equal(1, await page.Locator("form[action='/signout']").CountAsync());
    }

    /// <summary>
    /// The first lines of the requests that have reached a server. Chromium may connect before the policy stops a
    /// request; then it sends nothing.
    /// </summary>
    private static async Task<string> ReadRequestsAsync(TcpListener server)
    {
        var lines = new List<string>();
        while (server.Pending())
        {
            using var client = await server.AcceptTcpClientAsync();
            if (client.Available > 0)
            {
                using var reader = new StreamReader(client.GetStream());
                lines.Add(await reader.ReadLineAsync() ?? "");
            }
        }

        return string.Join('\n', lines);
    }
}
