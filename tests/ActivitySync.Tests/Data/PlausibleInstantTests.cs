using ActivitySync.Data;

namespace ActivitySync.Tests.Data;

public sealed class PlausibleInstantTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-3_000_000, true)]
    [InlineData(4, true)] // a time service has set the clock back a little
    [InlineData(6, false)]
    [InlineData(5_000_000, false)]
    public void What_has_happened_lies_not_ahead(int minutes, bool isBelieved) =>
        Assert.Equal(isBelieved, PlausibleInstant.FilterPast(Now.AddMinutes(minutes), Now) is not null);

    [Theory]
    [InlineData(-100, true)]
    [InlineData(24 * 60, true)]
    [InlineData(25 * 60, false)]
    public void Nobody_waits_for_more_than_a_day(int minutes, bool isBelieved) =>
        Assert.Equal(isBelieved, PlausibleInstant.FilterWait(Now.AddMinutes(minutes), Now) is not null);

    [Fact]
    public void The_ends_of_time_are_no_instants_to_wait_for()
    {
        Assert.Null(PlausibleInstant.FilterWait(DateTimeOffset.MaxValue, Now));
        Assert.Null(PlausibleInstant.FilterPast(DateTimeOffset.MaxValue, Now));
        Assert.Null(PlausibleInstant.FilterPast(null, Now));
        Assert.Equal(DateTimeOffset.MinValue, PlausibleInstant.FilterPast(DateTimeOffset.MinValue, Now));
    }
}
