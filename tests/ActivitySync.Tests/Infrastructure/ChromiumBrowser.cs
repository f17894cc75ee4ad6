using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>Starts the machine's Chromium without a window.</summary>
internal static class ChromiumBrowser
{
    private const string Chromium = "/usr/bin/chromium";

    public static bool IsAvailable => File.Exists(Chromium);

    public static async Task<IBrowser> StartAsync(IPlaywright playwright, params string[] arguments) =>
        await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Chromium,
                Headless = true,
                Args = ["--no-sandbox", "--disable-gpu", .. arguments], // CI runs as root in a container
            }
        );

    /// <summary>
    /// Waits until a page with this address is loaded. It asks the browser again and again: Playwright's WaitForURL
    /// misses a page that arrives between its look at the address and its subscription to events.
    /// </summary>
    public static async Task ArriveAsync(this IPage page, [StringSyntax(StringSyntaxAttribute.Regex)] string address)
    {
        await Assertions
            .Expect(page)
            .ToHaveURLAsync(new Regex(address), new PageAssertionsToHaveURLOptions { Timeout = 30_000 });
        while (await page.EvaluateAsync<string>("document.readyState") != "complete")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10)); // polls another process
        }
    }
}
