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
}
