using ActivitySync.Mail.Outbox;

namespace ActivitySync.Tests.Mail.Outbox;

public sealed class RetryDelayTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(5, 80)]
    [InlineData(7, 240)]
    [InlineData(100, 240)]
    public void Delays_double_up_to_four_hours_plus_up_to_a_fifth(int attempts, int minutes)
    {
        foreach (var mail in Mails())
        {
            Assert.InRange(
                RetryDelay.Compute(attempts, mail),
                TimeSpan.FromMinutes(minutes),
                TimeSpan.FromMinutes(minutes * 1.2)
            );
        }
    }

    [Fact]
    public void Mails_that_failed_together_are_not_retried_together()
    {
        var waits = Mails().Select(mail => RetryDelay.Compute(1, mail)).ToList();

        Assert.True(waits.Distinct().Count() > 90);
        Assert.True(waits.Max() - waits.Min() > TimeSpan.FromSeconds(45)); // a fifth of five minutes is one minute
    }

    private static IEnumerable<string> Mails() =>
        Enumerable.Range(0, 100).Select(number => $"athlete{number}@example.org digest 2026-W47");
}
