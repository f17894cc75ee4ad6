using ActivitySync.Digest.Content;
using ActivitySync.Recovery;
using MimeKit;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>Text from outside appears as text and has no other effect.</summary>
public sealed class HostileTextTests
{
    [Fact]
    public void Markup_in_a_title_is_text()
    {
        var mail = DigestFixture.Mail(DigestFixture.AfterMarathon(HostileTextFixture.Title));

        Assert.Contains("&lt;script&gt;", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", mail.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("{{ page", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_cannot_add_a_header()
    {
        using var stream = new MemoryStream(
            DigestFixture.Mail(DigestFixture.AfterMarathon(HostileTextFixture.Title)).Message
        );
        using var message = MimeMessage.Load(stream);

        Assert.Empty(message.Bcc);
        Assert.DoesNotContain(message.Headers, header =>
            header.Field.Equals("Bcc", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Theory]
    [InlineData("a\u202Eb\u2066c\u200Fd", "abcd")]
    [InlineData("a\u0000\u0007\u001Bb", "ab")]
    [InlineData("  two\r\n\tlines  ", "two lines")]
    [InlineData("a\u200B\uFEFF\u00ADb", "ab")]
    [InlineData("half \uD83D", "half")]
    [InlineData("Zürich 🏃 10 км 東京", "Zürich 🏃 10 км 東京")]
    [InlineData("", "")]
    public void Sanitizing_removes_control_characters_and_keeps_readable_text(string text, string expected) =>
        Assert.Equal(expected, UntrustedText.Sanitize(text));

    [Fact]
    public void Sanitized_text_has_a_maximum_length()
    {
        Assert.Equal(
            new string('x', UntrustedText.MaxCharacters),
            UntrustedText.Sanitize(new string('x', UntrustedText.MaxCharacters))
        );
        Assert.Equal(new string('x', UntrustedText.MaxCharacters) + "…", UntrustedText.Sanitize(new string('x', 5000)));
    }

    [Fact]
    public void An_area_is_quoted_and_sanitized()
    {
        var planned = DigestFixture.Medical(MedicalLevel.Clinician, "<b>pop</b>\u202E");
        var hostile = planned with
        {
            Plan = planned.Plan with
            {
                Facts = planned.Plan.Facts with
                {
                    ActivePains =
                    [
                        planned.Plan.Facts.ActivePains[0] with
                        {
                            Area = "knee\r\n<img src=x onerror=alert(1)>",
                        },
                    ],
                },
            },
        };

        var mail = DigestFixture.Mail(hostile);

        Assert.DoesNotContain("<img", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("“knee <img src=x", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', mail.Text);
    }
}
