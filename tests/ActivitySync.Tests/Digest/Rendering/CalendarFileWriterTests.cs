using ActivitySync.Recovery.Rules;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using Ical.Net;
using Ical.Net.CalendarComponents;

namespace ActivitySync.Tests.Digest.Rendering;

public sealed class CalendarFileWriterTests
{
    [Fact]
    public void The_window_has_all_day_entries_that_stay_free()
    {
        var window = Events(DigestFixture.Mail(DigestFixture.AfterLongRun()))[0];

        Assert.True(window.IsAllDay);
        Assert.Equal(DigestFixture.Day("2026-11-24"), window.Start!.Date);
        Assert.Equal(DigestFixture.Day("2026-11-26"), window.End!.Date);
        Assert.Equal(TransparencyType.Transparent, window.Transparency);
        Assert.Contains("Deep tissue massage", window.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void An_easy_day_follows_the_window()
    {
        var easy = Events(DigestFixture.Mail(DigestFixture.AfterLongRun()))[1];

        Assert.True(easy.IsAllDay);
        Assert.Equal(DigestFixture.Day("2026-11-26"), easy.Start!.Date);
        Assert.Equal(DigestFixture.Day("2026-11-27"), easy.End!.Date);
        Assert.Equal(TransparencyType.Transparent, easy.Transparency);
    }

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

    private static List<CalendarEvent> Events(RenderedMail mail) =>
        [.. Calendar.Load(mail.CalendarFile!)!.Events.OrderBy(one => one.Start!.Date)];
}
