using ActivitySync.Digest;
using Ical.Net;
using Ical.Net.CalendarComponents;

namespace ActivitySync.Tests.Digest;

public sealed class CalendarFileTests
{
    [Fact]
    public void The_window_takes_whole_days_and_leaves_them_free()
    {
        var window = Events(HandMade.Mail(HandMade.AfterLongRun()))[0];

        Assert.True(window.IsAllDay);
        Assert.Equal(HandMade.Day("2026-11-24"), window.Start!.Date);
        Assert.Equal(HandMade.Day("2026-11-26"), window.End!.Date);
        Assert.Equal(TransparencyType.Transparent, window.Transparency);
        Assert.Contains("Deep tissue massage", window.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void An_easy_day_follows_the_window()
    {
        var easy = Events(HandMade.Mail(HandMade.AfterLongRun()))[1];

        Assert.True(easy.IsAllDay);
        Assert.Equal(HandMade.Day("2026-11-26"), easy.Start!.Date);
        Assert.Equal(HandMade.Day("2026-11-27"), easy.End!.Date);
        Assert.Equal(TransparencyType.Transparent, easy.Transparency);
    }

    [Fact]
    public void A_later_mail_on_the_same_run_takes_the_place_of_the_entry()
    {
        var first = Events(HandMade.Mail(HandMade.AfterLongRun()));
        var later = Events(HandMade.Mail(
            HandMade.AfterLongRun(), HandMade.Order with { Period = "2026-W48", WrittenAt = HandMade.Order.WrittenAt.AddDays(1) }));

        Assert.Equal(first.Select(one => one.Uid), later.Select(one => one.Uid));
        Assert.All(first.Zip(later), pair => Assert.True(pair.Second.Sequence > pair.First.Sequence));
    }

    [Fact]
    public void Another_reason_is_another_entry()
    {
        var run = Events(HandMade.Mail(HandMade.AfterLongRun()));
        var race = Events(HandMade.Mail(HandMade.AfterMarathon()));

        Assert.Empty(run.Select(one => one.Uid).Intersect(race.Select(one => one.Uid)));
    }

    [Fact]
    public void Every_window_of_the_scenarios_is_in_its_file() => Assert.All(ManyMails.Plans(), one =>
    {
        var mail = HandMade.Mail(one.Planned, ManyMails.OrderFor(one.Planned, HandMade.Anna));
        if (one.Planned.Plan.Massage is not { } massage)
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
