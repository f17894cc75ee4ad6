using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using MimeKit;

namespace ActivitySync.Tests.Digest.Rendering;

public sealed class MailMessageBuilderTests
{
    [Fact]
    public void Two_texts_the_picture_and_the_calendar_file_stand_where_mail_programs_look()
    {
        using var message = Parsed(DigestFixture.Mail(DigestFixture.AfterLongRun()));

        var mixed = Assert.IsType<Multipart>(message.Body);
        Assert.Equal("multipart/mixed", mixed.ContentType.MimeType);
        var related = Assert.IsType<MultipartRelated>(mixed[0]);
        var alternative = Assert.IsType<MultipartAlternative>(related[0]);
        Assert.Equal(["text/plain", "text/html"], alternative.Select(part => part.ContentType.MimeType));
        var picture = Assert.IsType<MimePart>(related[1]);
        Assert.Equal("image/png", picture.ContentType.MimeType);
        var calendar = Assert.IsType<TextPart>(mixed[1]);
        Assert.Equal("text/calendar", calendar.ContentType.MimeType);
        Assert.Equal("PUBLISH", calendar.ContentType.Parameters["method"]);
        Assert.Equal("massage.ics", calendar.FileName);
        Assert.Equal(2, mixed.Count);
        Assert.Equal(2, related.Count);
    }

    [Fact]
    public void The_picture_is_found_by_its_content_id()
    {
        using var message = Parsed(DigestFixture.Mail(DigestFixture.AfterLongRun()));

        var picture = message.BodyParts.OfType<MimePart>().Single(part => part.ContentType.IsMimeType("image", "png"));
        Assert.Contains($"src=\"cid:{picture.ContentId}\"", message.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_say_who_when_what_and_how_to_stop()
    {
        var order = DigestFixture.Order with { WrittenAt = new DateTimeOffset(2026, 11, 22, 18, 0, 5, TimeSpan.Zero) };
        using var message = Parsed(DigestFixture.Mail(DigestFixture.AfterLongRun(), order));

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 19, 0, 5, TimeSpan.FromHours(1)), message.Date);
        Assert.Equal("digest.2026-W47.anna@example.org", message.MessageId);
        Assert.Equal("Your recovery pick: Tuesday 24 November", message.Subject);
        Assert.Equal("anna@example.org", message.To.Mailboxes.Single().Address);
        Assert.Equal("recovery@example.org", message.From.Mailboxes.Single().Address);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal("<digest.anna.example.org>", message.Headers[HeaderId.ListId]);
        Assert.Equal(
            "<mailto:operator@example.org?subject=unsubscribe%20anna>",
            message.Headers[HeaderId.ListUnsubscribe]
        );
        Assert.Equal("en", message.Body!.Headers[HeaderId.ContentLanguage]);
    }

    [Theory]
    [InlineData("https://runs.example.org/sync/unsubscribe/anna.c2lnbmF0dXJlLW9mLWFubmE", true)]
    [InlineData("http://box.lan:8787/unsubscribe/anna.c2lnbmF0dXJlLW9mLWFubmE", false)]
    public void A_public_page_is_the_first_way_to_stop_and_one_click_is_for_https_alone(string page, bool oneClick)
    {
        var mail = DigestFixture.Mail(
            DigestFixture.AfterLongRun(),
            DigestFixture.Order with
            {
                UnsubscribePage = new Uri(page),
            }
        );
        using var message = Parsed(mail);

        Assert.Equal(
            $"<{page}>, <mailto:operator@example.org?subject=unsubscribe%20anna>",
            message.Headers[HeaderId.ListUnsubscribe]
        );
        Assert.Equal(oneClick ? "List-Unsubscribe=One-Click" : null, message.Headers[HeaderId.ListUnsubscribePost]);
        Assert.Contains(page, mail.Text, StringComparison.Ordinal);
        Assert.Contains($"overflow-wrap:anywhere;\">Stop these mails: {page}</p>", mail.Html, StringComparison.Ordinal); // longer than a phone is wide
    }

    [Fact]
    public void The_same_plan_and_order_give_the_same_bytes()
    {
        var first = DigestFixture.Mail(DigestFixture.AfterLongRun());
        var second = DigestFixture.Mail(DigestFixture.AfterLongRun());

        Assert.Equal(first.Message, second.Message);
    }

    [Fact]
    public void A_wish_for_another_copy_has_its_own_message_id()
    {
        var first = DigestFixture.Mail(DigestFixture.AfterLongRun());
        var copy = DigestFixture.Mail(DigestFixture.AfterLongRun(), DigestFixture.Order with { Period = new WeekPeriod(2026, 47, Copy: 1) });

        Assert.NotEqual(first.MessageId, copy.MessageId);
        Assert.StartsWith("<digest.2026-W47.anna", copy.MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_medical_word_goes_out_alone()
    {
        var mail = DigestFixture.Mail(DigestFixture.Medical(MedicalLevel.Urgent, "one-sided-swelling"));
        using var message = Parsed(mail);

        Assert.Equal("multipart/alternative", message.Body!.ContentType.MimeType);
        Assert.Null(mail.Picture);
        Assert.Null(mail.CalendarFile);
        Assert.False(mail.QuotesStrava);
    }

    [Fact]
    public void A_mail_remembers_that_it_quotes_strava()
    {
        var planned = DigestFixture.AfterLongRun();
        var files = planned with
        {
            Activities = planned.Activities.ToDictionary(
                one => one.Key,
                one => one.Value with { Sources = [SourceName.File], StravaId = null }
            ),
        };

        Assert.True(DigestFixture.Mail(planned).QuotesStrava);
        Assert.False(DigestFixture.Mail(files).QuotesStrava);
        Assert.Contains("Powered by Strava.", DigestFixture.Mail(planned).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Strava", DigestFixture.Mail(files).Text, StringComparison.Ordinal);
        Assert.False(
            DigestFixture.Mail(DigestFixture.Medical(MedicalLevel.Clinician, "rest-or-night-pain")).QuotesStrava
        );
    }

    [Fact]
    public void What_is_quoted_from_strava_can_be_viewed_there()
    {
        var mail = DigestFixture.Mail(DigestFixture.AfterLongRun());

        var link = Assert.Single(Links(mail));
        Assert.Contains($"{link}\n", mail.Text + "\n", StringComparison.Ordinal);
        Assert.Contains(">View on Strava</a>", mail.Html, StringComparison.Ordinal);
        Assert.EndsWith($"View on Strava\n{link}", mail.Text.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "https://",
            mail.Html.Replace(link, "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void There_are_at_most_three_links()
    {
        var planned = DigestFixture.AfterLongRun();
        var busy = planned with
        {
            Plan = planned.Plan with
            {
                Activities =
                [
                    .. planned.Plan.Activities.Select(one =>
                        one with
                        {
                            Labels = one.Labels.Count > 0 ? one.Labels : [ActivitySync.Recovery.Tagging.Label.Hard],
                        }
                    ),
                ],
            },
        };

        Assert.Equal(3, Links(DigestFixture.Mail(busy)).Count);
        Assert.Equal(3, DigestFixture.Mail(busy).Text.Split("https://www.strava.com/activities/").Length - 1);
    }

    [Theory]
    [InlineData("1\"><script>")]
    [InlineData("../athletes")]
    [InlineData("")]
    public void A_number_that_is_none_makes_no_link(string id)
    {
        var planned = DigestFixture.AfterLongRun();
        var odd = planned with
        {
            Activities = planned.Activities.ToDictionary(one => one.Key, one => one.Value with { StravaId = id }),
        };

        Assert.Empty(Links(DigestFixture.Mail(odd)));
        Assert.True(DigestFixture.Mail(odd).QuotesStrava);
    }

    private static List<string> Links(RenderedMail mail) =>
        [
            .. System
                .Text.RegularExpressions.Regex.Matches(mail.Html, "href=\"([^\"]*)\"")
                .Select(match => match.Groups[1].Value),
        ];

    [Fact]
    public void Lines_end_as_mail_wants_and_stay_short()
    {
        var message = DigestFixture.Mail(DigestFixture.AfterMarathon(HostileTextFixture.Title)).Message;

        var lines = Encoding.UTF8.GetString(message).Split("\r\n");
        Assert.All(lines, line => Assert.DoesNotContain('\n', line));
        Assert.All(lines, line => Assert.True(line.Length <= 998));
        Assert.All(message, one => Assert.True(one < 128));
    }

    [Fact]
    public void An_address_that_is_none_is_named_with_its_setting()
    {
        var order = DigestFixture.Order with { Athlete = DigestFixture.Anna with { Email = "nobody at home" } };

        var exception = Assert.Throws<OperationException>(() => DigestFixture.Mail(DigestFixture.Quiet(), order));

        Assert.Equal(ErrorKind.InvalidInput, exception.Kind);
        Assert.Contains("Email", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_sender_a_preview_can_still_be_written()
    {
        var mail = MailWriter.Render(
            DigestFixture.Quiet(),
            DigestFixture.Order,
            new AppSettings { Athletes = [DigestFixture.Anna] }
        );

        Assert.Equal("<digest.2026-W47.anna@localhost>", mail!.MessageId);
    }

    private static MimeMessage Parsed(RenderedMail mail)
    {
        using var stream = new MemoryStream(mail.Message);
        return MimeMessage.Load(stream);
    }
}
