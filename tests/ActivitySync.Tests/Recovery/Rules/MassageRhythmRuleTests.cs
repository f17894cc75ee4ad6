using ActivitySync.Recovery;

namespace ActivitySync.Tests.Recovery.Rules;

public sealed class MassageRhythmRuleTests
{
    [Theory]
    [InlineData(MassageHistory.Unknown)]
    [InlineData(MassageHistory.Unknown, -1, -2, -3)]
    [InlineData(MassageHistory.Weekly, 0, 14, 28)]
    [InlineData(MassageHistory.Monthly, 0, 14, 29)]
    [InlineData(MassageHistory.Lapsed, 0, 14)]
    [InlineData(MassageHistory.Lapsed, 0, 0, 0)]
    [InlineData(MassageHistory.Monthly, 35, 60, 105)]
    [InlineData(MassageHistory.Lapsed, 36, 60, 105)]
    [InlineData(MassageHistory.Lapsed, 35, 60, 106)]
    public void The_history_is_read_from_the_days_of_massages_up_to_today(
        MassageHistory history,
        params int[] daysAgo
    ) => Assert.Equal(history, new TimelineBuilder().WithMassages(daysAgo).Plan().History);

    [Fact]
    public void The_setting_wins() =>
        Assert.Equal(
            MassageHistory.Weekly,
            new TimelineBuilder().WithAthlete(athlete => athlete with { Rhythm = MassageHistory.Weekly }).Plan().History
        );
}
