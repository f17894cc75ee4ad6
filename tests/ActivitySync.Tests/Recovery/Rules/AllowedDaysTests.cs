using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery.Rules;

public sealed class AllowedDaysTests
{
    [Theory]
    [InlineData(61, 300, 4, 8)]
    [InlineData(42.195, 240, 3, 6)]
    [InlineData(21.0975, 100, 2, 5)]
    [InlineData(10, 45, 2, 4)]
    public void After_a_race_gentle_days_are_allowed_before_deep_days(
        double km,
        double minutes,
        int gentle,
        int deep
    ) => Opens(new TimelineBuilder().AddRaceRun(0, km, minutes), ReasonCode.RacePost, gentle, deep);

    [Fact]
    public void After_a_very_long_run_gentle_is_allowed_on_day_2_and_deep_on_day_3() =>
        Opens(new TimelineBuilder().AddRun(0, 160), ReasonCode.VeryLong, 2, 3);

    [Fact]
    public void After_a_long_run_deep_is_allowed_on_day_2() =>
        Opens(new TimelineBuilder().AddRun(0, 100), ReasonCode.LongRun, 1, 2);

    [Fact]
    public void After_a_long_hike_deep_is_allowed_on_day_2() =>
        Opens(new TimelineBuilder().AddActivity(0, "hike", 200), ReasonCode.LongLoad, 1, 2);

    [Fact]
    public void After_a_hard_workout_deep_is_allowed_on_day_2() =>
        Opens(new TimelineBuilder().AddRun(0, 50, name: "Tempo"), ReasonCode.AfterHard, 1, 2);

    [Theory]
    [InlineData(MassageHistory.Weekly, 3, 4)]
    [InlineData(MassageHistory.Monthly, 3, 5)]
    [InlineData(MassageHistory.Lapsed, 5, 7)]
    [InlineData(MassageHistory.Unknown, 5, 10)]
    public void Before_a_race_the_days_depend_on_the_history(MassageHistory history, int gentle, int deep)
    {
        const int Race = 18;
        var log = new TimelineBuilder()
            .WithAthlete(athlete => athlete with { Rhythm = history })
            .AddCalendarRace(Race, 10, Importance.A);
        Assert.Equal(DayState.Allowed, log.GetCalendarDay(Race - gentle).Swedish);
        Assert.Equal(DayState.Blocked, log.GetCalendarDay(Race - gentle + 1).Swedish);
        Assert.Equal(DayState.Allowed, log.GetCalendarDay(Race - deep).DeepTissue);
        Assert.Equal(DayState.Blocked, log.GetCalendarDay(Race - deep + 1).DeepTissue);
        Assert.Equal([ReasonCode.RaceTooClose], log.GetCalendarDay(Race - 1).Reasons);
        Assert.Equal([ReasonCode.RacePost], log.GetCalendarDay(Race).Reasons);
        Assert.Equal([ReasonCode.RacePost], log.GetCalendarDay(Race + 1).Reasons);
    }

    [Theory]
    [InlineData(PlannedSessionKind.Hard, "AFTER_HARD")]
    [InlineData(PlannedSessionKind.LongRun, "LONG_RUN")]
    public void The_day_before_something_planned_is_blocked_and_the_day_itself(PlannedSessionKind kind, string code)
    {
        var log = new TimelineBuilder().AddPlannedSession(5, kind);
        Assert.Empty(log.GetCalendarDay(3).Reasons);
        Assert.Equal([ReasonCode.NextDayNotEasy], log.GetCalendarDay(4).Reasons);
        Assert.Equal([new ReasonCode(code)], log.GetCalendarDay(5).Reasons);
        Assert.Equal(
            (DayState.Allowed, DayState.Blocked),
            (log.GetCalendarDay(6).Swedish, log.GetCalendarDay(6).DeepTissue)
        );
        Assert.Empty(log.GetCalendarDay(7).Reasons);
    }

    [Fact]
    public void A_race_of_importance_c_ahead_is_a_hard_day() =>
        Assert.Equal(
            [ReasonCode.NextDayNotEasy],
            new TimelineBuilder().AddCalendarRace(5, 42.195, Importance.C).GetCalendarDay(4).Reasons
        );

    [Theory]
    [InlineData("parkrun", "NEXT_DAY_NOT_EASY")]
    [InlineData("City race", "RACE_TOO_CLOSE")]
    public void Without_an_importance_a_parkrun_is_c_and_any_other_race_b(string name, string code) =>
        Assert.Equal(
            [new ReasonCode(code)],
            new TimelineBuilder().AddCalendarRace(5, 5, name: name).GetCalendarDay(4).Reasons
        );

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
        var log = new TimelineBuilder().AddCalendarRace(5, km, Importance.A);
        Assert.Equal(DayState.Blocked, log.GetCalendarDay(5 + gentle - 1).Swedish);
        Assert.Equal(DayState.Allowed, log.GetCalendarDay(5 + gentle).Swedish);
    }

    [Theory]
    [InlineData(17.9, 4)]
    [InlineData(18.0, 5)]
    [InlineData(null, 5)]
    [InlineData(20.042, 5)]
    public void Short_ends_at_18_km_for_deep_work(double? km, int deep)
    {
        var log = new TimelineBuilder().AddCalendarRace(5, km, Importance.A);
        Assert.Equal(
            (DayState.Blocked, DayState.Allowed),
            (log.GetCalendarDay(5 + deep - 1).DeepTissue, log.GetCalendarDay(5 + deep).DeepTissue)
        );
    }

    [Fact]
    public void The_gap_blocks_days_in_the_calendar_only()
    {
        var log = new TimelineBuilder().WithMassages(10, 40, 70);
        Assert.Equal([ReasonCode.MinGap], log.GetCalendarDay(10).Reasons);
        Assert.Empty(log.GetCalendarDay(11).Reasons);
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
        var log = new TimelineBuilder()
            .WithMassages(8)
            .WithAthlete(athlete => athlete with { Rhythm = history, Budget = budget });
        // The last one was eight days ago.
        Assert.Equal(Math.Max(0, gap - 9), log.Plan().Calendar.Count(row => row.Reasons.Contains(ReasonCode.MinGap)));
    }

    [Theory]
    [InlineData(Budget.Regular, 4)]
    [InlineData(Budget.Occasional, 25)]
    public void After_a_race_the_gap_is_a_week_at_most_with_a_regular_budget(Budget budget, int firstFree)
    {
        var log = new TimelineBuilder()
            .WithMassages(3, 33, 63)
            .WithAthlete(athlete => athlete with { Budget = budget })
            .AddRaceRun(0, 10, 45);
        var gapped = log.Plan()
            .Calendar.Where(row => row.Reasons.Contains(ReasonCode.MinGap))
            .Select(row => row.Date.DayNumber - TimelineBuilder.Today.DayNumber);
        Assert.Equal(Math.Min(firstFree - 1, 21), gapped.Max());
    }

    /// <summary>Checks the first days that are allowed for gentle and deep work after an event of today.</summary>
    private static void Opens(TimelineBuilder log, ReasonCode code, int gentle, int deep)
    {
        var calendar = log.Plan().Calendar;
        Assert.Equal(
            TimelineBuilder.Today.AddDays(gentle),
            calendar.First(row => row.Swedish != DayState.Blocked).Date
        );
        Assert.Equal(
            TimelineBuilder.Today.AddDays(deep),
            calendar.First(row => row.DeepTissue != DayState.Blocked).Date
        );
        Assert.All(calendar.Take(deep - 1), row => Assert.Equal([code], row.Reasons));
    }
}
