using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class LongRunHabitTests
{
    private const int R = 10_000;

    [Theory]
    [InlineData(4, 7, true)]
    [InlineData(3, 7, false)]
    [InlineData(4, 35, true)]
    [InlineData(4, 42, false)]
    [InlineData(4, 0, false)]
    public void A_weekday_is_usual_with_a_long_run_in_four_of_eight_weeks(int weeks, int last, bool usual)
    {
        var habit = new LongRunHabit(weeks: 8, minWeeks: 4);
        for (var i = 0; i < weeks; i++)
        {
            habit.Add(R - last - (7 * i));
        }

        Assert.Equal(usual, habit.IsUsual(R, R));
    }

    [Fact]
    public void Any_weekday_is_seen_from_the_reference()
    {
        var habit = new LongRunHabit(weeks: 8, minWeeks: 4);
        foreach (var week in (int[])[1, 2, 3, 4])
        {
            habit.Add(R + 2 - (7 * week));
        }

        Assert.True(habit.IsUsual(R + 2, R));
        Assert.True(habit.IsUsual(R + 16, R));
        Assert.False(habit.IsUsual(R + 3, R));
    }
}
