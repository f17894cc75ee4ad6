using ActivitySync.Mail.Outbox;

namespace ActivitySync.Tests.Mail.Outbox;

public sealed class KeyExpiryReminderTests
{
    [Fact]
    public void The_end_of_a_key_is_told_thirty_fourteen_seven_and_one_day_before_once_each()
    {
        var ends = new DateOnly(2027, 1, 31);
        DateOnly? told = null;
        var days = new List<int>();
        for (var day = ends.AddDays(-60); day <= ends.AddDays(5); day = day.AddDays(1))
        {
            if (!KeyExpiryReminder.IsDue(ends, day, told))
            {
                continue;
            }

            told = day;
            days.Add(ends.DayNumber - day.DayNumber);
        }

        Assert.Equal([30, 14, 7, 1], days);
    }

    [Fact]
    public void A_server_that_slept_tells_the_nearest_and_a_new_key_begins_anew()
    {
        var ends = new DateOnly(2027, 1, 31);
        Assert.True(KeyExpiryReminder.IsDue(ends, ends.AddDays(-3), ends.AddDays(-20)));
        Assert.False(KeyExpiryReminder.IsDue(ends, ends.AddDays(-2), ends.AddDays(-3)));
        Assert.False(KeyExpiryReminder.IsDue(ends.AddDays(365), ends, ends.AddDays(-1)));
        Assert.True(KeyExpiryReminder.IsDue(ends.AddDays(365), ends.AddDays(335), ends.AddDays(-1)));
    }
}
