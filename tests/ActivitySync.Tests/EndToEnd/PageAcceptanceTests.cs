using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Reliability;
using ActivitySync.Tests.Web;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>
/// The page in a real browser, served by the program as a process: looks, accessibility, and that nothing of one
/// athlete reaches another. Screenshots are saved in <c>artifacts/page</c> or in the folder of ACTIVITYSYNC_ARTIFACTS.
/// </summary>
[Trait("Category", "System")]
[SqliteOnly]
[Collection(nameof(PageSite))]
public sealed class PageAcceptanceTests(PageSite site)
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
        "/settings/delete",
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
        // At small scale each of the two looks has every other page.
        var first = isDark ? 1 : 0;
        var paths = Paths.Concat(athlete == "anna" ? ["/admin"] : []).Concat(OpenPaths);
        foreach (var path in paths.Where((_, index) => !TestScale.IsSmall || index % 2 == first))
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

    /// <summary>
    /// The pictures of the documentation, as a phone and a desktop show the pages. They are saved next to the others,
    /// and in <c>docs/images/page</c> with <c>ACCEPT_PICTURES=1</c>.
    /// </summary>
    [Theory]
    [InlineData(390)]
    [InlineData(1200)]
    public async Task The_documentation_has_a_picture_of_each_main_page(int width)
    {
        PageSite.Require();
        foreach (var isDark in new[] { false, true })
        {
            var page = await site.SignInAsync("anna", ForDocumentation(width, isDark));
            await using var context = page.Context;
            foreach (var path in new[] { "/week", "/days", "/season" })
            {
                await page.GotoAsync(site.Address + path);
                await AcceptPictureAsync(page, path, width, isDark);
            }
        }
    }

    /// <summary>The other picture of the README: the email of the demo, as a phone shows it.</summary>
    [Fact]
    public async Task The_documentation_has_a_picture_of_the_email()
    {
        const int Phone = 390;
        PageSite.Require();
        var folder = Directory.CreateTempSubdirectory("activitysync-test-").FullName;
        await site.RunAsync("demo", "--out", folder);
        foreach (var isDark in new[] { false, true })
        {
            var page = await site.OpenAsync(ForDocumentation(Phone, isDark));
            await using var context = page.Context;
            await page.GotoAsync(new Uri(Path.Combine(folder, "digest.html")).AbsoluteUri);
            await AcceptPictureAsync(page, "/email", Phone, isDark);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static BrowserNewContextOptions ForDocumentation(int width, bool isDark) =>
        new()
        {
            ViewportSize = new ViewportSize { Width = width, Height = Height },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = false,
        };

    /// <summary>Takes a picture, saves it if pictures are accepted, and asserts that it exists.</summary>
    private static async Task AcceptPictureAsync(IPage page, string path, int width, bool isDark)
    {
        var folder = Path.Combine(TestPaths.RepositoryRoot, "docs", "images", "page");
        var picture = await page.ScreenshotAsync(
            new PageScreenshotOptions { Path = GetPicture($"docs{path}", width, isDark, "anna") }
        );
        var name = $"{path.Trim('/')}.{width}.{(isDark ? "dark" : "light")}.png";
        if (Environment.GetEnvironmentVariable("ACCEPT_PICTURES") == "1")
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, name), picture);
        }

        Assert.True(File.Exists(Path.Combine(folder, name)), $"docs/images/page/{name} is missing");
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
        var day = DateOnly.Parse(slot["date"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        var planned = await site.ReadAsync("plan", "--athlete", "anna");
        Assert.Equal(slot["date"]!.GetValue<string>(), planned["massage"]!["from"]!.GetValue<string>());
        Assert.Contains(
            day.ToString("d MMMM", CultureInfo.InvariantCulture),
            await page.Locator("h1").InnerTextAsync(),
            StringComparison.Ordinal
        );

        await page.Locator("form[action$='/undo'] button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync(@"/week\?undone");

        Assert.Empty((await site.ReadAsync("slot", "list", "--athlete", "anna")).AsArray());
        Assert.Contains("Book", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_massage_becomes_part_of_the_log_and_can_be_undone()
    {
        PageSite.Require();
        var page = await site.SignInAsync("anna");
        await using var context = page.Context;
        var history = (await site.ReadAsync("plan", "--athlete", "anna"))["history"]!.GetValue<string>();

        await page.Locator("button[value^='had-massage.']").First.ClickAsync();
        await page.ArriveAsync(@"/week\?saved=");

        var log = await site.ReadAsync("log", "list", "--athlete", "anna");
        Assert.Single(log.AsArray(), entry => entry!["what"]!.GetValue<string>() == "massage");
        Assert.NotEqual(history, (await site.ReadAsync("plan", "--athlete", "anna"))["history"]!.GetValue<string>());
        Assert.Equal(0, await page.Locator("button[value^='had-suggested.']").CountAsync());
        await page.Locator("form[action$='/undo'] button").ClickAsync();
        Assert.Empty((await site.ReadAsync("log", "list", "--athlete", "anna")).AsArray());
    }

    [Fact]
    public async Task A_sign_of_a_clot_is_answered_at_once_and_silences_the_week()
    {
        PageSite.Require();
        var page = await site.SignInAsync("anna");
        await using var context = page.Context;
        await page.Locator("button[value^='hurts.']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("/log/pain");

        await TabToAsync(page, "#other");
        await page.Keyboard.TypeAsync("left calf");
        await TabToAsync(page, "[name='severity']");
        for (var severity = 1; severity < 5; severity++)
        {
            await page.Keyboard.PressAsync("ArrowDown");
        }

        await TabToAsync(page, "[name='sign'][value='one-sided-swelling']");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "main form button.p");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("/log/entries/");

        var heading = await page.Locator("h1").InnerTextAsync();
        var plan = await site.ReadAsync("plan", "--athlete", "anna");
        Assert.NotNull(plan["medical"]);
        var mail = await site.WaitForMailAsync(mail => mail.To.Mailboxes.Any(to => to.Address == "anna@example.org"));
        Assert.DoesNotContain("swelling", mail.Subject, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("massage", mail.TextBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("massage", heading, StringComparison.OrdinalIgnoreCase);
        await page.GotoAsync($"{site.Address}/week");
        Assert.Equal(heading.TrimEnd('.'), (await page.Locator("h1").InnerTextAsync()).TrimEnd('.'));
        Assert.Equal(1, await page.Locator("main section").CountAsync());

        await page.Locator("button[value^='pain-gone.']").ClickAsync();
        await page.ArriveAsync(@"/week\?saved=");
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

        await page.ArriveAsync("saved=");
        var labeled = Find(await site.ReadAsync("activities", "--athlete", "anna"), id);
        Assert.Contains("race", labeled["labels"]!.AsArray().Select(label => label!.GetValue<string>()));
        Assert.Contains("it is your own answer", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("form[action$='/undo'] button").ClickAsync();
        var undone = Find(await site.ReadAsync("activities", "--athlete", "anna"), id);
        Assert.DoesNotContain("race", undone["labels"]!.AsArray().Select(label => label!.GetValue<string>()));
    }

    [Fact]
    public async Task The_day_of_the_digest_changes_without_a_restart_and_a_locked_setting_says_why()
    {
        PageSite.Require();
        var page = await site.SignInAsync("anna");
        await using var context = page.Context;
        await page.GotoAsync($"{site.Address}/settings");
        var before = (await site.ReadAsync("status"))["nextDigest"]!.GetValue<string>();

        Assert.True(await page.Locator("#budget").IsDisabledAsync());
        Assert.Contains(
            "Only whoever runs this machine can change it.",
            await page.Locator("#budget-hint").InnerTextAsync(),
            StringComparison.Ordinal
        );
        await page.Locator("#digest-day").SelectOptionAsync("Saturday");
        await page.Locator("#digest-time").FillAsync("14:30");
        await page.Locator("form[action$='/settings'] button.p").ClickAsync();
        await page.ArriveAsync(@"/settings\?");

        Assert.StartsWith("2026-11-28T14:30", await ReadNextDigestAsync(), StringComparison.Ordinal);
        var shown = (await site.RunAsync("config", "show")).Split('\n');
        Assert.Contains("Athletes:0:Digest:Day = Saturday  (page)", shown);
        await site.RunAsync("preference", "reset", "Digest:Day", "--athlete", "anna");
        await site.RunAsync("preference", "reset", "Digest:Time", "--athlete", "anna");
        Assert.Equal(before, await ReadNextDigestAsync());
    }

    [Fact]
    public async Task The_season_is_that_of_the_activities_and_opens_at_its_newest_week()
    {
        PageSite.Require();
        var page = await site.SignInAsync(
            "anna",
            new BrowserNewContextOptions
            {
                JavaScriptEnabled = false,
                ViewportSize = new ViewportSize { Width = 390, Height = Height },
            }
        );
        await using var context = page.Context;
        await page.GotoAsync($"{site.Address}/season");

        var today = await page.Locator("svg path.today").BoundingBoxAsync();
        Assert.InRange(today!.X, 40, 390);
        var weeks = (await site.ReadAsync("activities", "--athlete", "anna"))
            .AsArray()
            .Select(run =>
                (Day: GetDay(run!), Seconds: (run!["movingSeconds"] ?? run["elapsedSeconds"])!.GetValue<double>())
            )
            .GroupBy(run => run.Day.AddDays(-(((int)run.Day.DayOfWeek + 6) % 7)))
            .ToDictionary(
                week => week.Key.ToString("d MMM", CultureInfo.InvariantCulture),
                week => (Minutes: (int)Math.Round(week.Sum(run => run.Seconds) / 60), Runs: week.Count())
            );
        var rows = page.Locator("table.weeks tbody tr");
        var compared = 0;
        for (var i = 0; i < await rows.CountAsync(); i++)
        {
            var name = (await rows.Nth(i).Locator("th").TextContentAsync())!;
            var cells = await rows.Nth(i).Locator("td").AllTextContentsAsync();
            if (weeks.TryGetValue(name, out var week))
            {
                Assert.Equal($"{name}: {week.Runs}", $"{name}: {cells[1]}");
                Assert.Equal(week.Minutes, SeasonPageTests.ParseMinutes(cells[0]));
                compared++;
            }
        }

        Assert.True(compared >= 25, $"{compared} weeks");
    }

    private async Task<string> ReadNextDigestAsync() =>
        (await site.ReadAsync("status"))["nextDigest"]!.GetValue<string>();

    private static DateOnly GetDay(JsonNode run) =>
        DateOnly.ParseExact(run["start"]!.GetValue<string>()[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static JsonNode Find(JsonNode activities, string id) =>
        activities.AsArray().Single(activity => activity!["id"]!.GetValue<string>() == id)!;

    /// <summary>Reaches a button with the tab key alone, and presses it.</summary>
    private static async Task PressByKeyboardAsync(IPage page, string value)
    {
        await TabToAsync(page, $"button[value^='{value}.']");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync(@"/week\?saved=");
    }

    /// <summary>Reaches an element with the tab key alone.</summary>
    private static async Task TabToAsync(IPage page, string selector)
    {
        const int most = 60;
        for (var tabs = 0; tabs < most; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator($"{selector}:focus").CountAsync() > 0)
            {
                return;
            }
        }

        Assert.Fail($"The tab key does not reach {selector}.");
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
