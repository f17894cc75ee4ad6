using ActivitySync.Digest;
using ActivitySync.Recovery;
using Ical.Net;
using Ical.Net.CalendarComponents;

namespace ActivitySync.Tests.Digest;

public sealed class CalendarFeedTests
{
    private static readonly MailOrder _later = HandMade.Order with { WrittenAt = HandMade.Order.WrittenAt.AddDays(1), Today = HandMade.Today.AddDays(1) };

    [Fact]
    public void What_stays_the_same_keeps_its_version()
    {
        var first = CalendarFeed.Next(null, Attached(HandMade.AfterLongRun()), HandMade.Order);
        var second = CalendarFeed.Next(first, HandMade.Mail(HandMade.AfterLongRun(), _later).CalendarFile, _later);

        Assert.Equal(first, second);
    }

    [Fact]
    public void A_window_that_moves_is_a_higher_version_of_the_same_entry()
    {
        var first = Window(CalendarFeed.Next(null, Attached(HandMade.AfterLongRun()), HandMade.Order));
        var planned = HandMade.AfterLongRun();
        var moved = planned with { Plan = planned.Plan with { Massage = planned.Plan.Massage! with { To = HandMade.Day("2026-11-26") } } };

        var second = Window(CalendarFeed.Next(CalendarFeed.Next(null, Attached(HandMade.AfterLongRun()), HandMade.Order), Attached(moved), HandMade.Order));

        Assert.Equal(first.Uid, second.Uid);
        Assert.True(second.Sequence > first.Sequence);
        Assert.Equal(HandMade.Day("2026-11-27"), second.End!.Date);
    }

    [Fact]
    public void What_is_withdrawn_is_cancelled_and_stays_so()
    {
        var first = CalendarFeed.Next(null, Attached(HandMade.AfterLongRun()), HandMade.Order);
        var second = CalendarFeed.Next(first, Attached(HandMade.Medical(MedicalLevel.Clinician, "limping")), _later);

        Assert.Equal(2, Events(second).Count);
        Assert.All(Events(second), entry => Assert.Equal(EventStatus.Cancelled, entry.Status));
        Assert.True(Window(second).Sequence > Window(first).Sequence);
        Assert.Equal(second, CalendarFeed.Next(second, null, _later));
    }

    [Fact]
    public void What_has_passed_is_not_cancelled_and_goes_after_two_months()
    {
        var first = CalendarFeed.Next(null, Attached(HandMade.AfterLongRun()), HandMade.Order);

        Assert.All(Events(CalendarFeed.Next(first, null, At(10))), entry => Assert.Equal(EventStatus.Tentative, entry.Status));
        Assert.Empty(Events(CalendarFeed.Next(first, null, At(70))));
    }

    [Fact]
    public void The_attachment_keeps_its_version_while_nothing_changes()
    {
        var first = HandMade.Mail(HandMade.AfterLongRun());
        var second = Mail(HandMade.AfterLongRun(), _later, first.Feed);

        Assert.Equal(first.CalendarFile, second.CalendarFile);
        Assert.Equal(first.Feed, second.Feed);
    }

    [Fact]
    public void A_withdrawn_window_is_cancelled_by_the_next_mails_until_its_days_have_passed()
    {
        var first = HandMade.Mail(HandMade.AfterLongRun());
        var second = Mail(HandMade.Medical(MedicalLevel.Clinician, "limping"), _later, first.Feed);
        var third = Mail(HandMade.Quiet(), _later, second.Feed);

        Assert.Equal("CANCEL", Calendar.Load(second.CalendarFile!)!.Method);
        Assert.Equal(Events(first.CalendarFile).Select(entry => entry.Uid), Events(second.CalendarFile).Select(entry => entry.Uid));
        Assert.All(Events(second.CalendarFile), entry => Assert.Equal(EventStatus.Cancelled, entry.Status));
        Assert.Equal(Window(first.CalendarFile).Sequence + 1, Window(second.CalendarFile).Sequence);
        Assert.Contains("method=CANCEL", System.Text.Encoding.UTF8.GetString(second.Message), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(second.CalendarFile, third.CalendarFile);
        Assert.Null(Mail(HandMade.Quiet(), At(10), second.Feed).CalendarFile);
    }

    [Fact]
    public void Another_window_comes_with_the_end_of_the_one_before()
    {
        var run = HandMade.Mail(HandMade.AfterLongRun());
        var race = Mail(HandMade.AfterMarathon(), HandMade.Order, run.Feed);

        Assert.Equal("PUBLISH", Calendar.Load(race.CalendarFile!)!.Method);
        Assert.Equal(2, Events(race.CalendarFile).Count(entry => entry.Status == EventStatus.Cancelled));
        Assert.Equal(2, Events(race.CalendarFile).Count(entry => entry.Status == EventStatus.Tentative));
    }

    [Theory]
    [InlineData("no calendar at all")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Somebody else's\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")]
    public void A_feed_that_somebody_spoilt_holds_up_no_mail(string text)
    {
        var folder = Directory.CreateTempSubdirectory("activitysync-");
        try
        {
            var settings = HandMade.Settings with { ActivitySync = new ActivitySync.Settings.DaemonSettings { DataDirectory = folder.FullName } };
            var feed = new CalendarFeed(settings, Microsoft.Extensions.Logging.Abstractions.NullLogger<CalendarFeed>.Instance);
            Directory.CreateDirectory(Path.GetDirectoryName(feed.PathOf(HandMade.Anna))!);
            File.WriteAllText(feed.PathOf(HandMade.Anna), text);

            Assert.Null(feed.Read(HandMade.Anna));
            feed.Keep(HandMade.Order, HandMade.Mail(HandMade.AfterLongRun()));

            Assert.Equal(2, Events(feed.Read(HandMade.Anna)).Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Without_a_window_ever_there_is_no_feed() => Assert.Null(CalendarFeed.Next(null, null, HandMade.Order));

    private static MailOrder At(int days) => HandMade.Order with { Today = HandMade.Today.AddDays(days) };

    private static string? Attached(ActivitySync.Planning.PlannedRecovery planned) => HandMade.Mail(planned).CalendarFile;

    private static RenderedMail Mail(ActivitySync.Planning.PlannedRecovery planned, MailOrder order, string? feed) =>
        WriteMail.Render(planned, order, HandMade.Settings, feed: feed)!;

    private static List<CalendarEvent> Events(string? feed) => [.. Calendar.Load(feed!)!.Events.OrderBy(one => one.Start!.Date)];

    private static CalendarEvent Window(string? feed) => Events(feed).First(one => one.Uid!.StartsWith("massage.", StringComparison.Ordinal));
}
