using ActivitySync.Recovery;

namespace ActivitySync.Tests.Recovery.Rules;

public sealed class LegalDaysTests
{
    [Theory]
    [InlineData(61, 300, 4, 8)]
    [InlineData(42.195, 240, 3, 6)]
    [InlineData(21.0975, 100, 2, 5)]
    [InlineData(10, 45, 2, 4)]
    public void After_a_race_gentle_and_deep_days_open_one_after_the_other(double km, double minutes, int gentle, int deep) =>
        Opens(new RunnerLog().Raced(0, km, minutes), ReasonCode.RacePost, gentle, deep);

    [Fact]
    public void After_a_very_long_run_gentle_opens_on_the_second_day_and_deep_on_the_third() =>
        Opens(new RunnerLog().Run(0, 160), ReasonCode.VeryLong, 2, 3);

    [Fact]
    public void After_a_long_run_deep_opens_on_the_second_day() => Opens(new RunnerLog().Run(0, 100), ReasonCode.LongRun, 1, 2);

    [Fact]
    public void After_a_long_hike_deep_opens_on_the_second_day() => Opens(new RunnerLog().Add(0, "hike", 200), ReasonCode.LongLoad, 1, 2);

    [Fact]
    public void After_a_hard_workout_deep_opens_on_the_second_day() => Opens(new RunnerLog().Run(0, 50, name: "Tempo"), ReasonCode.AfterHard, 1, 2);

    [Theory]
    [InlineData(MassageHistory.Weekly, 3, 4)]
    [InlineData(MassageHistory.Monthly, 3, 5)]
    [InlineData(MassageHistory.Lapsed, 5, 7)]
    [InlineData(MassageHistory.Unknown, 5, 10)]
    public void Before_a_race_the_days_depend_on_the_history(MassageHistory history, int gentle, int deep)
    {
        const int Race = 18;
        var log = new RunnerLog().With(runner => runner with { Rhythm = history }).Race(Race, 10, Importance.A);
        Assert.Equal(DayState.Allowed, log.Day(Race - gentle).Swedish);
        Assert.Equal(DayState.Blocked, log.Day(Race - gentle + 1).Swedish);
        Assert.Equal(DayState.Allowed, log.Day(Race - deep).DeepTissue);
        Assert.Equal(DayState.Blocked, log.Day(Race - deep + 1).DeepTissue);
        Assert.Equal([ReasonCode.RaceTooClose], log.Day(Race - 1).Because);
        Assert.Equal([ReasonCode.RacePost], log.Day(Race).Because);
        Assert.Equal([ReasonCode.RacePost], log.Day(Race + 1).Because);
    }

    [Theory]
    [InlineData(PlannedKind.Hard, ReasonCode.AfterHard)]
    [InlineData(PlannedKind.LongRun, ReasonCode.LongRun)]
    public void The_day_before_something_planned_is_blocked_and_the_day_itself(PlannedKind kind, ReasonCode code)
    {
        var log = new RunnerLog().Plans(5, kind);
        Assert.Empty(log.Day(3).Because);
        Assert.Equal([ReasonCode.NextDayNotEasy], log.Day(4).Because);
        Assert.Equal([code], log.Day(5).Because);
        Assert.Equal((DayState.Allowed, DayState.Blocked), (log.Day(6).Swedish, log.Day(6).DeepTissue));
        Assert.Empty(log.Day(7).Because);
    }

    [Fact]
    public void A_race_of_importance_c_ahead_is_a_hard_day() =>
        Assert.Equal([ReasonCode.NextDayNotEasy], new RunnerLog().Race(5, 42.195, Importance.C).Day(4).Because);

    [Theory]
    [InlineData("parkrun", ReasonCode.NextDayNotEasy)]
    [InlineData("City race", ReasonCode.RaceTooClose)]
    public void Without_an_importance_a_parkrun_is_c_and_any_other_race_b(string name, ReasonCode code) =>
        Assert.Equal([code], new RunnerLog().Race(5, 5, name: name).Day(4).Because);

    [Theory]
    [InlineData(null, 2)]
    [InlineData(17.9, 2)]
    [InlineData(18.0, 2)]
    [InlineData(29.9, 2)]
    [InlineData(30.0, 3)]
    [InlineData(43.5, 3)]
    [InlineData(43.6, 4)]
    [InlineData(42.0, 3)]
    [InlineData(47.5, 4)]
    public void A_race_ahead_is_planned_by_its_distance(double? km, int gentle)
    {
        var log = new RunnerLog().Race(5, km, Importance.A);
        Assert.Equal(DayState.Blocked, log.Day(5 + gentle - 1).Swedish);
        Assert.Equal(DayState.Allowed, log.Day(5 + gentle).Swedish);
    }

    [Theory]
    [InlineData(17.9, 4)]
    [InlineData(18.0, 5)]
    [InlineData(null, 5)]
    [InlineData(20.042, 5)]
    public void Short_ends_at_18_km_for_deep_work(double? km, int deep)
    {
        var log = new RunnerLog().Race(5, km, Importance.A);
        Assert.Equal((DayState.Blocked, DayState.Allowed), (log.Day(5 + deep - 1).DeepTissue, log.Day(5 + deep).DeepTissue));
    }

    [Fact]
    public void The_gap_blocks_days_but_is_no_body_rule()
    {
        var log = new RunnerLog().Massages(10, 40, 70);
        Assert.Equal([ReasonCode.MinGap], log.Day(10).Because);
        Assert.Empty(log.Day(11).Because);
    }

    [Theory]
    [InlineData(MassageHistory.Weekly, Budget.Regular, 6)]
    [InlineData(MassageHistory.Monthly, Budget.Regular, 21)]
    [InlineData(MassageHistory.Lapsed, Budget.Regular, 21)]
    [InlineData(MassageHistory.Unknown, Budget.Regular, 21)]
    [InlineData(MassageHistory.Weekly, Budget.Occasional, 28)]
    [InlineData(MassageHistory.Weekly, Budget.None, 0)]
    public void The_gap_depends_on_history_and_budget(MassageHistory history, Budget budget, int gap)
    {
        var log = new RunnerLog().Massages(8).With(runner => runner with { Rhythm = history, Budget = budget });
        // The last one was eight days ago.
        Assert.Equal(Math.Max(0, gap - 9), log.Plan().Calendar.Count(row => row.Because.Contains(ReasonCode.MinGap)));
    }

    [Theory]
    [InlineData(Budget.Regular, 4)]
    [InlineData(Budget.Occasional, 25)]
    public void After_a_race_the_gap_is_a_week_at_most_with_a_regular_budget(Budget budget, int firstFree)
    {
        var log = new RunnerLog().Massages(3, 33, 63).With(runner => runner with { Budget = budget }).Raced(0, 10, 45);
        var gapped = log.Plan().Calendar.Where(row => row.Because.Contains(ReasonCode.MinGap)).Select(row => row.Date.DayNumber - RunnerLog.T.DayNumber);
        Assert.Equal(Math.Min(firstFree - 1, 21), gapped.Max());
    }

    /// <summary>The first days on which gentle and deep work are legal, an event being today.</summary>
    private static void Opens(RunnerLog log, ReasonCode code, int gentle, int deep)
    {
        var calendar = log.Plan().Calendar;
        Assert.Equal(RunnerLog.T.AddDays(gentle), calendar.First(row => row.Swedish != DayState.Blocked).Date);
        Assert.Equal(RunnerLog.T.AddDays(deep), calendar.First(row => row.DeepTissue != DayState.Blocked).Date);
        Assert.All(calendar.Take(deep - 1), row => Assert.Equal([code], row.Because));
    }
}
