using System.Text.Json;
using ActivitySync.Digest.Rendering;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Reliability;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>
/// Shows every situation in a real browser: on a phone, a tablet and a desktop, light and dark, with and without
/// images; axe checks that it is accessible. The screenshots are saved in <c>artifacts/mails</c> or in the folder of
/// ACTIVITYSYNC_ARTIFACTS.
/// </summary>
[Trait("Category", "System")]
public sealed class BrowserTests
{
    private const int Phone = 390;
    private const int Tablet = 768;
    private const int Desktop = 1200;
    private const int PhoneHeight = 640;

    /// <summary>The card of an email is no wider.</summary>
    private const int CardWidth = 600;
    private const double LeastContrast = 4.5;
    private const int LeastLetters = 16;
    private const double Rounding = 1;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static readonly string Script = File.ReadAllText(
        Path.Combine(TestPaths.RepositoryRoot, "tests", "ActivitySync.Tests", "Digest", "look.js")
    );

    public static TheoryData<int, bool, bool> Looks =>
        [
            (Phone, false, true),
            (Phone, true, true),
            (Phone, true, false),
            (Tablet, false, true),
            (Tablet, true, true),
            (Desktop, false, true),
            (Desktop, true, false),
        ];

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_mail_reads_well(int width, bool isDark, bool withImages)
    {
        Requirements.RequireBrowser();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await ChromiumBrowser.StartAsync(playwright);
        await using var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = PhoneHeight },
                ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
                Offline = true,
                JavaScriptEnabled = true, // for the checks below; mails contain no script
            }
        );
        var page = await context.NewPageAsync();
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);

        foreach (var (name, mail) in Choose(width, isDark, withImages))
        {
            await page.SetContentAsync(Shown(mail, withImages));
            await page.EvaluateAsync(
                "() => Promise.all([...document.images].map(picture => picture.decode().catch(() => null)))"
            );
            var look = Read(await page.EvaluateAsync<string>(Script));
            await page.ScreenshotAsync(
                new PageScreenshotOptions { FullPage = true, Path = PathOf(name, width, isDark, withImages) }
            );

            Assert.True(
                look.ScrollWidth <= look.Width,
                $"{name}: scrolls sideways, {look.ScrollWidth} of {look.Width}"
            );
            Assert.All(look.Texts, text =>
            {
                Assert.True(text.Contrast >= LeastContrast, $"{name}: contrast {text.Contrast:0.00} of '{text.Text}'");
                Assert.True(text.Size >= LeastLetters, $"{name}: {text.Size} px for '{text.Text}'");
                Assert.True(text.Left >= 0 && text.Right <= width + Rounding, $"{name}: cut off: '{text.Text}'");
            });
            Assert.True(isDark == look.Ground < 0.2, $"{name}: the ground does not follow the mode");
            if (width == Phone)
            {
                var violations = withImages ? (await page.RunAxe()).Violations : [];
                Assert.True(
                    violations.Length == 0,
                    $"{name}: {string.Join(", ", violations.Select(one => $"{one.Id} ({one.Nodes.Length})"))}"
                );
                Assert.True(look.AnswerEnds <= PhoneHeight, $"{name}: the answer ends at {look.AnswerEnds} px");
            }

            Assert.True(
                (withImages && mail.Picture is not null) == look.PictureWidth > Math.Min(width, CardWidth) * 0.5,
                $"{name}: the picture is {look.PictureWidth} px wide"
            );
        }

        Assert.DoesNotContain(requests, url => !url.StartsWith("data:", StringComparison.Ordinal));
    }

    /// <summary>All mails; at small scale English by day, German by night, and some in the other looks.</summary>
    private static IEnumerable<KeyValuePair<string, RenderedMail>> Choose(int width, bool isDark, bool withImages)
    {
        const int share = 29;
        return SituationFixture.Mails.Where(
            (mail, index) =>
                !TestScale.IsSmall
                || (
                    width == Phone && withImages
                        ? index % 22 < 2 && mail.Key.EndsWith(isDark ? ".de" : ".en", StringComparison.Ordinal)
                        : index % share == 0
                )
        );
    }

    /// <summary>Prepares the HTML as a mail program shows it: with the chart, or with a blocked image.</summary>
    private static string Shown(RenderedMail mail, bool withImages) =>
        mail.Picture is { } picture
            ? System.Text.RegularExpressions.Regex.Replace(
                mail.Html,
                "cid:[^\"]*",
                withImages ? $"data:image/png;base64,{Convert.ToBase64String(picture)}" : "data:,"
            )
            : mail.Html;

    private static string PathOf(string name, int width, bool isDark, bool withImages)
    {
        var folder = Environment.GetEnvironmentVariable("ACTIVITYSYNC_ARTIFACTS")
            ?? Path.Combine(TestPaths.RepositoryRoot, "artifacts");
        return Path.Combine(
            folder,
            "mails",
            $"{name}.{width}.{(isDark ? "dark" : "light")}{(withImages ? "" : ".no-images")}.png"
        );
    }

    private static Look Read(string json) => JsonSerializer.Deserialize<Look>(json, Web)!;

    private sealed record Look(
        double ScrollWidth,
        double Width,
        double AnswerEnds,
        double PictureWidth,
        double Ground,
        List<Seen> Texts
    );

    private sealed record Seen(string Text, double Contrast, double Size, double Left, double Right, double Bottom);
}
