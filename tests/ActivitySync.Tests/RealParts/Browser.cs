using Microsoft.Playwright;

namespace ActivitySync.Tests.RealParts;

/// <summary>The machine's own Chromium, without a window; it loads nothing from outside.</summary>
internal static class Browser
{
    private const string Chromium = "/usr/bin/chromium";

    public static bool IsHere => File.Exists(Chromium);

    public static async Task<IBrowser> StartAsync(IPlaywright playwright) => await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Chromium,
        Headless = true,
        Args = ["--no-sandbox", "--disable-gpu"], // CI runs as root in a container
    });
}
