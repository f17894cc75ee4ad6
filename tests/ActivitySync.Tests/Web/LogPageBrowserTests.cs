using ActivitySync.Configuration;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Web.Access;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace ActivitySync.Tests.Web;

/// <summary>
/// Shows days, races, log and reports in a real browser. The screenshots are saved in <c>artifacts/pages</c> or in the
/// folder of ACTIVITYSYNC_ARTIFACTS.
/// </summary>
[Trait("Category", "System")]
public sealed class LogPageBrowserTests : IAsyncLifetime
{
    private const int Phone = 390;
    private const int SmallPhone = 320;
    private const int Desktop = 1200;
    private const int Height = 900;

    private static readonly string[] Paths = ["/days", "/races", "/log", "/log/massage", "/log/pain", "/log/illness"];

    private static readonly string[] Entries =
    [
        "race add 2026-12-13 Nikolauslauf --distance 21.1 --importance A",
        "race add 2026-10-04 Herbstlauf",
        "slot add 2026-11-30 deep-tissue",
        "planned add 2026-11-26 hard",
        "log massage 2026-10-20 swedish",
        "log pain calf 2 --date 2026-11-20",
        "log illness cold --date 2026-10-10",
    ];

    private readonly CommandFixture _commands = new CommandFixture("ben").With(settings =>
        settings with
        {
            Athletes = [settings.Athletes[0], settings.Athletes[1] with { Language = "de" }],
        }
    );

    private PageFixture? _page;

    public async ValueTask InitializeAsync()
    {
        foreach (var (athlete, entry) in Entries.SelectMany(entry => new[] { ("anna", entry), ("ben", entry) }))
        {
            await _commands.RunAsync([.. entry.Split(' '), "--athlete", athlete]);
        }

        _page = await PageFixture.StartAsync(_commands);
    }

    public async ValueTask DisposeAsync()
    {
        await _page!.DisposeAsync();
        _commands.Dispose();
    }

    [Theory]
    [InlineData("anna", Phone, false)]
    [InlineData("ben", SmallPhone, true)]
    [InlineData("ben", Desktop, false)]
    public async Task Pages_fit_the_screen_and_are_accessible(string athlete, int width, bool isDark)
    {
        Requirements.RequireBrowser();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await ChromiumBrowser.StartAsync(playwright);
        await using var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = Height },
                ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
                BypassCSP = true, // for the checks below; the page has no script
            }
        );
        var page = await SignInAsync(context, athlete);
        foreach (var path in Paths)
        {
            await page.GotoAsync(GetUrl(path));
            await SaveScreenshotAsync(page, $"{path[1..].Replace('/', '-')}.{athlete}.{width}");

            await CheckAsync(page, path, width);
        }
    }

    [Fact]
    public async Task A_pain_is_reported_by_keyboard_and_answered_first()
    {
        Requirements.RequireBrowser();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await ChromiumBrowser.StartAsync(playwright);
        await using var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = Phone, Height = Height },
                BypassCSP = true,
            }
        );
        var page = await SignInAsync(context, "anna");
        await page.GotoAsync(GetUrl("/log/pain"));

        await TabToAsync(page, "#area");
        await page.Keyboard.TypeAsync("calf");
        await TabToAsync(page, "[name=side]");
        await page.Keyboard.PressAsync("ArrowUp");
        await TabToAsync(page, "[name=severity]");
        for (var severity = 0; severity < 4; severity++)
        {
            await page.Keyboard.PressAsync("ArrowDown");
        }

        await TabToAsync(page, "[value=one-sided-swelling]");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "main button.p");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/log/entries/**");

        Assert.Equal("See a doctor today.", await page.Locator("h1, h2, h3").First.InnerTextAsync());
        Assert.Contains(
            "right calf, one-sided swelling, 4 out of 10.",
            await page.InnerTextAsync("main"),
            StringComparison.Ordinal
        );
        await SaveScreenshotAsync(page, "log-entries-medical");
        await CheckAsync(page, "the answer", Phone);
    }

    private static async Task CheckAsync(IPage page, string name, int width)
    {
        var scrollWidth = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(scrollWidth <= width, $"{name}: {scrollWidth} of {width} px");
        var cut = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('table.cal td')].filter(cell => cell.scrollWidth > cell.clientWidth)"
                + ".map(cell => cell.innerText)"
        );
        Assert.True(cut.Length == 0, $"{name}: cut off: {string.Join(", ", cut)}");
        var violations = (await page.RunAxe()).Violations;
        Assert.True(
            violations.Length == 0,
            $"{name}: {string.Join(", ", violations.Select(one => $"{one.Id} ({one.Nodes[0].Html})"))}"
        );
    }

    /// <summary>Presses Tab until an element has the focus.</summary>
    private static async Task TabToAsync(IPage page, string selector)
    {
        const int MaxPresses = 60;
        for (var press = 0; press < MaxPresses; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"{selector} can't be reached by keyboard.");
    }

    private async Task<IPage> SignInAsync(IBrowserContext context, string athlete)
    {
        var page = await context.NewPageAsync();
        var link = _page!.Services.GetRequiredService<SignInLinks>().Create(_commands.Settings.GetAthlete(athlete));
        await page.GotoAsync(GetUrl(link.AbsolutePath));
        await page.ClickAsync("main button");
        return page;
    }

    private string GetUrl(string path) => new Uri(_page!.Address, path).AbsoluteUri;

    private static async Task SaveScreenshotAsync(IPage page, string name)
    {
        var folder = Environment.GetEnvironmentVariable("ACTIVITYSYNC_ARTIFACTS")
            ?? Path.Combine(TestPaths.RepositoryRoot, "artifacts");
        await page.ScreenshotAsync(
            new PageScreenshotOptions { FullPage = true, Path = Path.Combine(folder, "pages", $"{name}.png") }
        );
    }
}
