using System.Net;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Recovery.Rules;
using ActivitySync.Tests.Recovery;
using MimeKit;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>Hostile titles in every mail that shows a title: they appear as sanitized text and nowhere else.</summary>
public sealed class HostileTitlesTests
{
    /// <summary>The title, and its sanitized form in the text part.</summary>
    public static TheoryData<string, string> Titles =>
        new()
        {
            { "<script>alert(1)</script>", "<script>alert(1)</script>" },
            { "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>" },
            { "\"><a href='http://x.example'>go</a>", "\"><a href='http://x.example'>go</a>" },
            { "A\r\nBcc: x@example.net\r\n\r\nbody", "A Bcc: x@example.net body" },
            { "=?utf-8?q?Bcc:_x=40example.net?=", "=?utf-8?q?Bcc:_x=40example.net?=" },
            { "{{ page.subject }}{% raw %}", "{{ page.subject }}{% raw %}" },
            { "{% for x in (1..9999) %}x", "{% for x in (1..9999) %}x" },
            { "\u202Eevil\u2066 \u200Fright", "evil right" },
            { new string('x', 10_000), new string('x', 40) + "…" },
            { "Sunday 🏃‍♀️ 10K 🎉 東京 Zürich", "Sunday 🏃♀️ 10K 🎉 東京 Zürich" },
            { "BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT", "BEGIN:VEVENT UID:x END:VEVENT" },
            { "\0\u001B[31mred\u0007", "[31mred" },
        };

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_hostile_title_appears_as_text_only(string title, string reads)
    {
        var log = new TimelineBuilder()
            .WithBaseTraining()
            .WithMonthlyMassages()
            .AddRun(-1, 200, 33, title)
            .AddCalendarRace(12, 42.2, name: title);
        var planned = GeneratedMailFixture.Planned(log.Timeline);
        var words = string.Join(
            ' ',
            Enumerable.Repeat("Plain", Math.Max(1, reads.Split(' ').Count(word => word.Any(char.IsLetterOrDigit))))
        ); // equally long, so that the mail leaves out the same parts
        var plain = GeneratedMailFixture.Planned(
            new TimelineBuilder()
                .WithBaseTraining()
                .WithMonthlyMassages()
                .AddRun(-1, 200, 33, words)
                .AddCalendarRace(12, 42.2, name: words)
                .Timeline
        );
        var order = GeneratedMailFixture.OrderFor(planned, DigestFixture.Anna);
        var plan = RaceMailSelector.Select(planned, RuleParameters.Default)[0];

        foreach (var one in new[] { order, order with { Kind = MailKind.Race, Period = plan.Period } })
        {
            var (mail, usual) = (DigestFixture.Mail(planned, one), DigestFixture.Mail(plain, one));
            using var stream = new MemoryStream(mail.Message);
            using var message = MimeMessage.Load(stream);

            Assert.Contains(
                reads,
                mail.Text.ReplaceLineEndings(" ")
                    .Replace("     ", " ", StringComparison.Ordinal)
                    .Replace("   ", " ", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
            Assert.Contains(reads, WebUtility.HtmlDecode(mail.Html), StringComparison.Ordinal);
            Assert.Equal(Elements(usual.Html), Elements(mail.Html));
            Assert.DoesNotContain(mail.Subject, char.IsControl); // the subject of a race email has the race's name
            Assert.Equal(usual.Subject.Split(": massage ")[^1], mail.Subject.Split(": massage ")[^1]);
            Assert.Equal(usual.CalendarFile, mail.CalendarFile);
            Assert.Equal(["anna@example.org"], message.GetRecipients().Select(to => to.Address));
            Assert.All(message.Headers.Where(header => header.Id != HeaderId.Subject), header =>
                Assert.DoesNotContain("x@example", header.Value, StringComparison.Ordinal)
            );
        }
    }

    /// <summary>Returns the names of all elements in order; a title must not add one.</summary>
    private static IEnumerable<string> Elements(string html) =>
        System
            .Text.RegularExpressions.Regex.Matches(html, "<(/?[a-z][a-z0-9]*)")
            .Select(match => match.Groups[1].Value);
}
