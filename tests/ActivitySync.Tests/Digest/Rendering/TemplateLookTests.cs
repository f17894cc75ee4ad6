using System.Globalization;
using System.Text.RegularExpressions;
using SkiaSharp;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>The look of a mail: contrast, text size, structure, chart.</summary>
public sealed partial class TemplateLookTests
{
    private const double LeastContrast = 4.5;
    private const int LeastLetters = 16;

    private static string Template { get; } =
        File.ReadAllText(
            Path.Combine(
                TestPaths.RepositoryRoot,
                "src",
                "ActivitySync",
                "Digest",
                "Rendering",
                "Templates",
                "digest.html.liquid"
            )
        );

    /// <summary>The template's pairs of text and background color: light, then dark.</summary>
    public static TheoryData<string, string> Pairs =>
        new()
        {
            { "#1f2521", "#ffffff" },
            { "#525c55", "#ffffff" },
            { "#1a6a4c", "#ffffff" },
            { "#123c2a", "#e3f1e9" },
            { "#6b1410", "#fdecea" },
            { "#e9ece8", "#1a1a1a" },
            { "#b4beb7", "#1a1a1a" },
            { "#86d4ae", "#1a1a1a" }, // also the buttons
            { "#e3f5ea", "#15382a" },
            { "#ffe9e6", "#43201d" },
        };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Text_has_enough_contrast(string text, string ground)
    {
        Assert.Contains(text, Template, StringComparison.Ordinal);
        Assert.Contains(ground, Template, StringComparison.Ordinal);
        var (a, b) = (Luminance(text), Luminance(ground));
        Assert.True((Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05) >= LeastContrast, $"{text} on {ground}");
    }

    [Fact]
    public void Every_text_color_is_in_the_tested_pairs()
    {
        var known = Pairs
            .SelectMany(pair => new[] { pair.Data.Item1, pair.Data.Item2 })
            .Concat(["#f3f2ec"]) // the background around the card, also used for the hidden preheader
            .ToHashSet(StringComparer.Ordinal);
        Assert.All(TextColours().Matches(Template), match => Assert.Contains(match.Groups[1].Value, known));
    }

    [Fact]
    public void Letters_are_large_enough_to_read_on_a_phone() =>
        Assert.All(
            Letters().Matches(Template).Where(match => match.Groups[1].Value != "1"), // the hidden preheader
            match =>
                Assert.True(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) >= LeastLetters, match.Value)
        );

    [Fact]
    public void The_page_has_a_language_landmarks_one_heading_and_lists() => Assert.All(GeneratedMailFixture.All, one =>
        {
            Assert.Matches("<html lang=\"(en|de)\"", one.Mail.Html);
            Assert.Single(Regex.Matches(one.Mail.Html, "<h1"));
            Assert.Single(Regex.Matches(one.Mail.Html, "<main"));
            Assert.Single(Regex.Matches(one.Mail.Html, "<header"));
            Assert.Single(Regex.Matches(one.Mail.Html, "<footer"));
            Assert.Equal(Regex.Count(one.Mail.Html, "<ul"), Regex.Count(one.Mail.Html, "</ul>"));
            Assert.Contains("prefers-color-scheme: dark", one.Mail.Html, StringComparison.Ordinal);
        });

    [Fact]
    public void The_alternative_text_describes_the_chart()
    {
        var html = DigestFixture.Mail(DigestFixture.AfterMarathon()).Html;

        var alt = Regex.Match(html, "alt=\"([^\"]*)\"").Groups[1].Value;
        Assert.Equal(
            "Five weeks: your longest day was 3 h 48 on Saturday 21 November. Races: Sat 21 Nov (3 h 48). "
                + "Long runs: Fri 23 Oct (2 h 35), Fri 6 Nov (2 h 50), 2 more. Hard sessions: 4. "
                + "Massages: Sun 25 Oct. Good for a massage: Tue 24 Nov to Thu 26 Nov. Race ahead: Sun 13 Dec.",
            alt
        );
    }

    [Fact]
    public void The_chart_is_twice_as_wide_as_shown_and_small()
    {
        var mail = DigestFixture.Mail(DigestFixture.AfterLongRun());

        using var picture = SKBitmap.Decode(mail.Picture);
        var shown = int.Parse(
            Regex.Match(mail.Html, "<img[^>]* width=\"(\\d+)\"").Groups[1].Value,
            CultureInfo.InvariantCulture
        );
        Assert.Equal(2 * shown, picture.Width);
        Assert.InRange(mail.Picture!.Length, 5_000, 60_000);
    }

    [Fact]
    public void A_race_and_a_long_run_have_different_colors()
    {
        using var race = SKBitmap.Decode(DigestFixture.Mail(DigestFixture.AfterMarathon()).Picture);
        var colours = race.Pixels.ToHashSet();

        Assert.Contains(SKColor.Parse("#c2410c"), colours);
        Assert.Contains(SKColor.Parse("#2a6fb0"), colours);
        Assert.Contains(SKColor.Parse("#bfe3cf"), colours);
    }

    private static double Luminance(string colour)
    {
        var channels = Enumerable
            .Range(0, 3)
            .Select(at =>
                int.Parse(colour.AsSpan(1 + 2 * at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0
            )
            .Select(part => part <= 0.03928 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))
            .ToArray();
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }

    [GeneratedRegex("(?<!-)color:\\s*(#[0-9a-f]{6})")]
    private static partial Regex TextColours();

    [GeneratedRegex("font-size:(\\d+)px")]
    private static partial Regex Letters();
}
