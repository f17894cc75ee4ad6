using System.Net;
using ActivitySync.Configuration;
using ActivitySync.Tests.Commands;
using ActivitySync.Web.Access;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MimeKit;

namespace ActivitySync.Tests.Web;

public sealed class SignInTests : IAsyncLifetime
{
    private readonly string _pickup = Directory.CreateTempSubdirectory("activitysync-mails-").FullName;
    private readonly CommandFixture _commands;
    private PageFixture? _page;

    public SignInTests() =>
        _commands = new CommandFixture("ben").With(settings =>
            settings with
            {
                Mail = new MailSettings { From = "sync@example.org", PickupDirectory = _pickup },
            }
        );

    private PageFixture Page => _page!;

    public async ValueTask InitializeAsync() =>
        _page = await PageFixture.StartAsync(_commands, services =>
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<SignInMailer>())
        );

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        _commands.Dispose();
        Directory.Delete(_pickup, recursive: true);
    }

    [Fact]
    public async Task Without_a_session_every_page_leads_to_the_sign_in()
    {
        using var browser = Page.CreateBrowser();

        foreach (var path in new[] { "/", "/week", "/days", "/season", "/log", "/settings", "/races", "/emails" })
        {
            using var response = await browser.GetAsync(path);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                continue; // not every page is part of every build of the tests
            }

            Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
            Assert.StartsWith("/signin", response.Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.Equal("", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_link_signs_in_once_and_only_by_its_button()
    {
        using var browser = Page.CreateBrowser();
        var link = CreateLink("anna");

        for (var look = 0; look < 3; look++)
        {
            Assert.Contains("Sign in as anna?", await browser.GetStringAsync(link), StringComparison.Ordinal);
            using var head = new HttpRequestMessage(HttpMethod.Head, link);
            Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(head)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/week")).StatusCode);
        using var first = await PageFixture.PressAsync(browser, link, link);
        Assert.Equal("/week", first.Headers.Location!.ToString());
        Assert.Contains("anna", await browser.GetStringAsync("/week"), StringComparison.Ordinal);

        using var other = Page.CreateBrowser();
        var used = await other.GetAsync(link);
        Assert.Equal(HttpStatusCode.Gone, used.StatusCode);
        Assert.Contains("has been used", await used.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_presses_at_once_start_one_session()
    {
        using var browser = Page.CreateBrowser();
        var link = CreateLink("anna");
        var token = PageFixture.FindToken(await browser.GetStringAsync(link), link)!;

        var presses = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async _ =>
                {
                    using var form = new FormUrlEncodedContent([new("token", token)]);
                    return (await browser.PostAsync(link, form)).StatusCode;
                })
        );

        Assert.Single(presses, status => status == HttpStatusCode.SeeOther);
        Assert.Equal(7, presses.Count(status => status == HttpStatusCode.Gone));
    }

    [Fact]
    public async Task A_link_ends_after_15_minutes()
    {
        using var browser = Page.CreateBrowser();
        var link = CreateLink("anna");

        _commands.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/signin/unknown")).StatusCode);
    }

    [Fact]
    public async Task A_session_slides_for_90_days_without_use_and_no_longer()
    {
        using var browser = await Page.SignInAsync();
        for (var visit = 0; visit < 3; visit++)
        {
            _commands.Clock.Advance(TimeSpan.FromDays(89));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/week")).StatusCode);
        }

        _commands.Clock.Advance(TimeSpan.FromDays(91));

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/week")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_this_session_or_all_of_them()
    {
        using var phone = await Page.SignInAsync();
        using var desk = await Page.SignInAsync();
        using var bens = await Page.SignInAsync("ben");

        await PageFixture.PressAsync(phone, "/week", "/signout");
        Assert.Equal(HttpStatusCode.SeeOther, (await phone.GetAsync("/week")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("/week")).StatusCode);

        using var again = await Page.SignInAsync();
        await PageFixture.PressAsync(again, "/week", "/signout", ("all", "1"));
        Assert.Equal(HttpStatusCode.SeeOther, (await desk.GetAsync("/week")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await bens.GetAsync("/week")).StatusCode);
    }

    [Fact]
    public async Task The_form_emails_a_link_and_answers_the_same_to_everybody()
    {
        using var browser = Page.CreateBrowser();

        using var known = await PageFixture.PressAsync(browser, "/signin", "/signin", ("user", "Anna@example.org"));
        using var unknown = await PageFixture.PressAsync(browser, "/signin", "/signin", ("user", "nobody"));

        Assert.Equal(await known.Content.ReadAsStringAsync(), await unknown.Content.ReadAsStringAsync());
        var mail = await WaitForMailAsync();
        Assert.Equal("anna@example.org", mail.To.Mailboxes.Single().Address);
        var link = mail.TextBody!.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal)).Trim();
        using var signedIn = await PageFixture.PressAsync(
            browser,
            new Uri(link).AbsolutePath,
            new Uri(link).AbsolutePath
        );
        Assert.Equal("/week", signedIn.Headers.Location!.ToString());
        Assert.Single(Directory.GetFiles(_pickup));
    }

    [Fact]
    public async Task After_signing_in_by_email_the_page_that_was_asked_for_comes()
    {
        using var browser = Page.CreateBrowser();
        using var asked = await browser.GetAsync("/races");
        var form = asked.Headers.Location!.ToString();
        Assert.Equal("/signin?back=%2Fraces", form);
        var html = await browser.GetStringAsync(form);
        Assert.Contains("name=\"back\" value=\"/races\"", html, StringComparison.Ordinal);

        using var sent = await PageFixture.PressAsync(browser, form, "/signin", ("user", "anna"), ("back", "/races"));
        var mail = await WaitForMailAsync();
        var link = new Uri(
            mail.TextBody!.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal)).Trim()
        );
        Assert.Contains(
            "name=\"back\" value=\"/races\"",
            await browser.GetStringAsync(link.PathAndQuery),
            StringComparison.Ordinal
        );
        using var signedIn = await PageFixture.PressAsync(
            browser,
            link.PathAndQuery,
            link.AbsolutePath,
            ("back", "/races")
        );

        Assert.Equal("/races", signedIn.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("https://evil.test")]
    [InlineData("//evil.test")]
    [InlineData("/\\evil.test")]
    [InlineData("/\t/evil.test")]
    [InlineData("/%09/evil.test")]
    [InlineData("week")]
    [InlineData("/week?day=<b>")]
    public async Task Signing_in_leads_to_no_other_site(string back)
    {
        using var browser = Page.CreateBrowser();
        var link = CreateLink("anna");
        var query = $"?back={Uri.EscapeDataString(back)}";
        foreach (var path in new[] { $"/signin{query}", $"{link}{query}" })
        {
            var html = await browser.GetStringAsync(path);
            Assert.Contains("name=\"back\" value=\"\"", html, StringComparison.Ordinal);
        }

        using var signedIn = await PageFixture.PressAsync(browser, link, link, ("back", back));

        Assert.Equal("/week", signedIn.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_sixth_request_in_an_hour_is_refused_for_a_name_and_for_an_address()
    {
        using var browser = Page.CreateBrowser();
        for (var request = 0; request < SignInLimit.MaxPerHour; request++)
        {
            using var sent = await PageFixture.PressAsync(browser, "/signin", "/signin", ("user", $"name{request}"));
            Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        }

        using var sixth = await PageFixture.PressAsync(browser, "/signin", "/signin", ("user", "anna"));
        Assert.Equal(HttpStatusCode.TooManyRequests, sixth.StatusCode);

        _commands.Clock.Advance(TimeSpan.FromHours(1));
        using var later = await PageFixture.PressAsync(browser, "/signin", "/signin", ("user", "anna"));
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "http://evil.test")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", null)]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_form_of_another_site_is_refused(string header, string? value)
    {
        using var browser = await Page.SignInAsync();
        var token = PageFixture.FindToken(await browser.GetStringAsync("/week"), "/signout")!;
        browser.DefaultRequestHeaders.Remove(header);
        if (value is not null)
        {
            browser.DefaultRequestHeaders.Add(header, value);
        }

        using var form = new FormUrlEncodedContent([new("token", token)]);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/signout", form)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/week")).StatusCode);
    }

    [Fact]
    public async Task A_form_needs_the_token_of_its_session_and_path()
    {
        using var annas = await Page.SignInAsync();
        using var bens = await Page.SignInAsync("ben");
        var annasPage = await annas.GetStringAsync("/week");
        var foreign = PageFixture.FindToken(await bens.GetStringAsync("/week"), "/signout")!;
        foreach (var token in new[] { "", "x", foreign, PageFixture.FindToken(annasPage, "/answers") ?? "other path" })
        {
            using var form = new FormUrlEncodedContent([new("token", token)]);
            Assert.Equal(HttpStatusCode.Forbidden, (await annas.PostAsync("/signout", form)).StatusCode);
        }

        using var none = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.Forbidden, (await annas.PostAsync("/signout", none)).StatusCode);
        using var text = new StringContent("token=x");
        Assert.Equal(HttpStatusCode.Forbidden, (await annas.PostAsync("/signout", text)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await annas.GetAsync("/week")).StatusCode);
    }

    [Theory]
    [InlineData("evil.test", false)]
    [InlineData("127.0.0.1.evil.test", false)]
    [InlineData("localhost.evil.test", false)]
    [InlineData("192.168.1.20", true)]
    [InlineData("[::1]", true)]
    [InlineData("localhost", true)]
    public async Task A_foreign_host_name_is_refused(string host, bool isAllowed)
    {
        using var browser = Page.CreateBrowser();
        foreach (var path in new[] { "/", "/signin", "/health", "/metrics", "/week" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            using var response = await browser.SendAsync(request);
            Assert.Equal(isAllowed, response.StatusCode != HttpStatusCode.MisdirectedRequest);
        }
    }

    [Fact]
    public async Task The_database_has_no_token()
    {
        using var browser = await Page.SignInAsync();
        var link = CreateLink("anna");
        using var connection = _commands.Database.Open();
        var stored = string.Join(
            ' ',
            connection.Query<string>("SELECT token_hash FROM sessions UNION SELECT token_hash FROM sign_in_links")
        );

        Assert.DoesNotContain(link.Split('/')[^1], stored, StringComparison.Ordinal);
        Assert.Matches("^([0-9a-f]{64} ?)+$", stored);
    }

    private string CreateLink(string athlete) =>
        Page.Services.GetRequiredService<SignInLinks>().Create(_commands.Settings.GetAthlete(athlete)).AbsolutePath;

    private async Task<MimeMessage> WaitForMailAsync()
    {
        while (Directory.GetFiles(_pickup, "*.eml").Length == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }

        return await MimeMessage.LoadAsync(Directory.GetFiles(_pickup, "*.eml")[0]);
    }
}

/// <summary>A proxy that signs athletes in.</summary>
public sealed class TrustedHeaderTests
{
    [Theory]
    [InlineData("127.0.0.1", "anna", true)]
    [InlineData("127.0.0.1", "ANNA@example.org", true)]
    [InlineData("127.0.0.1", "nobody", false)]
    [InlineData("127.0.0.1", "anna,ben", false)]
    [InlineData("10.0.0.0/8", "anna", false)]
    public async Task The_header_counts_only_from_a_trusted_peer(string proxy, string user, bool isSignedIn)
    {
        using var commands = Create(proxy);
        await using var page = await PageFixture.StartAsync(commands);
        using var browser = page.CreateBrowser();
        browser.DefaultRequestHeaders.Add("Remote-User", user);
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.1");

        var status = (await browser.GetAsync("/week")).StatusCode;

        Assert.Equal(isSignedIn ? HttpStatusCode.OK : HttpStatusCode.SeeOther, status);
    }

    [Fact]
    public async Task A_forged_client_address_does_not_help()
    {
        using var commands = Create("10.0.0.0/8");
        await using var page = await PageFixture.StartAsync(commands);
        using var browser = page.CreateBrowser();
        browser.DefaultRequestHeaders.Add("Remote-User", "anna");
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "10.0.0.1");

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/week")).StatusCode);
    }

    [Fact]
    public async Task With_a_proxy_no_links_are_emailed()
    {
        using var commands = Create("127.0.0.1");
        await using var page = await PageFixture.StartAsync(commands);
        using var browser = page.CreateBrowser();

        Assert.DoesNotContain("<form", await browser.GetStringAsync("/signin"), StringComparison.Ordinal);
    }

    private static CommandFixture Create(string proxy) =>
        new CommandFixture("ben").With(settings =>
            settings with
            {
                Page = new PageSettings
                {
                    TrustedHeader = "Remote-User",
                    TrustedProxies = [proxy.Contains('/') ? IPNetwork.Parse(proxy) : IPNetwork.Parse($"{proxy}/32")],
                },
                Mail = new MailSettings { From = "sync@example.org", PickupDirectory = Path.GetTempPath() },
            }
        );
}
