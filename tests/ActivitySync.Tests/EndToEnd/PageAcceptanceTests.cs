using System.Net;
using System.Text.Json.Nodes;
using ActivitySync.Tests.Reliability;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>
/// The page in a real browser, served by the program as a process: looks, accessibility, and that nothing of one
/// athlete reaches another. Screenshots are saved in <c>artifacts/page</c> or in the folder of ACTIVITYSYNC_ARTIFACTS.
/// </summary>
[Trait("Category", "System")]
public sealed class PageAcceptanceTests(PageSite site) : IClassFixture<PageSite>
{
    private const int Height = 800;

    /// <summary>The pages of an athlete, with the number of their only first heading.</summary>
    private static readonly string[] Paths =
    [
        "/week",
        "/days",
        "/season",
        "/races",
        "/log",
        "/log/massage",
        "/log/pain",
        "/log/illness",
        "/emails",
        "/settings",
        "/connect",
    ];

    /// <summary>The pages that everybody may read.</summary>
    private static readonly string[] OpenPaths = ["/signin", "/self-massage"];

    /// <summary>
    /// Widths, color schemes and athletes, whose languages differ. At small scale the narrowest by day in one language,
    /// and the widest by night in the other.
    /// </summary>
    public static TheoryData<int, bool, string> Looks
    {
        get
        {
            var looks = new TheoryData<int, bool, string>();
            if (TestScale.IsSmall)
            {
                looks.Add(320, false, "anna");
                looks.Add(1200, true, "ben");
                return looks;
            }

            foreach (var width in new[] { 320, 390, 768, 1200 })
            {
                foreach (var isDark in new[] { false, true })
                {
                    looks.Add(width, isDark, "anna");
                    looks.Add(width, isDark, "ben");
                }
            }

            return looks;
        }
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_reads_well(int width, bool isDark, string athlete)
    {
        PageSite.Require();
        var page = await site.SignInAsync(
            athlete,
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = Height },
                ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
                BypassCSP = true, // for axe; another test checks that nothing needs it
            }
        );
        await using var context = page.Context;
        foreach (var path in Paths.Concat(athlete == "anna" ? ["/admin"] : []).Concat(OpenPaths))
        {
            var response = await page.GotoAsync(site.Address + path);
            Assert.True(response!.Status == 200, $"{path}: {response.Status}");
            await page.ScreenshotAsync(
                new PageScreenshotOptions { FullPage = true, Path = GetPicture(path, width, isDark, athlete) }
            );

            Assert.Equal(1, await page.Locator("h1").CountAsync());
            Assert.EndsWith(" · ActivitySync", await page.TitleAsync(), StringComparison.Ordinal);
            if (!OpenPaths.Contains(path))
            {
                Assert.Equal(athlete == "anna" ? "en" : "de", await page.Locator("html").GetAttributeAsync("lang"));
            }

            var overflow = await page.EvaluateAsync<int>(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            );
            Assert.True(overflow <= 0, $"{path} at {width}: {overflow} px too wide");
            var violations = (await page.RunAxe()).Violations;
            Assert.True(
                violations.Length == 0,
                $"{path}: "
                    + string.Join(
                        "; ",
                        violations.Select(one => $"{one.Id}: {string.Join(" | ", one.Nodes.Select(node => node.Html))}")
                    )
            );
        }
    }

    [Fact]
    public async Task No_page_loads_anything_from_elsewhere_or_breaks_its_policy()
    {
        PageSite.Require();
        var page = await site.SignInAsync("anna", new BrowserNewContextOptions());
        await using var context = page.Context;
        var (requests, messages) = (new List<string>(), new List<string>());
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => messages.Add(message.Text);

        foreach (var path in Paths.Concat(OpenPaths))
        {
            await page.GotoAsync(site.Address + path);
        }

        Assert.All(requests, url => Assert.StartsWith(site.Address, url, StringComparison.Ordinal));
        Assert.Empty(messages);
    }

    [Fact]
    public async Task Without_a_session_no_page_says_anything()
    {
        PageSite.Require();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        foreach (var path in Paths.Append("/admin").Append("/activities/1").Append("/imports/1"))
        {
            using var response = await client.GetAsync(site.Address + path);
            Assert.True(response.StatusCode == HttpStatusCode.SeeOther, $"{path}: {response.StatusCode}");
            Assert.Equal("", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Nothing_of_another_athlete_is_shown()
    {
        PageSite.Require();
        var page = await site.SignInAsync("anna");
        await using var context = page.Context;
        var bens = await site.ReadAsync("activities", "--athlete", "ben");
        string[] bensPaths =
        [
            .. bens.AsArray().Take(5).Select(activity => $"/activities/{activity!["id"]!.GetValue<string>()}"),
        ];

        foreach (var path in Paths.Append("/admin"))
        {
            await page.GotoAsync(site.Address + path);
            var text = await page.ContentAsync();
            foreach (var foreign in PageSite.TextsOfBen)
            {
                Assert.False(
                    text.Contains(foreign, StringComparison.OrdinalIgnoreCase),
                    $"{path} shows {foreign} to anna"
                );
            }
        }

        foreach (var path in bensPaths)
        {
            Assert.Equal(404, (await page.GotoAsync(site.Address + path))!.Status);
        }
    }

    [Fact]
    public async Task The_days_are_those_of_the_plan()
    {
        PageSite.Require();
        var page = await site.SignInAsync("anna");
        await using var context = page.Context;
        await page.GotoAsync($"{site.Address}/days");
        var plan = await site.ReadAsync("plan", "--athlete", "anna");
        var days = plan["calendar"]!.AsArray();

        Assert.Equal(21, days.Count);
        foreach (var day in days)
        {
            var date = day!["date"]!.GetValue<string>();
            var cell = page.Locator($"td:has(time[datetime='{date}'])");
            Assert.True(await cell.CountAsync() == 1, $"/days has no cell for {date}");
            var (deep, swedish) = (day["deepTissue"]!.GetValue<string>(), day["swedish"]!.GetValue<string>());
            var style = await cell.GetAttributeAsync("class") ?? "";
            Assert.Equal(
                deep == "suggested" || swedish == "suggested",
                style.Contains("best", StringComparison.Ordinal)
            );
            Assert.Equal(
                deep == "blocked" && swedish == "blocked",
                style.Contains("blocked", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public async Task A_booking_is_stored_shown_and_undone_by_keyboard_alone()
    {
        PageSite.Require();
        var page = await site.SignInAsync("anna");
        await using var context = page.Context;

        await PressByKeyboardAsync(page, "booked");

        var slot = Assert.Single((await site.ReadAsync("slot", "list", "--athlete", "anna")).AsArray())!;
        Assert.Contains("Keep", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        var day = DateOnly.Parse(slot["date"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        var planned = await site.ReadAsync("plan", "--athlete", "anna");
        Assert.Equal(slot["date"]!.GetValue<string>(), planned["massage"]!["from"]!.GetValue<string>());
        Assert.Contains(
            day.ToString("d MMMM", System.Globalization.CultureInfo.InvariantCulture),
            await page.Locator("h1").InnerTextAsync(),
            StringComparison.Ordinal
        );

        await page.Locator("form[action$='/undo'] button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/week?undone*");

        Assert.Empty((await site.ReadAsync("slot", "list", "--athlete", "anna")).AsArray());
        Assert.Contains("Book", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_massage_becomes_part_of_the_log_and_can_be_undone()
    {
        PageSite.Require();
        var page = await site.SignInAsync("anna");
        await using var context = page.Context;

        await page.Locator("button[value^='had-massage.']").First.ClickAsync();
        await page.WaitForURLAsync("**/week?saved=*");

        var log = await site.ReadAsync("log", "list", "--athlete", "anna");
        Assert.Single(log.AsArray(), entry => entry!["what"]!.GetValue<string>() == "massage");
        await page.Locator("form[action$='/undo'] button").ClickAsync();
        Assert.Empty((await site.ReadAsync("log", "list", "--athlete", "anna")).AsArray());
    }

    [Fact]
    public async Task A_sign_of_a_clot_is_answered_at_once_and_silences_the_week()
    {
        PageSite.Require();
        var page = await site.SignInAsync("anna");
        await using var context = page.Context;
        await page.Locator("button[value^='hurts.']").ClickAsync();
        await page.WaitForURLAsync("**/log/pain*");

        await page.Locator("#other").FillAsync("left calf");
        await page.Locator("input[name='severity'][value='5']").CheckAsync();
        await page.Locator("input[name='sign'][value='one-sided-swelling']").CheckAsync();
        await page.Locator("main form button.p").ClickAsync();

        var heading = await page.Locator("h1").InnerTextAsync();
        var plan = await site.ReadAsync("plan", "--athlete", "anna");
        Assert.NotNull(plan["medical"]);
        Assert.DoesNotContain("massage", heading, StringComparison.OrdinalIgnoreCase);
        await page.GotoAsync($"{site.Address}/week");
        Assert.Equal(heading.TrimEnd('.'), (await page.Locator("h1").InnerTextAsync()).TrimEnd('.'));
        Assert.Equal(1, await page.Locator("main section").CountAsync());

        await page.Locator("button[value^='pain-gone.']").ClickAsync();
        await page.WaitForURLAsync("**/week?saved=*");
        Assert.Null((await site.ReadAsync("plan", "--athlete", "anna"))["medical"]);
        foreach (var entry in (await site.ReadAsync("log", "list", "--athlete", "anna")).AsArray())
        {
            await site.RunAsync("log", "remove", entry!["id"]!.GetValue<string>(), "--athlete", "anna");
        }
    }

    [Fact]
    public async Task A_label_is_the_athletes_own_word()
    {
        PageSite.Require();
        var page = await site.SignInAsync("anna");
        await using var context = page.Context;
        var activities = await site.ReadAsync("activities", "--athlete", "anna");
        var id = activities.AsArray()[^1]!["id"]!.GetValue<string>();
        await page.GotoAsync($"{site.Address}/activities/{id}");

        await page.Locator("[name='label'][value='race']").CheckAsync();
        await page.Locator("main form button.p").ClickAsync();

        await page.WaitForURLAsync("**saved=*");
        var labeled = Find(await site.ReadAsync("activities", "--athlete", "anna"), id);
        Assert.Contains("race", labeled["labels"]!.AsArray().Select(label => label!.GetValue<string>()));
        await page.Locator("form[action$='/undo'] button").ClickAsync();
        var undone = Find(await site.ReadAsync("activities", "--athlete", "anna"), id);
        Assert.DoesNotContain("race", undone["labels"]!.AsArray().Select(label => label!.GetValue<string>()));
    }

    private static JsonNode Find(JsonNode activities, string id) =>
        activities.AsArray().Single(activity => activity!["id"]!.GetValue<string>() == id)!;

    /// <summary>Reaches a button with the tab key alone, and presses it.</summary>
    private static async Task PressByKeyboardAsync(IPage page, string value)
    {
        const int most = 40;
        var button = page.Locator($"button[value^='{value}.']").First;
        for (var tabs = 0; tabs < most; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator($"button[value^='{value}.']:focus").CountAsync() > 0)
            {
                await page.Keyboard.PressAsync("Enter");
                await page.WaitForURLAsync("**/week?saved=*");
                return;
            }
        }

        Assert.Fail($"The tab key does not reach {await button.InnerTextAsync()}.");
    }

    private static string GetPicture(string path, int width, bool isDark, string athlete)
    {
        var folder = Environment.GetEnvironmentVariable("ACTIVITYSYNC_ARTIFACTS")
            ?? Path.Combine(TestPaths.RepositoryRoot, "artifacts");
        return Path.Combine(
            folder,
            "page",
            $"{path.Trim('/').Replace('/', '-')}.{athlete}.{width}.{(isDark ? "dark" : "light")}.png"
        );
    }
}
