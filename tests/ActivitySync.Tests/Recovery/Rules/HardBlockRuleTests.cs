using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery.Rules;

public sealed class HardBlockRuleTests
{
    [Theory]
    [InlineData(-6, true)]
    [InlineData(-7, false)]
    public void It_takes_two_hard_days_within_a_week(int day, bool isBlock) =>
        Assert.Equal(isBlock, IsBlock(Steady(4).AddRun(day, 60, name: "Tempo").AddRun(0, 60, name: "Tempo")));

    [Fact]
    public void One_hard_day_is_not_enough_however_long() =>
        Assert.False(IsBlock(Steady(4).AddRun(0, 600, name: "Tempo")));

    [Fact]
    public void One_activity_counts_once() =>
        Assert.False(
            IsBlock(
                Steady(4)
                    .AddRun(0, 200, id: "x")
                    .AddLabel("x", AthleteLabelKind.Hard)
                    .AddLabel("x", AthleteLabelKind.LongRun)
            )
        );

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public void It_takes_three_earlier_blocks(int blocks, bool isBlock) =>
        Assert.Equal(isBlock, IsBlock(Steady(blocks).AddRun(-6, 60, name: "Tempo").AddRun(0, 60, name: "Tempo")));

    [Theory]
    [InlineData(29.9, false)]
    [InlineData(30.1, true)]
    public void Two_weeks_have_to_be_harder_by_fifteen_percent(double minutes, bool isBlock)
    {
        // Earlier blocks have 1,600 effort minutes each, 15 % more are 1,840; 355 easy minutes and two tempo runs of 30
        // add up to that.
        var log = Steady(4, lastDay: -14);
        for (var day = -13; day < -3; day++)
        {
            log.AddRun(day, 35.5);
        }

        log.AddRun(-3, minutes, name: "Tempo").AddRun(-1, minutes, name: "Tempo");
        Assert.Equal(isBlock, IsBlock(log));
    }

    [Fact]
    public void With_a_pain_there_is_no_hard_block() =>
        Assert.False(
            IsBlock(Steady(4).AddRun(-6, 60, name: "Tempo").AddRun(0, 60, name: "Tempo").AddPain(0, "back", 0))
        );

    private static bool IsBlock(TimelineBuilder log) => log.Plan().Reasons.Contains(ReasonCode.HardBlock);

    /// <summary>Ten runs of 40 minutes in each block of two weeks: 1,600 effort minutes.</summary>
    private static TimelineBuilder Steady(int earlierBlocks, int lastDay = -1)
    {
        var log = new TimelineBuilder();
        for (var block = earlierBlocks; block >= 0; block--)
        {
            for (var i = 0; i < 10; i++)
            {
                var day = -13 - (14 * block) + i;
                if (day <= lastDay)
                {
                    log.AddActivity(day, "run", 40, with: run => run with { Start = run.Start.AddHours(-6) });
                }
            }
        }

        return log;
    }
}
