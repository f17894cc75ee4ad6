using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery;
using MimeKit;

namespace ActivitySync.Tests.Digest.Rendering;

public sealed class MailMessageBuilderTests
{
    [Fact]
    public void The_parts_are_where_mail_programs_expect_them()
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
    public void The_chart_is_referenced_by_its_content_id()
    {
        using var message = Parsed(DigestFixture.Mail(DigestFixture.AfterLongRun()));

        var picture = message.BodyParts.OfType<MimePart>().Single(part => part.ContentType.IsMimeType("image", "png"));
        Assert.Contains($"src=\"cid:{picture.ContentId}\"", message.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_have_sender_date_subject_and_ways_to_unsubscribe()
    {
        var order = DigestFixture.Order with { WrittenAt = new DateTimeOffset(2026, 11, 22, 18, 0, 5, TimeSpan.Zero) };
        using var message = Parsed(DigestFixture.Mail(DigestFixture.AfterLongRun(), order));

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 19, 0, 5, TimeSpan.FromHours(1)), message.Date);
        Assert.Equal("digest.2026-W47.anna@example.org", message.MessageId);
        Assert.Equal("Massage this week: Tue 24 or Wed 25 November", message.Subject);
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
    public void A_public_page_comes_first_and_one_click_needs_https(string page, bool oneClick)
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
        Assert.Contains(
            $"overflow-wrap:anywhere;\">To stop these emails: {page}</p>",
            mail.Html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_same_plan_and_request_give_the_same_bytes()
    {
        var first = DigestFixture.Mail(DigestFixture.AfterLongRun());
        var second = DigestFixture.Mail(DigestFixture.AfterLongRun());

        Assert.Equal(first.Message, second.Message);
    }

    [Fact]
    public void A_copy_has_its_own_message_id()
    {
        var first = DigestFixture.Mail(DigestFixture.AfterLongRun());
        var copy = DigestFixture.Mail(
            DigestFixture.AfterLongRun(),
            DigestFixture.Order with
            {
                Period = new WeekPeriod(2026, 47, Copy: 1),
            }
        );

        Assert.NotEqual(first.MessageId, copy.MessageId);
        Assert.StartsWith("<digest.2026-W47.anna", copy.MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_medical_mail_has_no_chart_and_no_calendar_file()
    {
        var mail = DigestFixture.Mail(DigestFixture.Medical(MedicalLevel.Urgent, "one-sided-swelling"));
        using var message = Parsed(mail);

        Assert.Equal("multipart/alternative", message.Body!.ContentType.MimeType);
        Assert.Null(mail.Picture);
        Assert.Null(mail.CalendarFile);
        Assert.Null(mail.CacheDays);
    }

    [Fact]
    public void A_mail_with_data_from_strava_is_marked()
    {
        var planned = DigestFixture.AfterLongRun();
        var files = planned with
        {
            Activities = planned.Activities.ToDictionary(
                one => one.Key,
                one => one.Value with { Sources = [SourceNames.File], Link = null }
            ),
        };

        Assert.Equal(7, DigestFixture.Mail(planned).CacheDays);
        Assert.Null(DigestFixture.Mail(files).CacheDays);
        Assert.Contains("Powered by Strava.", DigestFixture.Mail(planned).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Strava", DigestFixture.Mail(files).Text, StringComparison.Ordinal);
        Assert.Null(DigestFixture.Mail(DigestFixture.Medical(MedicalLevel.Clinician, "rest-or-night-pain")).CacheDays);
    }

    [Fact]
    public void A_mail_with_data_of_a_garmin_device_credits_Garmin()
    {
        var planned = DigestFixture.AfterLongRun();
        var devices = planned with
        {
            Activities = planned.Activities.ToDictionary(
                one => one.Key,
                one => one.Value with { DeviceMakers = [SourceNames.Garmin] }
            ),
        };

        var mail = DigestFixture.Mail(devices);

        Assert.Contains("Powered by Strava.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Includes data from Garmin.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Includes data from Garmin.", mail.Html, StringComparison.Ordinal);
        Assert.Equal(7, mail.CacheDays);
        Assert.DoesNotContain("Garmin", DigestFixture.Mail(planned).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Activities_from_strava_have_a_link()
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

        var links = Links(DigestFixture.Mail(busy)).Count;

        Assert.InRange(links, 2, 3);
        Assert.Equal(links, DigestFixture.Mail(busy).Text.Split("https://www.strava.com/activities/").Length - 1);
    }

    [Fact]
    public void A_quoted_activity_without_a_page_has_no_link()
    {
        var planned = DigestFixture.AfterLongRun();
        var withoutPages = planned with
        {
            Activities = planned.Activities.ToDictionary(one => one.Key, one => one.Value with { Link = null }),
        };

        Assert.Empty(Links(DigestFixture.Mail(withoutPages)));
        Assert.NotNull(DigestFixture.Mail(withoutPages).CacheDays);
    }

    private static List<string> Links(RenderedMail mail) =>
        [
            .. System
                .Text.RegularExpressions.Regex.Matches(mail.Html, "href=\"([^\"]*)\"")
                .Select(match => match.Groups[1].Value),
        ];

    [Fact]
    public void Lines_end_with_CRLF_and_are_short()
    {
        var message = DigestFixture.Mail(DigestFixture.AfterMarathon(HostileTextFixture.Title)).Message;

        var lines = Encoding.UTF8.GetString(message).Split("\r\n");
        Assert.All(lines, line => Assert.DoesNotContain('\n', line));
        Assert.All(lines, line => Assert.True(line.Length <= 998));
        Assert.All(message, one => Assert.True(one < 128));
    }

    [Fact]
    public void An_invalid_address_is_reported_with_its_setting()
    {
        var order = DigestFixture.Order with { Athlete = DigestFixture.Anna with { Email = "nobody at home" } };

        var exception = Assert.Throws<OperationException>(() => DigestFixture.Mail(DigestFixture.Quiet(), order));

        Assert.Equal(ErrorKind.InvalidInput, exception.Kind);
        Assert.Contains("Email", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_needs_no_sender()
    {
        var mail = MailWriter.Render(
            DigestFixture.Quiet(),
            DigestFixture.Order,
            new AppSettings { FileAthletes = [DigestFixture.Anna] }
        );

        Assert.Equal("<digest.2026-W47.anna@localhost>", mail!.MessageId);
    }

    private static MimeMessage Parsed(RenderedMail mail)
    {
        using var stream = new MemoryStream(mail.Message);
        return MimeMessage.Load(stream);
    }
}
