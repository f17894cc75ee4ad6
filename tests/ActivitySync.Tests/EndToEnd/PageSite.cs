using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Playwright;
using MimeKit;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>
/// The daemon as a process with its page: anna in English with half a year of runs and a race ahead, ben in German with
/// runs, reports and plans of his own. It is Saturday 28 November 2026, noon.
/// </summary>
public sealed class PageSite : IAsyncLifetime
{
    /// <summary>A name of the site in its network. The browser asks no DNS for it.</summary>
    public const string NetworkName = "runs.test";

    /// <summary>A foreign name that leads to the site all the same, as DNS rebinding does it.</summary>
    public const string ForeignName = "evil.test";

    /// <summary>Texts of ben that no page of anna may have.</summary>
    public static readonly string[] TextsOfBen =
    [
        "Bens Waldlauf",
        "Berglauf Bens",
        "linkes Schienbein",
        "Bens Schnupfen",
        "ben@example",
    ];

    public static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private const int Weeks = 26;

    private readonly string _folder = Directory.CreateTempSubdirectory("activitysync-page-").FullName;
    private readonly int _port = FreePort.Next();
    private readonly HashSet<string> _readMails = [];
    private readonly Stopwatch _running = new();
    private TimeSpan _moved;
    private Action<JsonObject> _configure = _ => { };
    private LibFaketimeClock? _clock;
    private DaemonProcess? _daemon;
    private IPlaywright? _playwright;

    public string Address => GetAddress("127.0.0.1");

    /// <summary>The address under another name of the same machine.</summary>
    public string GetAddress(string name) => $"http://{name}:{_port.ToString(CultureInfo.InvariantCulture)}";

    public string Database => Path.Combine(_folder, "data", "activitysync.db");

    public string Settings => Path.Combine(_folder, "appsettings.json");

    public string Pickup => Path.Combine(_folder, "mails");

    internal IBrowser Browser { get; private set; } = null!;

    /// <summary>A site of its own for one test.</summary>
    /// <param name="configure">Changes the settings.</param>
    internal static async Task<PageSite> StartAsync(Action<JsonObject> configure)
    {
        var site = new PageSite { _configure = configure };
        await site.InitializeAsync();
        return site;
    }

    public async ValueTask InitializeAsync()
    {
        if (!ChromiumBrowser.IsAvailable || !LibFaketimeClock.IsAvailable)
        {
            return; // the tests are skipped
        }

        _clock = new LibFaketimeClock(Now);
        _running.Start();
        Directory.CreateDirectory(Pickup);
        WriteSettings();
        await ImportAsync("anna", "Morning Run", "Long Run");
        await ImportAsync("ben", "Bens Waldlauf", "Bens Waldlauf lang");
        await RunAsync("race", "add", "2026-12-13", "Nikolauslauf", "--distance", "21.1", "--athlete", "anna");
        await RunAsync("race", "add", "2026-12-20", "Berglauf Bens", "--athlete", "ben");
        await RunAsync("log", "pain", "linkes Schienbein", "3", "--athlete", "ben");
        await RunAsync("log", "massage", "2026-10-20", "swedish", "--athlete", "ben");
        await RunAsync("log", "illness", "Bens Schnupfen", "--date", "2026-10-10", "--athlete", "ben");
        await RunAsync("slot", "add", "2026-12-01", "swedish", "--athlete", "ben");
        await RunAsync("planned", "add", "2026-12-03", "hard", "--athlete", "ben");
        _daemon = await DaemonProcess.StartAsync(Settings, _clock.Environment);
        _playwright = await Playwright.CreateAsync();
        Browser = await ChromiumBrowser.StartAsync(
            _playwright,
            $"--host-resolver-rules=MAP {NetworkName} 127.0.0.1,MAP {ForeignName} 127.0.0.1"
        );
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

    /// <summary>Moves the clock of the daemon and of commands on. It then runs from there.</summary>
    public void MoveOn(TimeSpan time)
    {
        _moved += time;
        SetClock();
    }

    /// <summary>Waits for an email that was not read before.</summary>
    public async Task<MimeMessage> WaitForMailAsync(Func<MimeMessage, bool> isExpected)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (true)
        {
            foreach (var file in Directory.GetFiles(Pickup, "*.eml").Where(_readMails.Add))
            {
                var mail = await MimeMessage.LoadAsync(file, guard.Token);
                if (isExpected(mail))
                {
                    return mail;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), guard.Token); // polls another process
        }
    }

    /// <summary>Repeats a reading of the daemon's state until it is as expected.</summary>
    public static async Task WaitUntilAsync(Func<Task<bool>> isReached)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (!await isReached())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), guard.Token); // polls another process
        }
    }

    /// <summary>Runs a command at the same time as the daemon, whatever its exit code.</summary>
    internal Task<DaemonProcess.CommandResult> TryAsync(params string[] arguments)
    {
        SetClock();
        return DaemonProcess.RunCommandAsync([.. arguments, "--config", Settings], _clock!.Environment);
    }

    /// <summary>A process starts at the time that is set, so a command would be behind the running daemon.</summary>
    private void SetClock() => _clock!.MoveTo(Now + _running.Elapsed + _moved);

    /// <summary>Runs a command at the same time as the daemon, and returns its output.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result.Error}");
        return result.Out;
    }

    /// <summary>Runs a command that prints JSON.</summary>
    public async Task<JsonNode> ReadAsync(params string[] arguments) =>
        JsonNode.Parse(await RunAsync([.. arguments, "--json"]))!;

    /// <summary>A browser window in which an athlete is signed in by a link of the terminal.</summary>
    public async Task<IPage> SignInAsync(
        string athlete,
        BrowserNewContextOptions? options = null,
        string host = "127.0.0.1"
    )
    {
        var page = await OpenAsync(options);
        var link = (await RunAsync("page", "link", "--athlete", athlete)).Trim();
        await page.GotoAsync(GetAddress(host) + new Uri(link).AbsolutePath);
        await page.Locator("main form button").ClickAsync();
        await page.ArriveAsync("/week$");
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
                ["WakeSeconds"] = 5,
            },
            ["Mail"] = new JsonObject { ["From"] = "sync@example.org", ["PickupDirectory"] = Pickup },
            ["Page"] = new JsonObject { ["Hosts"] = new JsonArray(NetworkName), ["Locked"] = new JsonArray("Budget") },
            ["Athletes"] = new JsonArray(CreateAthlete("anna", "en"), CreateAthlete("ben", "de")),
        };
        _configure(settings);
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

/// <summary>Tests of one site. Each undoes its changes.</summary>
[CollectionDefinition(nameof(PageSite))]
public sealed class PageSiteTests : ICollectionFixture<PageSite>;
