using System.IO.Compression;
using System.Net;
using ActivitySync.Tests.Commands;

namespace ActivitySync.Tests.Web;

public sealed class PreferencesPageTests : IAsyncLifetime
{
    private const string Path = "/settings";

    private readonly CommandFixture _commands = new CommandFixture("ben").With(settings =>
        settings with
        {
            Page = settings.Page with { Locked = ["Budget"] },
        }
    );

    private PageFixture? _page;

    private PageFixture Page => _page!;

    public async ValueTask InitializeAsync() => _page = await PageFixture.StartAsync(_commands);

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        _commands.Dispose();
    }

    [Fact]
    public async Task A_preference_is_saved_and_undone()
    {
        using var anna = await Page.SignInAsync();

        using var saved = await PageFixture.PressAsync(anna, Path, Path, ("digest-day", "Saturday"));
        var page = await anna.GetStringAsync(saved.Headers.Location);

        Assert.Contains("Saturday", await ListAsync(), StringComparison.Ordinal);
        Assert.Contains("<option value=\"Saturday\" selected>", page, StringComparison.Ordinal);
        var undo = page.Split("name=\"id\" value=\"")[1].Split('"')[0];
        using var undone = await PageFixture.PressAsync(
            anna,
            saved.Headers.Location!.ToString(),
            "/undo",
            ("id", undo),
            ("back", Path)
        );
        Assert.Equal(HttpStatusCode.SeeOther, undone.StatusCode);
        Assert.DoesNotContain("Saturday", await ListAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_preference_and_a_wrong_value_change_nothing()
    {
        using var anna = await Page.SignInAsync();

        using var locked = await PageFixture.PressAsync(anna, Path, Path, ("budget", "none"));
        using var wrong = await PageFixture.PressAsync(
            anna,
            Path,
            Path,
            ("digest-day", "Saturday"),
            ("digest-time", "25:61")
        );

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var html = await wrong.Content.ReadAsStringAsync();
        Assert.Contains("href=\"#digest-time\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"25:61\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Saturday", await ListAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_ends_by_its_button()
    {
        using var anna = await Page.SignInAsync();

        using var paused = await PageFixture.PressAsync(anna, Path, "/settings/pause", ("until", "2026-12-06"));
        Assert.Contains("6 December", await anna.GetStringAsync("/week"), StringComparison.Ordinal);
        using var resumed = await PageFixture.PressAsync(anna, Path, "/settings/resume");

        Assert.DoesNotContain("6 December", await anna.GetStringAsync("/week"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_about_the_athlete_is_downloaded_and_nothing_of_others()
    {
        await _commands.RunAsync("log", "pain", "left calf", "3", "--athlete", "anna");
        await _commands.RunAsync("log", "pain", "right knee", "3", "--athlete", "ben");
        using var anna = await Page.SignInAsync();
        Assert.Contains($"href=\"{Path}/export\"", await anna.GetStringAsync(Path), StringComparison.Ordinal);

        using var response = await anna.GetAsync($"{Path}/export");
        await using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());

        Assert.Equal("application/zip", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("activitysync-2026-11-23.zip", response.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.True(response.Headers.CacheControl!.NoStore);
        var texts = string.Concat(zip.Entries.Select(entry => new StreamReader(entry.Open()).ReadToEnd()));
        Assert.Contains("left calf", texts, StringComparison.Ordinal);
        Assert.DoesNotContain("right knee", texts, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await Page.CreateBrowser().GetAsync($"{Path}/export")).StatusCode);
    }

    private async Task<string> ListAsync() =>
        (await _commands.RunAsync("preference", "list", "--athlete", "anna")).Output;
}
