using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery.Rules;

public sealed class FutureEventCollectorTests
{
    [Theory]
    [InlineData(0, true, false)]
    [InlineData(-1, true, true)]
    [InlineData(-2, false, true)]
    [InlineData(-7, false, true)]
    [InlineData(-8, false, false)]
    public void A_race_without_a_recording_blocks_days_for_a_day_and_is_a_question_for_a_week(
        int day,
        bool keepsDays,
        bool asked
    )
    {
        var plan = new TimelineBuilder().WithBaseTraining().AddCalendarRace(day, 61, Importance.A).Plan();
        Assert.Equal(keepsDays, plan.Calendar[0].Reasons.Contains(ReasonCode.RacePost));
        Assert.Equal(asked, plan.Reasons.Contains(ReasonCode.DataStale));
        Assert.Equal(asked ? [new Question(null, TimelineBuilder.Today.AddDays(day))] : [], plan.Questions);
        Assert.DoesNotContain(ReasonCode.RacePost, plan.Reasons);
    }

    [Fact]
    public void What_was_planned_up_to_today_is_past() =>
        Assert.Empty(
            new TimelineBuilder()
                .AddPlannedSession(0, PlannedSessionKind.LongRun)
                .AddPlannedSession(-1, PlannedSessionKind.Hard)
                .GetCalendarDay(1)
                .Reasons
        );

    [Fact]
    public void A_usual_long_run_day_is_expected_three_weeks_ahead()
    {
        var plan = Habitual().Plan();
        // Sundays: T + 6, 13, 20; the day after the calendar, T + 27, is too far to be one.
        Assert.Equal(
            [5, 6, 12, 13, 19, 20],
            DaysWith(plan, ReasonCode.NextDayNotEasy, ReasonCode.LongRun).Where(day => day is not (7 or 14 or 21))
        );
    }

    [Theory]
    [InlineData(PlannedSessionKind.Easy, 6, 6)]
    [InlineData(PlannedSessionKind.Rest, 6, 6)]
    [InlineData(PlannedSessionKind.LongRun, 3, 6)]
    [InlineData(PlannedSessionKind.LongRun, 9, 6)]
    public void It_gives_way_to_a_plan_on_its_day_or_a_long_run_within_three_days(
        PlannedSessionKind kind,
        int day,
        int habitual
    )
    {
        var log = Habitual().AddPlannedSession(day, kind);
        Assert.DoesNotContain(log.Plan().Facts.Events, one => one.Date == TimelineBuilder.Today.AddDays(habitual));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void A_planned_long_run_four_days_away_does_not_replace_it(int day) =>
        Assert.Contains(Habitual().AddPlannedSession(day, PlannedSessionKind.LongRun).Plan().Facts.Events, one =>
            one.Date == TimelineBuilder.Today.AddDays(6)
        );

    [Theory]
    [InlineData(9, Importance.B, false)]
    [InlineData(9, Importance.C, true)]
    [InlineData(10, Importance.B, true)]
    public void It_gives_way_to_a_race_within_three_days(int day, Importance importance, bool stays) =>
        Assert.Equal(
            stays,
            Habitual()
                .AddCalendarRace(day, 10, importance)
                .Plan()
                .Facts.Events.Any(one => one.Date == TimelineBuilder.Today.AddDays(6))
        );

    [Fact]
    public void The_last_habitual_day_is_the_one_after_the_calendar()
    {
        // T + 22 is a Tuesday.
        var log = new TimelineBuilder();
        foreach (var ago in (int[])[6, 13, 20, 27])
        {
            log.AddRun(-ago, 100, id: $"long{ago}");
        }

        Assert.Equal([ReasonCode.NextDayNotEasy], log.GetCalendarDay(21).Reasons);
    }

    /// <summary>A long run on four of the last Sundays.</summary>
    private static TimelineBuilder Habitual()
    {
        var log = new TimelineBuilder();
        foreach (var ago in (int[])[1, 8, 15, 22])
        {
            log.AddRun(-ago, 100, id: $"long{ago}");
        }

        return log;
    }

    private static IEnumerable<int> DaysWith(RecoveryPlan plan, params ReasonCode[] codes) =>
        plan
            .Calendar.Where(row => row.Reasons.Intersect(codes).Any() && row.Date > TimelineBuilder.Today.AddDays(1))
            .Select(row => row.Date.DayNumber - TimelineBuilder.Today.DayNumber);
}
