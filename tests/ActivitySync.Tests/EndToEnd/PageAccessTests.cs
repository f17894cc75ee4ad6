using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Playwright;
using MimeKit;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>Who gets in, and which requests of others are refused, by the program as a process.</summary>
[Trait("Category", "System")]
[SqliteOnly]
[Collection(nameof(PageSite))]
public sealed partial class PageAccessTests(PageSite site)
{
    [Fact]
    public async Task A_link_of_an_email_signs_in_once_and_for_15_minutes_and_few_are_sent()
    {
        PageSite.Require();
        var page = await site.OpenAsync();
        await using var context = page.Context;

        Assert.Equal(200, await AskForLinkAsync(page, "anna@example.org"));
        var answer = await page.Locator("main").InnerTextAsync();
        var link = await WaitForLinkAsync();
        Assert.Equal(200, await AskForLinkAsync(page, "nobody@example.org"));
        Assert.Equal(answer, await page.Locator("main").InnerTextAsync());

        using (var scanner = new HttpClient())
        {
            for (var look = 0; look < 2; look++)
            {
                using var head = new HttpRequestMessage(HttpMethod.Head, link);
                Assert.Equal(HttpStatusCode.OK, (await scanner.SendAsync(head)).StatusCode);
                Assert.Equal(HttpStatusCode.OK, (await scanner.GetAsync(link)).StatusCode);
            }
        }

        var other = await context.NewPageAsync();
        await other.GotoAsync(link);
        await page.GotoAsync(link);
        await page.Locator("main form button").ClickAsync();
        await page.ArriveAsync("/week$");
        await other.Locator("main form button").ClickAsync();
        await Assertions.Expect(other.Locator("main")).ToContainTextAsync("has been used");

        var stranger = await site.OpenAsync();
        await using var strangers = stranger.Context;
        Assert.Equal(200, await AskForLinkAsync(stranger, "anna"));
        var late = await WaitForLinkAsync();
        site.MoveOn(TimeSpan.FromMinutes(16));
        Assert.Equal(404, (await stranger.GotoAsync(late))!.Status);
        await Assertions.Expect(stranger.Locator("main")).ToContainTextAsync("doesn’t work any more");

        Assert.Equal(200, await AskForLinkAsync(stranger, "nobody"));
        Assert.Equal(200, await AskForLinkAsync(stranger, "nobody"));
        Assert.Equal(429, await AskForLinkAsync(stranger, "anna"));
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused_and_stores_nothing()
    {
        PageSite.Require();
        var page = await site.SignInAsync("anna");
        await using var context = page.Context;
        var value = await page.Locator("button[value^='booked.']").First.GetAttributeAsync("value");
        var token = await ReadTokenAsync(page);
        var evil = await context.NewPageAsync();
        await evil.RouteAsync("http://attacker.test/**", route =>
            route.FulfillAsync(
                new RouteFulfillOptions
                {
                    ContentType = "text/html",
                    Body =
                        $"<form method=post action='{site.Address}/answers'><input name=token value='{token}'>"
                        + $"<button name=answer value='{value}'>Win a prize</button></form>",
                }
            )
        );

        await evil.GotoAsync("http://attacker.test/");
        var response = await evil.RunAndWaitForResponseAsync(
            () => evil.Locator("button").ClickAsync(),
            answer => answer.Request.Method == "POST"
        );

        Assert.Equal(403, response.Status);
        Assert.Empty((await site.ReadAsync("slot", "list", "--athlete", "anna")).AsArray());
    }

    [Fact]
    public async Task A_form_needs_this_origin_and_the_token_of_its_own_session()
    {
        PageSite.Require();
        var page = await site.SignInAsync("anna");
        await using var context = page.Context;
        var bens = await site.SignInAsync("ben");
        await using var bensContext = bens.Context;
        var cookie = Assert.Single(await context.CookiesAsync());
        var value = (await page.Locator("button[value^='booked.']").First.GetAttributeAsync("value"))!;
        var (token, bensToken) = (await ReadTokenAsync(page), await ReadTokenAsync(bens));
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

        (string Origin, string? Fetch, string Token)[] refused =
        [
            ("http://attacker.test", null, token),
            ("null", null, token),
            (site.Address, "cross-site", token),
            (site.Address, "same-site", token),
            (site.Address, "same-origin", ""),
            (site.Address, "same-origin", bensToken),
            (site.Address, "same-origin", token[..^1] + (token[^1] == 'A' ? 'B' : 'A')),
        ];
        foreach (var (origin, fetch, sent) in refused)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{site.Address}/answers");
            request.Headers.Add("Cookie", $"{cookie.Name}={cookie.Value}");
            request.Headers.Add("Origin", origin);
            if (fetch is not null)
            {
                request.Headers.Add("Sec-Fetch-Site", fetch);
            }

            request.Content = new FormUrlEncodedContent([new("token", sent), new("answer", value)]);
            using var response = await client.SendAsync(request);
            Assert.True(
                response.StatusCode == HttpStatusCode.Forbidden,
                $"{origin}, {fetch}, token '{sent}': {response.StatusCode}"
            );
        }

        Assert.Empty((await site.ReadAsync("slot", "list", "--athlete", "anna")).AsArray());
    }

    [Fact]
    public async Task The_forms_work_over_http_under_a_name_of_the_network()
    {
        PageSite.Require();
        var page = await site.SignInAsync("anna", host: PageSite.NetworkName);
        await using var context = page.Context;

        await page.Locator("button[value^='booked.']").First.ClickAsync();
        await page.ArriveAsync(@"/week\?saved=");

        Assert.Single((await site.ReadAsync("slot", "list", "--athlete", "anna")).AsArray());
        await page.Locator("form[action$='/undo'] button").ClickAsync();
        await page.ArriveAsync(@"/week\?undone");
        Assert.Empty((await site.ReadAsync("slot", "list", "--athlete", "anna")).AsArray());
    }

    [Fact]
    public async Task A_foreign_name_is_answered_by_nothing()
    {
        PageSite.Require();
        var page = await site.OpenAsync();
        await using var context = page.Context;

        foreach (var path in new[] { "/", "/week", "/signin", "/health", "/metrics", "/calendar/x.ics", "/a/x" })
        {
            var response = await page.GotoAsync(site.GetAddress(PageSite.ForeignName) + path);
            Assert.True(response!.Status == 421, $"{path}: {response.Status}");
        }
    }

    [Fact]
    public async Task A_proxy_signs_in_only_from_its_own_address()
    {
        PageSite.Require();
        await using var behindProxy = await PageSite.StartAsync(settings =>
        {
            settings["Page"]!["TrustedHeader"] = "Remote-User";
            settings["Page"]!["TrustedProxies"] = new JsonArray("127.0.0.2/32");
        });
        using var proxy = CreateClient(IPAddress.Parse("127.0.0.2"));
        using var stranger = CreateClient(IPAddress.Loopback);
        var week = new Uri($"{behindProxy.Address}/week");

        using var trusted = await proxy.GetAsync(week);
        Assert.Equal(HttpStatusCode.OK, trusted.StatusCode);
        Assert.Contains("anna", await trusted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await stranger.GetAsync(week)).StatusCode);
        stranger.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.2");
        Assert.Equal(HttpStatusCode.SeeOther, (await stranger.GetAsync(week)).StatusCode);

        var page = await behindProxy.OpenAsync();
        await using var context = page.Context;
        await page.GotoAsync($"{behindProxy.Address}/signin");
        Assert.Equal(0, await page.Locator("form").CountAsync());
    }

    /// <summary>A client that connects from an address of this machine, and sends anna's name.</summary>
    private static HttpClient CreateClient(IPAddress from)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var client = new HttpClient(handler);
        client.DefaultRequestHeaders.Add("Remote-User", "anna");
        return client;
    }

    private async Task<int> AskForLinkAsync(IPage page, string user)
    {
        await page.GotoAsync($"{site.Address}/signin");
        await page.Locator("#user").FillAsync(user);
        var response = await page.RunAndWaitForResponseAsync(
            () => page.Locator("main form button").ClickAsync(),
            answer => answer.Request.Method == "POST"
        );
        await page.WaitForLoadStateAsync();
        return response.Status < 400 ? 200 : response.Status;
    }

    private async Task<string> WaitForLinkAsync()
    {
        var mail = await site.WaitForMailAsync(mail => LinkPattern().IsMatch(mail.TextBody ?? ""));
        Assert.Equal("anna@example.org", Assert.Single(mail.To.Mailboxes).Address);
        return LinkPattern().Match(mail.TextBody!).Value;
    }

    private static async Task<string> ReadTokenAsync(IPage page) =>
        (await page.Locator("form[action$='/answers'] input[name='token']").First.GetAttributeAsync("value"))!;

    [GeneratedRegex("http://[^ ]+/signin/[A-Za-z0-9_-]+")]
    private static partial Regex LinkPattern();
}

/// <summary>Answers of an email and its copy on the page: the program as a process, on days to come.</summary>
[Trait("Category", "System")]
[SqliteOnly]
public sealed partial class PageOverTimeTests
{
    private static readonly TimeSpan UntilDigest = new(1, 6, 30, 0); // Sunday evening

    [Fact]
    public async Task An_answer_of_an_email_is_stored_once_and_ends_after_two_weeks()
    {
        PageSite.Require();
        await using var site = await PageSite.StartAsync(_ => { });
        site.MoveOn(UntilDigest);
        var mail = await site.WaitForMailAsync(mail =>
            mail.To.Mailboxes.Any(to => to.Address == "anna@example.org") && LinkPattern().IsMatch(mail.HtmlBody ?? "")
        );
        var link = LinkPattern()
            .Matches(mail.HtmlBody!)
            .First(link => link.Groups["text"].Value.Contains("booked", StringComparison.Ordinal))
            .Groups["address"]
            .Value;

        using var scanner = new HttpClient();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Get })
        {
            using var look = new HttpRequestMessage(method, link);
            Assert.Equal(HttpStatusCode.OK, (await scanner.SendAsync(look)).StatusCode);
        }

        Assert.Empty((await site.ReadAsync("slot", "list", "--athlete", "anna")).AsArray());
        var page = await site.OpenAsync();
        await using var context = page.Context;
        for (var press = 0; press < 2; press++)
        {
            await page.GotoAsync(link);
            await page.Locator("main form button").First.ClickAsync();
            await page.WaitForLoadStateAsync();
        }

        Assert.Single((await site.ReadAsync("slot", "list", "--athlete", "anna")).AsArray());

        var tampered = await scanner.GetAsync(link[..^2] + (link[^2] == 'A' ? 'B' : 'A') + link[^1]);
        Assert.Equal(HttpStatusCode.NotFound, tampered.StatusCode);
        site.MoveOn(TimeSpan.FromDays(15));
        var expired = await scanner.GetAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, expired.StatusCode);
        Assert.Equal(await tampered.Content.ReadAsStringAsync(), await expired.Content.ReadAsStringAsync());

        await ShowsSentEmailAgainAsync(site, mail);
    }

    /// <summary>The bytes of a sent email are not kept; two weeks later it is rendered again for its day.</summary>
    private static async Task ShowsSentEmailAgainAsync(PageSite site, MimeMessage mail)
    {
        var page = await site.SignInAsync("anna");
        await using var context = page.Context;
        await page.GotoAsync($"{site.Address}/emails");
        await page.Locator("ul.runs a[href*='2026-W48']").First.ClickAsync();
        var text = await page.Locator("main").InnerTextAsync();
        Assert.Contains("The email itself is no longer stored.", text, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(await page.Locator("section.mail h2").InnerTextAsync()));

        // The same email of somebody else, and one of nobody.
        var address = page.Url;
        var bens = await site.SignInAsync("ben");
        await using var bensContext = bens.Context;
        await bens.GotoAsync(address);
        Assert.DoesNotContain(mail.Subject!, await bens.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(404, (await bens.GotoAsync($"{site.Address}/emails/2026-W01"))!.Status);
    }

    [GeneratedRegex("<a class=\"button\" href=\"(?<address>http[^\"]+/a/[A-Za-z0-9_-]+)\"[^>]*>(?<text>[^<]+)</a>")]
    private static partial Regex LinkPattern();
}
