using ActivitySync.Digest.Content;
using ActivitySync.Recovery;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Reliability;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ActivitySync.Tests.Web;

/// <summary>
/// The pages behind links of emails and the guide in a real browser without script: accessible, no wider than the
/// screen, nothing loaded from elsewhere, and the button works by keyboard.
/// </summary>
[Trait("Category", "System")]
public sealed class AnswerPageLookTests : IAsyncLifetime
{
    private static readonly DateOnly Today = AnswerPageFixture.Today;

    /// <summary>An answer for each shape of form; the others have no field.</summary>
    private static readonly AnswerAction[] EachShape =
    [
        AnswerAction.Choose,
        AnswerAction.Booked,
        AnswerAction.HadMassage,
        AnswerAction.NotThisWeek,
        AnswerAction.DidNotStart,
        AnswerAction.PainGone,
        AnswerAction.Hurts,
    ];

    private readonly AnswerPageFixture _fixture = new();

    public static TheoryData<int, bool, string> Looks => [(320, false, "ben"), (1200, true, "anna")];

    public async ValueTask InitializeAsync() => await _fixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_reads_well(int width, bool isDark, string athlete)
    {
        Requirements.RequireBrowser();
        _fixture.AddEverything();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await ChromiumBrowser.StartAsync(playwright);
        await using var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = 700 },
                ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
                BypassCSP = true, // for axe; the policy itself is tested without it
            }
        );
        var page = await context.NewPageAsync();
        // At small scale each look has every third page, and another third.
        var first = isDark ? 1 : 0;
        foreach (var address in GetAddresses(athlete).Where((_, index) => !TestScale.IsSmall || index % 3 == first))
        {
            await page.GotoAsync(address.AbsoluteUri);
            await CheckAsync(page, address.AbsolutePath);
        }

        await page.GotoAsync(_fixture.GetUrl(new AnswerChoice(AnswerAction.Hurts), athlete).AbsoluteUri);
        await page.SelectOptionAsync("#area", "calf");
        await page.SelectOptionAsync("#severity", "5");
        await page.CheckAsync("input[value=one-sided-swelling]");
        await page.Locator("button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".alarm h1");
        await CheckAsync(page, "the safety answer");
        await page.ClickAsync("button");
        await page.WaitForSelectorAsync("a[href='?']");
        await CheckAsync(page, "after undoing");
    }

    [Fact]
    public async Task The_policy_allows_the_page_and_nothing_else()
    {
        Requirements.RequireBrowser();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await ChromiumBrowser.StartAsync(playwright);
        await using var context = await browser.NewContextAsync(
            new BrowserNewContextOptions { JavaScriptEnabled = false }
        );
        var page = await context.NewPageAsync();
        var (messages, requests) = (new List<string>(), new List<string>());
        page.Console += (_, message) => messages.Add(message.Text);
        page.Request += (_, request) => requests.Add(request.Url);
        foreach (var address in GetAddresses("anna"))
        {
            await page.GotoAsync(address.AbsoluteUri);
        }

        // The browser itself reports the invalid link.
        Assert.Single(messages, message => message.Contains("404", StringComparison.Ordinal));
        messages.Clear();

        await page.GotoAsync(_fixture.GetUrl(new AnswerChoice(AnswerAction.PauseWeek)).AbsoluteUri);
        await page.ClickAsync("button");
        await page.WaitForSelectorAsync("form.quiet");

        Assert.Empty(messages);
        Assert.All(requests, url => Assert.StartsWith(_fixture.Address.AbsoluteUri, url, StringComparison.Ordinal));
    }

    private IEnumerable<Uri> GetAddresses(string athlete)
    {
        var window = AnswerDays.ToArgument(MassageKind.Swedish, Today, Today.AddDays(2));
        foreach (var action in EachShape)
        {
            var argument = action switch
            {
                AnswerAction.Choose => new AnswerQuestion(AnswerQuestionKind.Massage, window).All.Argument,
                AnswerAction.Booked or AnswerAction.NotThisWeek => window,
                AnswerAction.HadSuggested or AnswerAction.DidNotHave => window,
                _ => Today.DayNumber - 1,
            };
            yield return _fixture.GetUrl(new AnswerChoice(action, argument), athlete);
        }

        yield return new Uri(_fixture.Address, "/a/invalid");
        yield return new Uri(_fixture.Address, "/self-massage");
        yield return new Uri(_fixture.Address, "/self-massage.de");
    }

    private static async Task CheckAsync(IPage page, string name)
    {
        var violations = (await page.RunAxe()).Violations;
        Assert.True(
            violations.Length == 0,
            $"{name}: {string.Join(", ", violations.Select(one => $"{one.Id}: {one.Nodes[0].Html}"))}"
        );
        Assert.True(
            await page.EvaluateAsync<bool>(
                "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            ),
            $"{name}: scrolls sideways"
        );
        Assert.Equal(
            "",
            await page.EvaluateAsync<string>(
                """
                () => [...document.querySelectorAll("button, .button, select, input[type=text], fieldset label")]
                    .filter(target => target.getBoundingClientRect().height < 43.5)
                    .map(target => target.outerHTML).join()
                """
            )
        );
    }
}
