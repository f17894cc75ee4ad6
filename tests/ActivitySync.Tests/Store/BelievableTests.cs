using ActivitySync.Store;

namespace ActivitySync.Tests.Store;

public sealed class BelievableTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-3_000_000, true)]
    [InlineData(4, true)] // a time service has set the clock back a little
    [InlineData(6, false)]
    [InlineData(5_000_000, false)]
    public void What_has_happened_lies_not_ahead(int minutes, bool isBelieved) =>
        Assert.Equal(isBelieved, Believable.Past(Now.AddMinutes(minutes), Now) is not null);

    [Theory]
    [InlineData(-100, true)]
    [InlineData(24 * 60, true)]
    [InlineData(25 * 60, false)]
    public void Nobody_waits_for_more_than_a_day(int minutes, bool isBelieved) =>
        Assert.Equal(isBelieved, Believable.Wait(Now.AddMinutes(minutes), Now) is not null);

    [Fact]
    public void The_ends_of_time_are_no_instants_to_wait_for()
    {
        Assert.Null(Believable.Wait(DateTimeOffset.MaxValue, Now));
        Assert.Null(Believable.Past(DateTimeOffset.MaxValue, Now));
        Assert.Null(Believable.Past(null, Now));
        Assert.Equal(DateTimeOffset.MinValue, Believable.Past(DateTimeOffset.MinValue, Now));
    }
}
