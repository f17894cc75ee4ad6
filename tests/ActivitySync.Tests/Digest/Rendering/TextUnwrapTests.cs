using ActivitySync.Digest.Rendering;

namespace ActivitySync.Tests.Digest.Rendering;

public sealed class TextUnwrapTests
{
    private const string Long =
        "A sentence that is much longer than a line of a plain-text mail, so that it is wrapped once or twice, and on.";

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("  - ")]
    [InlineData("  1. ")]
    public void A_wrapped_text_is_one_line_again(string lead) =>
        Assert.Equal([(lead + Long).Trim()], TextRenderer.Unwrap(TextRenderer.Wrap(Long, lead)));

    [Fact]
    public void Heading_items_and_notes_stay_lines()
    {
        var paragraph = string.Join(
            '\n',
            "Your week: 3 runs",
            TextRenderer.Wrap(Long, "  - "),
            "  - Short",
            TextRenderer.Wrap(Long, "  ")
        );

        Assert.Equal(["Your week: 3 runs", $"- {Long}", "- Short", Long], TextRenderer.Unwrap(paragraph));
    }

    [Fact]
    public void Every_digest_keeps_its_words()
    {
        var text = DigestFixture.Mail(DigestFixture.AfterLongRun()).Text;

        var lines = text.Split("\n\n").SelectMany(TextRenderer.Unwrap).ToList();

        Assert.Equal(Split(text), Split(string.Join(' ', lines)));
        Assert.Contains(lines, line => line.Length > 100);

        static string[] Split(string words) => words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n \n")]
    [InlineData("9999999999. x")]
    public void Any_text_can_be_read(string text) => Assert.InRange(TextRenderer.Unwrap(text).Count(), 0, 2);
}
