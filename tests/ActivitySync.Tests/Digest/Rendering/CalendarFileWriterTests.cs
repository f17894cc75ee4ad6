using System.Text.RegularExpressions;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery.Rules;
using Ical.Net;
using Ical.Net.CalendarComponents;

namespace ActivitySync.Tests.Digest.Rendering;

public sealed partial class CalendarFileWriterTests
{
    [Fact]
    public void The_window_has_all_day_entries_that_stay_free()
    {
        var window = Events(DigestFixture.Mail(DigestFixture.AfterLongRun()))[0];

        Assert.True(window.IsAllDay);
        Assert.Equal(DigestFixture.Day("2026-11-24"), window.Start!.Date);
        Assert.Equal(DigestFixture.Day("2026-11-26"), window.End!.Date);
        Assert.Equal(TransparencyType.Transparent, window.Transparency);
        Assert.Equal(EventStatus.Tentative, window.Status);
        Assert.Equal("Massage window: deep tissue", window.Summary);
        Assert.Equal(["Massage"], window.Categories);
    }

    [Fact]
    public void The_window_is_named_in_the_athletes_language()
    {
        var german = DigestFixture.Order with { Athlete = DigestFixture.Anna with { Language = "de" } };

        Assert.Equal(
            "Massagefenster: Tiefengewebe",
            Assert.Single(Events(DigestFixture.Mail(DigestFixture.AfterLongRun(), german))).Summary
        );
    }

    [Fact]
    public void The_easy_day_after_a_window_is_a_note_and_no_entry()
    {
        var window = Assert.Single(Events(DigestFixture.Mail(DigestFixture.AfterLongRun())));

        Assert.Contains("Keep the day after it easy", window.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_day_after_a_booked_massage_is_an_entry()
    {
        var events = Events(SituationFixture.Mails["booked-and-it-fits.en"]);

        Assert.Equal(["Massage, booked: Swedish", "Easy run or rest"], events.Select(one => one.Summary));
        Assert.Equal(
            [DigestFixture.Day("2026-11-26"), DigestFixture.Day("2026-11-27")],
            events.Select(one => one.Start!.Date)
        );
        Assert.Equal(
            [DigestFixture.Day("2026-11-27"), DigestFixture.Day("2026-11-28")],
            events.Select(one => one.End!.Date)
        );
        Assert.All(events, one => Assert.True(one.IsAllDay));
        Assert.All(events, one => Assert.Equal(TransparencyType.Transparent, one.Transparency));
        Assert.Equal(EventStatus.Confirmed, events[0].Status);
    }

    [Fact]
    public void Entries_link_to_the_page_if_it_is_public()
    {
        var page = new Uri("https://runs.example.org/");
        var settings = DigestFixture.Settings with
        {
            ActivitySync = DigestFixture.Settings.ActivitySync with { PublicUrl = page },
        };

        var mail = MailWriter.Render(DigestFixture.AfterLongRun(), DigestFixture.Order, settings)!;

        Assert.All(Events(mail), one => Assert.Equal(page, one.Url));
        Assert.All(Events(DigestFixture.Mail(DigestFixture.AfterLongRun())), one => Assert.Null(one.Url));
    }

    [Fact]
    public void No_entry_mentions_health() =>
        Assert.All(GeneratedMailFixture.All.Where(one => one.Mail.CalendarFile is not null), one =>
            Assert.DoesNotMatch(HealthWords(), one.Mail.CalendarFile! + one.Mail.CalendarFeed)
        );

    [Fact]
    public void A_later_mail_about_the_same_run_updates_the_entry()
    {
        var first = Events(DigestFixture.Mail(DigestFixture.AfterLongRun()));
        var later = Events(
            DigestFixture.Mail(
                DigestFixture.AfterLongRun(),
                DigestFixture.Order with
                {
                    Period = new WeekPeriod(2026, 48),
                    WrittenAt = DigestFixture.Order.WrittenAt.AddDays(1),
                }
            )
        );

        Assert.Equal(first.Select(one => one.Uid), later.Select(one => one.Uid));
        Assert.All(first.Zip(later), pair => Assert.True(pair.Second.Sequence > pair.First.Sequence));
    }

    [Fact]
    public void Another_reason_is_another_entry()
    {
        var run = Events(DigestFixture.Mail(DigestFixture.AfterLongRun()));
        var race = Events(DigestFixture.Mail(DigestFixture.AfterMarathon()));

        Assert.Empty(run.Select(one => one.Uid).Intersect(race.Select(one => one.Uid)));
    }

    [Fact]
    public void Every_window_of_the_scenarios_is_in_its_file() => Assert.All(GeneratedMailFixture.Plans(), one =>
        {
            var mail = DigestFixture.Mail(one.Planned, GeneratedMailFixture.OrderFor(one.Planned, DigestFixture.Anna));
            if (one.Planned.Plan is not { Massage: { } massage } plan || plan.Reasons.Contains(ReasonCode.PainLocal))
            {
                Assert.Null(mail.CalendarFile);
                return;
            }

            var window = Events(mail)[0];
            Assert.Equal((massage.From, massage.To.AddDays(1)), (window.Start!.Date, window.End!.Date));
        });

    [GeneratedRegex(
        @"pain|sore|\bill|injur|doctor|physio|therap|knee|calf|foot|hip|medic|pregnan"
            + @"|schmerz|\btut\b|krank|verletz|arzt|wade|schwanger",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex HealthWords();

    private static List<CalendarEvent> Events(RenderedMail mail) =>
        [.. Calendar.Load(mail.CalendarFile!)!.Events.OrderBy(one => one.Start!.Date)];
}
