using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Playwright;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>
/// The daemon as a process with its page: anna in English with half a year of runs and a race ahead, ben in German with
/// runs and a pain of his own. It is Saturday 28 November 2026, noon.
/// </summary>
public sealed class PageSite : IAsyncLifetime
{
    /// <summary>Texts of ben that no page of anna may have.</summary>
    public static readonly string[] TextsOfBen = ["Bens Waldlauf", "Berglauf Bens", "linkes Schienbein", "ben@example"];

    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private const int Weeks = 26;

    private readonly string _folder = Directory.CreateTempSubdirectory("activitysync-page-").FullName;
    private readonly int _port = FreePort.Next();
    private LibFaketimeClock? _clock;
    private DaemonProcess? _daemon;
    private IPlaywright? _playwright;

    public string Address => $"http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}";

    public string Settings => Path.Combine(_folder, "appsettings.json");

    public string Pickup => Path.Combine(_folder, "mails");

    internal IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!ChromiumBrowser.IsAvailable || !LibFaketimeClock.IsAvailable)
        {
            return; // the tests are skipped
        }

        _clock = new LibFaketimeClock(Now);
        Directory.CreateDirectory(Pickup);
        WriteSettings();
        await ImportAsync("anna", "Morning Run", "Long Run");
        await ImportAsync("ben", "Bens Waldlauf", "Bens Waldlauf lang");
        await RunAsync("race", "add", "2026-12-13", "Nikolauslauf", "--distance", "21.1", "--athlete", "anna");
        await RunAsync("race", "add", "2026-12-20", "Berglauf Bens", "--athlete", "ben");
        await RunAsync("log", "pain", "linkes Schienbein", "3", "--athlete", "ben");
        _daemon = await DaemonProcess.StartAsync(Settings, _clock.Environment);
        _playwright = await Playwright.CreateAsync();
        Browser = await ChromiumBrowser.StartAsync(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_daemon is not null)
        {
            await _daemon.DisposeAsync();
        }

        _clock?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public static void Require()
    {
        Requirements.RequireBrowser();
        Requirements.RequireFaketime();
    }

    /// <summary>What the daemon has written so far.</summary>
    public string Log => _daemon!.Output;

    /// <summary>Runs a command at the same time as the daemon, and returns its output.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var result = await DaemonProcess.RunCommandAsync([.. arguments, "--config", Settings], _clock!.Environment);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result.Error}");
        return result.Out;
    }

    /// <summary>Runs a command that prints JSON.</summary>
    public async Task<JsonNode> ReadAsync(params string[] arguments) =>
        JsonNode.Parse(await RunAsync([.. arguments, "--json"]))!;

    /// <summary>A browser window in which an athlete is signed in by a link of the terminal.</summary>
    public async Task<IPage> SignInAsync(string athlete, BrowserNewContextOptions? options = null)
    {
        var page = await OpenAsync(options);
        await page.GotoAsync((await RunAsync("page", "link", "--athlete", athlete)).Trim());
        await page.Locator("main form button").ClickAsync();
        await page.WaitForURLAsync("**/week");
        return page;
    }

    /// <summary>A browser window in which nobody is signed in.</summary>
    public async Task<IPage> OpenAsync(BrowserNewContextOptions? options = null)
    {
        var context = await Browser.NewContextAsync(
            options ?? new BrowserNewContextOptions { JavaScriptEnabled = false }
        );
        return await context.NewPageAsync();
    }

    private void WriteSettings()
    {
        var settings = new JsonObject
        {
            ["ActivitySync"] = new JsonObject
            {
                ["DataDirectory"] = Path.Combine(_folder, "data"),
                ["Listen"] = Address,
                ["PublicUrl"] = Address,
            },
            ["Mail"] = new JsonObject { ["From"] = "sync@example.org", ["PickupDirectory"] = Pickup },
            ["Athletes"] = new JsonArray(CreateAthlete("anna", "en"), CreateAthlete("ben", "de")),
        };
        File.WriteAllText(Settings, settings.ToJsonString());
    }

    private static JsonObject CreateAthlete(string name, string language) =>
        new()
        {
            ["Name"] = name,
            ["Email"] = $"{name}@example.org",
            ["TimeZone"] = "Europe/Berlin",
            ["Language"] = language,
        };

    private async Task ImportAsync(string athlete, string name, string longName)
    {
        var list = Path.Combine(_folder, athlete);
        Directory.CreateDirectory(list);
        var file = Path.Combine(list, "activities.csv");
        await File.WriteAllTextAsync(file, CreateList(athlete.Length * 1_000_000, name, longName));
        await RunAsync("import", file, "--athlete", athlete);
    }

    /// <summary>Four runs a week, the long one on Sunday, and a very long one three days ago.</summary>
    private static string CreateList(int firstId, string name, string longName)
    {
        var text = new StringBuilder(
            "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename\n"
        );
        for (var daysAgo = Weeks * 7; daysAgo >= 1; daysAgo--)
        {
            var day = Now.AddDays(-daysAgo);
            var minutes = day.DayOfWeek switch
            {
                DayOfWeek.Tuesday => 45,
                DayOfWeek.Wednesday => daysAgo < 7 ? 200 : 60,
                DayOfWeek.Friday => 40,
                DayOfWeek.Sunday => 100 + (daysAgo / 7 % 3 * 10),
                _ => 0,
            };
            if (minutes > 0)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{firstId + daysAgo},\"{day:MMM d, yyyy, h:mm:ss tt}\",{(minutes >= 100 ? longName : name)},Run,"
                        + $"{minutes * 60},{minutes / 5.9:0.00},\n"
                );
            }
        }

        return text.ToString();
    }
}
