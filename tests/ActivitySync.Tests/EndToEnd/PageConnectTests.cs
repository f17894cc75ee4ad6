using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActivitySync.Tests.FileFormats.Fit;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Sources.Strava;
using Microsoft.Playwright;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>Runs reach the program through its page: uploaded files, and a source with a permission page.</summary>
[Trait("Category", "System")]
[SqliteOnly]
[Collection(nameof(PageSite))]
public sealed class PageConnectTests(PageSite site)
{
    [Fact]
    public async Task Uploaded_files_are_in_refused_or_known_and_shown_to_their_athlete_alone()
    {
        PageSite.Require();
        var page = await site.SignInAsync("ben");
        await using var context = page.Context;
        var first = FitBuilder.Run().ToFile();
        var second = new FitBuilder()
            .FileId(4)
            .Session(start: FitBuilder.Start + 100_000)
            .Activity(FitBuilder.Start + 103_600, 3600)
            .ToFile();

        var import = await UploadAsync(page, ("a.fit", first), ("b.fit", second), ("c.fit", first[..60]));

        await Assertions.Expect(page.Locator("main [role='status']")).ToContainTextAsync("2 gelesen, 1 abgelehnt");
        var row = await page.Locator("tr", new PageLocatorOptions { HasText = "c.fit" }).InnerTextAsync();
        Assert.Contains("abgelehnt", row, StringComparison.Ordinal);
        Assert.True(row.Length > "c.fit abgelehnt".Length + 10, $"no reason: {row}");
        await UploadAsync(page, ("x.fit", first), ("y.fit", second));
        await Assertions.Expect(page.Locator("main [role='status']")).ToContainTextAsync("2 schon bekannt");

        var annas = await site.SignInAsync("anna");
        await using var annasContext = annas.Context;
        Assert.Equal(404, (await annas.GotoAsync(import))!.Status);
    }

    [Fact]
    public async Task Strava_is_connected_by_the_session_that_asked_and_its_data_end()
    {
        PageSite.Require();
        using var strava = StravaSimulator.Start(
            new JsonObject
            {
                ["clientSecret"] = StravaFixture.Secret,
                ["now"] = "2026-11-28T12:00:00Z",
                ["athletes"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = 42,
                        ["firstname"] = "Anna",
                        ["code"] = "c0de",
                        ["activities"] = JsonNode.Parse(StravaSourceTests.Page(1, 12)),
                    },
                    new JsonObject
                    {
                        ["id"] = 43,
                        ["firstname"] = "Ben",
                        ["code"] = "c1de",
                        ["activities"] = new JsonArray(),
                    }
                ),
            }
        );
        await using var connected = await PageSite.StartAsync(settings =>
        {
            settings["Strava"] = new JsonObject
            {
                ["ClientId"] = "1001",
                ["ClientSecret"] = StravaFixture.Secret,
                ["ApiUrl"] = strava.ApiUrl,
                ["OAuthUrl"] = strava.OAuthUrl,
            };
            foreach (var athlete in settings["Athletes"]!.AsArray())
            {
                athlete!["Sources"] = new JsonObject { ["Strava"] = true };
            }
        });
        var page = await connected.SignInAsync("anna");
        await using var context = page.Context;
        await page.GotoAsync($"{connected.Address}/connect");
        await page.Locator("#strava button[value='paste']").ClickAsync();
        var answer = await AllowAsync((await page.Locator("main ol a.p").GetAttributeAsync("href"))!);

        var bens = await connected.SignInAsync("ben");
        await using var bensContext = bens.Context;
        Assert.Equal(400, (await bens.GotoAsync(connected.Address + new Uri(answer).PathAndQuery))!.Status);
        Assert.Contains("gehört nicht", await bens.Locator("main").InnerTextAsync(), StringComparison.Ordinal);

        await PasteAsync(page, Regex.Replace(answer, "scope=[^&]*", "scope=read"));
        Assert.Contains(
            "“View data about your private activities” was unchecked",
            await page.Locator("body").InnerTextAsync(),
            StringComparison.Ordinal
        );
        await PasteAsync(page, answer);
        await page.ArriveAsync(@"/connect\?connected=strava$");

        JsonNode? run = null;
        await PageSite.WaitUntilAsync(async () =>
        {
            var activities = await connected.ReadAsync("activities", "--athlete", "anna");
            run = activities.AsArray().FirstOrDefault(one => one!["name"]?.GetValue<string>() == "Run 12");
            return run is not null;
        });
        var path = $"{connected.Address}/activities/{run!["id"]!.GetValue<string>()}";
        await page.GotoAsync(path);
        Assert.Contains("Run 12", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);

        // A browser that asks without the other way comes back by itself.
        await bens.GotoAsync($"{connected.Address}/connect");
        await bens.Locator("#strava button.p").ClickAsync();
        await bens.ArriveAsync(@"/connect\?connected=strava$");

        await strava.SendCommandAsync(
            "faults",
            new JsonArray(
                new JsonObject
                {
                    ["path"] = "athlete/activities",
                    ["do"] = "status",
                    ["status"] = 503,
                    ["count"] = 100,
                }
            )
        );
        connected.MoveOn(TimeSpan.FromDays(8));
        await connected.TryAsync("sync", "--athlete", "anna");
        await page.GotoAsync(path);
        var expired = await page.Locator("main").InnerTextAsync();
        Assert.DoesNotContain("Run 12", expired, StringComparison.Ordinal);
        Assert.DoesNotContain("50 min", expired, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0", expired, StringComparison.Ordinal);
    }

    private async Task<string> UploadAsync(IPage page, params (string Name, byte[] Content)[] files)
    {
        await page.GotoAsync($"{site.Address}/connect");
        await page.Locator("#files")
            .SetInputFilesAsync(
                files.Select(file => new FilePayload
                {
                    Name = file.Name,
                    MimeType = "application/octet-stream",
                    Buffer = file.Content,
                })
            );
        await page.Locator("form[enctype='multipart/form-data'] button").ClickAsync();
        await page.ArriveAsync("/imports/");
        return page.Url;
    }

    /// <summary>The permission page agrees at once; returns the address to which it sends the browser.</summary>
    private static async Task<string> AllowAsync(string address)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var response = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.OriginalString;
    }

    private static async Task PasteAsync(IPage page, string answer)
    {
        await page.Locator("#answer").FillAsync(answer);
        await page.Locator("main form button.p").ClickAsync();
        await page.WaitForLoadStateAsync();
    }
}
