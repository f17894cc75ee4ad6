using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery.Planning;

public sealed class MassageChoiceTests
{
    [Fact]
    public void After_a_marathon_on_Sunday_the_window_is_Wednesday_to_Friday() =>
        Suggests(
            new TimelineBuilder().WithBaseTraining().WithMonthlyMassages().AddRaceRun(-1, 42.195, 240),
            MassageKind.Swedish,
            2,
            4,
            EvidenceGrade.B
        );

    [Fact]
    public void A_half_allows_day_2_and_prefers_day_3() =>
        Suggests(
            new TimelineBuilder().WithBaseTraining().WithMonthlyMassages().AddRaceRun(0, 21.0975, 110),
            MassageKind.Swedish,
            3,
            5,
            EvidenceGrade.B
        );

    [Fact]
    public void After_a_long_run_the_window_is_deep_work_on_its_preferred_days() =>
        Suggests(
            new TimelineBuilder().WithBaseTraining().WithMonthlyMassages().AddRun(0, 130),
            MassageKind.DeepTissue,
            2,
            3,
            EvidenceGrade.B
        );

    [Fact]
    public void After_a_very_long_run_the_window_is_deep_work_on_days_3_and_4() =>
        Suggests(
            new TimelineBuilder().WithBaseTraining().WithMonthlyMassages().AddRun(0, 200),
            MassageKind.DeepTissue,
            3,
            4,
            EvidenceGrade.B
        );

    [Theory]
    [InlineData(2, MassageKind.DeepTissue)]
    [InlineData(0, MassageKind.Swedish)]
    public void Deep_work_may_start_later_than_gentle_by_so_many_days(int lead, MassageKind kind) =>
        Assert.Equal(
            kind,
            new TimelineBuilder()
                .WithBaseTraining()
                .WithMonthlyMassages()
                .AddRun(0, 200)
                .WithParameters(rules => rules.With(MassageKindRule.DeepLeadDays, lead))
                .Plan()
                .Massage!.Kind
        );

    [Theory]
    [InlineData(7, MassageKind.DeepTissue, 1, 1)]
    [InlineData(8, MassageKind.DeepTissue, 1, 1)]
    [InlineData(10, MassageKind.DeepTissue, 1, 3)]
    public void Before_a_race_deep_work_ends_a_week_before(int race, MassageKind kind, int from, int to) =>
        Suggests(
            new TimelineBuilder().WithBaseTraining().WithMonthlyMassages().AddCalendarRace(race, 10),
            race == 7 ? MassageKind.Swedish : kind,
            from,
            race == 7 ? 3 : to,
            EvidenceGrade.C
        );

    [Fact]
    public void The_first_massage_before_a_race_is_never_deep() =>
        Suggests(
            new TimelineBuilder().WithBaseTraining().AddCalendarRace(15, 10),
            MassageKind.Swedish,
            1,
            3,
            EvidenceGrade.C
        );

    [Fact]
    public void Maintenance_is_gentle() =>
        Suggests(
            new TimelineBuilder().WithBaseTraining().WithMassages(30, 60, 90),
            MassageKind.Swedish,
            1,
            3,
            EvidenceGrade.B
        );

    [Fact]
    public void After_a_hard_block_deep_work_is_suggested() =>
        Suggests(
            new TimelineBuilder()
                .WithBaseTraining()
                .WithMonthlyMassages()
                .AddRun(-1, 59, name: "Tempo")
                .AddRun(-3, 59, name: "Tempo"),
            MassageKind.DeepTissue,
            1,
            3,
            EvidenceGrade.D
        );

    [Theory]
    [InlineData(-4, 4, true)]
    [InlineData(-3, 4, true)]
    [InlineData(-2, 4, false)]
    public void After_the_preferred_days_the_window_has_expired(int day, int last, bool expired)
    {
        var plan = new TimelineBuilder().WithBaseTraining().WithMonthlyMassages().AddRun(day, 130, 22).Plan();
        Assert.Equal(expired, plan.Reasons.Contains(ReasonCode.WindowExpired));
        Assert.InRange(plan.Massage!.To.DayNumber - TimelineBuilder.Today.DayNumber, 1, last);
        if (expired)
        {
            // LONG ends five days after the run.
            Assert.Equal(day + 5, plan.Massage.To.DayNumber - TimelineBuilder.Today.DayNumber);
        }
    }

    [Fact]
    public void A_race_window_ends_ten_days_after_it()
    {
        // An ultra seven days ago; every day up to its tenth is blocked by what is planned.
        var log = new TimelineBuilder().WithBaseTraining().WithMonthlyMassages().AddRaceRun(-7, 61, 300);
        foreach (var day in (int[])[2, 4])
        {
            log.AddPlannedSession(day, PlannedSessionKind.Hard);
        }

        // T + 2 is hard, T + 1 the day before, T + 3 the day before the next: nothing is left up to T + 3.
        Assert.Null(log.Plan().Massage);
        Assert.Contains(ReasonCode.NextDayNotEasy, log.Plan().Reasons);
    }

    [Fact]
    public void Candidates_are_looked_for_nine_days_ahead()
    {
        var log = new TimelineBuilder().WithBaseTraining().WithMassages(12, 42, 72).AddCalendarRace(15, 10);
        // The gap of 21 days ends on T + 9.
        Suggests(log, MassageKind.Swedish, 9, 9, EvidenceGrade.C);
        Assert.Null(
            new TimelineBuilder().WithBaseTraining().WithMassages(11, 41, 71).AddCalendarRace(15, 10).Plan().Massage
        );
        Assert.Contains(ReasonCode.MinGap, log.Plan().Reasons);
        Assert.Equal(TimelineBuilder.Today.AddDays(9), log.Plan().Facts.NextDayAfterGap);
    }

    [Theory]
    [InlineData(Budget.None, "BUDGET_NONE")]
    [InlineData(Budget.Occasional, "BUDGET_SAVE")]
    public void A_long_run_is_not_worth_a_small_budget(Budget budget, string code)
    {
        var plan = new TimelineBuilder()
            .WithBaseTraining()
            .WithMonthlyMassages()
            .AddRun(0, 130)
            .WithAthlete(athlete => athlete with { Budget = budget })
            .Plan();
        Assert.Null(plan.Massage);
        Assert.Contains(new ReasonCode(code), plan.Reasons);
        Assert.Empty(plan.Aftercare);
        Assert.NotNull(plan.SelfMassage);
    }

    [Fact]
    public void A_race_or_a_very_long_run_is_worth_an_occasional_one()
    {
        Assert.NotNull(Occasional().AddRun(0, 200).Plan().Massage);
        Assert.NotNull(Occasional().AddRaceRun(0, 10, 45).Plan().Massage);
        Assert.NotNull(Occasional().AddCalendarRace(10, 10).Plan().Massage);

        static TimelineBuilder Occasional() =>
            new TimelineBuilder()
                .WithBaseTraining()
                .WithMassages(28, 58, 88)
                .WithAthlete(athlete => athlete with { Budget = Budget.Occasional });
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void A_race_so_near_that_nothing_is_left_is_too_close(int day, bool tooClose)
    {
        // Lapsed: five days for gentle work.
        var plan = new TimelineBuilder().WithBaseTraining().WithMassages(40).AddCalendarRace(day, 10).Plan();
        Assert.Equal(tooClose, plan.Reasons.Contains(ReasonCode.RaceTooClose));
        Assert.Equal(tooClose, plan.Massage is null);
    }

    [Fact]
    public void A_sore_spot_is_for_skilled_hands_whatever_the_gap_and_the_slots()
    {
        var log = new TimelineBuilder()
            .WithBaseTraining()
            .WithMassages(1, 31, 61)
            .AddPain(0, "left calf", 4)
            .AddSlot(1, MassageKind.Swedish);
        Suggests(log, MassageKind.ActiveRelease, 1, 3, EvidenceGrade.C);
        Assert.Equal([ReasonCode.PainLocal], log.Plan().Reasons);
        Assert.Equal(["R21", "R29", "R30"], log.Plan().Massage!.Rules);
        var broke = log.WithAthlete(athlete => athlete with { Budget = Budget.None }).Plan();
        Assert.Null(broke.Massage);
        Assert.Equal([ReasonCode.PainLocal, ReasonCode.BudgetNone], broke.Reasons);
    }

    [Fact]
    public void After_deep_work_a_second_easy_day_is_better()
    {
        Assert.Equal(
            [Aftercare.DrinkAsAfterARun, Aftercare.NextDayEasyOrRest, Aftercare.SecondEasyDayIsBetter],
            new TimelineBuilder().WithBaseTraining().WithMonthlyMassages().AddRun(0, 130).Plan().Aftercare
        );
        Assert.Equal(
            [Aftercare.DrinkAsAfterARun, Aftercare.NextDayEasyOrRest],
            new TimelineBuilder().WithBaseTraining().WithMonthlyMassages().AddRaceRun(0, 10, 45).Plan().Aftercare
        );
    }

    [Fact]
    public void The_advice_says_what_when_why_and_how_sure()
    {
        var explanation = new TimelineBuilder()
            .WithBaseTraining()
            .WithMonthlyMassages()
            .AddRaceRun(-1, 42.195, 240)
            .Plan()
            .Massage!.Explanation;
        Assert.Equal(
            "Swedish massage, between Wednesday 25 November and Friday 27 November. You raced on Sunday 22 November. "
                + "Sources say anything from the same day to 5 days after; this plan waits 3 days. "
                + "(Studied, small effect.)",
            explanation
        );
    }

    private static void Suggests(TimelineBuilder log, MassageKind kind, int from, int to, EvidenceGrade grade)
    {
        var massage = log.Plan().Massage;
        Assert.NotNull(massage);
        Assert.Equal(
            (kind, TimelineBuilder.Today.AddDays(from), TimelineBuilder.Today.AddDays(to), grade),
            (massage.Kind, massage.From, massage.To, massage.EvidenceGrade)
        );
        // The calendar shows the same days.
        var suggested = log.Plan()
            .Calendar.Where(row => (kind == MassageKind.Swedish ? row.Swedish : row.DeepTissue) == DayState.Suggested)
            .Select(row => row.Date)
            .ToArray();
        Assert.Equal((massage.From, massage.To), (suggested[0], suggested[^1]));
    }
}
