using ActivitySync.Mail.Outbox;

namespace ActivitySync.Tests.Mail.Outbox;

public sealed class KeyExpiryReminderTests
{
    [Fact]
    public void A_reminder_is_due_once_at_30_14_7_and_1_days_before_expiry()
    {
        var expiresOn = new DateOnly(2027, 1, 31);
        DateOnly? lastReminderOn = null;
        var days = new List<int>();
        for (var day = expiresOn.AddDays(-60); day <= expiresOn.AddDays(5); day = day.AddDays(1))
        {
            if (!KeyExpiryReminder.IsDue(expiresOn, day, lastReminderOn))
            {
                continue;
            }

            lastReminderOn = day;
            days.Add(expiresOn.DayNumber - day.DayNumber);
        }

        Assert.Equal([30, 14, 7, 1], days);
    }

    [Fact]
    public void After_a_gap_only_the_latest_reminder_is_due_and_a_new_key_resets()
    {
        var expiresOn = new DateOnly(2027, 1, 31);
        Assert.True(KeyExpiryReminder.IsDue(expiresOn, expiresOn.AddDays(-3), expiresOn.AddDays(-20)));
        Assert.False(KeyExpiryReminder.IsDue(expiresOn, expiresOn.AddDays(-2), expiresOn.AddDays(-3)));
        Assert.False(KeyExpiryReminder.IsDue(expiresOn.AddDays(365), expiresOn, expiresOn.AddDays(-1)));
        Assert.True(KeyExpiryReminder.IsDue(expiresOn.AddDays(365), expiresOn.AddDays(335), expiresOn.AddDays(-1)));
    }
}
