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
        var first = CalendarFeed.Next(null, File(HandMade.AfterLongRun()), HandMade.Order);
        var second = CalendarFeed.Next(first, HandMade.Mail(HandMade.AfterLongRun(), _later).CalendarFile, _later);

        Assert.Equal(first, second);
    }

    [Fact]
    public void A_window_that_moves_is_a_higher_version_of_the_same_entry()
    {
        var first = Window(CalendarFeed.Next(null, File(HandMade.AfterLongRun()), HandMade.Order));
        var planned = HandMade.AfterLongRun();
        var moved = planned with { Plan = planned.Plan with { Massage = planned.Plan.Massage! with { To = HandMade.Day("2026-11-26") } } };

        var second = Window(CalendarFeed.Next(CalendarFeed.Next(null, File(HandMade.AfterLongRun()), HandMade.Order), File(moved), HandMade.Order));

        Assert.Equal(first.Uid, second.Uid);
        Assert.True(second.Sequence > first.Sequence);
        Assert.Equal(HandMade.Day("2026-11-27"), second.End!.Date);
    }

    [Fact]
    public void What_is_withdrawn_is_cancelled_and_stays_so()
    {
        var first = CalendarFeed.Next(null, File(HandMade.AfterLongRun()), HandMade.Order);
        var second = CalendarFeed.Next(first, File(HandMade.Medical(MedicalLevel.Clinician, "limping")), _later);

        Assert.Equal(2, Events(second).Count);
        Assert.All(Events(second), entry => Assert.Equal(EventStatus.Cancelled, entry.Status));
        Assert.True(Window(second).Sequence > Window(first).Sequence);
        Assert.Equal(second, CalendarFeed.Next(second, null, _later));
    }

    [Fact]
    public void What_has_passed_is_not_cancelled_and_goes_after_two_months()
    {
        var first = CalendarFeed.Next(null, File(HandMade.AfterLongRun()), HandMade.Order);

        Assert.All(Events(CalendarFeed.Next(first, null, At(10))), entry => Assert.Equal(EventStatus.Tentative, entry.Status));
        Assert.Empty(Events(CalendarFeed.Next(first, null, At(70))));
    }

    [Fact]
    public void Without_a_window_ever_there_is_no_feed() => Assert.Null(CalendarFeed.Next(null, null, HandMade.Order));

    private static MailOrder At(int days) => HandMade.Order with { Today = HandMade.Today.AddDays(days) };

    private static string? File(ActivitySync.Planning.PlannedRecovery planned) => HandMade.Mail(planned).CalendarFile;

    private static List<CalendarEvent> Events(string? feed) => [.. Calendar.Load(feed!)!.Events.OrderBy(one => one.Start!.Date)];

    private static CalendarEvent Window(string? feed) => Events(feed).First(one => one.Uid!.StartsWith("massage.", StringComparison.Ordinal));
}
