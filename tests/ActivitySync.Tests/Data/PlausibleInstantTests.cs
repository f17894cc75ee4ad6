using ActivitySync.Data;

namespace ActivitySync.Tests.Data;

public sealed class PlausibleInstantTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-3_000_000, true)]
    [InlineData(4, true)] // the clock was set back a little by NTP
    [InlineData(6, false)]
    [InlineData(5_000_000, false)]
    public void A_past_event_is_not_in_the_future(int minutes, bool isPlausible) =>
        Assert.Equal(isPlausible, PlausibleInstant.FilterPast(Now.AddMinutes(minutes), Now) is not null);

    [Theory]
    [InlineData(-100, true)]
    [InlineData(24 * 60, true)]
    [InlineData(25 * 60, false)]
    public void A_wait_of_more_than_a_day_is_implausible(int minutes, bool isPlausible) =>
        Assert.Equal(isPlausible, PlausibleInstant.FilterWait(Now.AddMinutes(minutes), Now) is not null);

    [Fact]
    public void The_max_and_min_instants_are_handled()
    {
        Assert.Null(PlausibleInstant.FilterWait(DateTimeOffset.MaxValue, Now));
        Assert.Null(PlausibleInstant.FilterPast(DateTimeOffset.MaxValue, Now));
        Assert.Null(PlausibleInstant.FilterPast(null, Now));
        Assert.Equal(DateTimeOffset.MinValue, PlausibleInstant.FilterPast(DateTimeOffset.MinValue, Now));
    }
}
