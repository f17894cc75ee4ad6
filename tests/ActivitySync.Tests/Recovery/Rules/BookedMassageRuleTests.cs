using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery.Rules;

public sealed class BookedMassageRuleTests
{
    [Fact]
    public void A_slot_on_an_allowed_day_is_kept_even_today_and_whatever_the_gap()
    {
        var plan = new TimelineBuilder()
            .WithBaseTraining()
            .WithMassages(1, 31, 61)
            .AddSlot(0, MassageKind.DeepTissue)
            .Plan();
        Assert.Equal(
            (MassageKind.DeepTissue, TimelineBuilder.Today, TimelineBuilder.Today),
            (plan.Massage!.Kind, plan.Massage.From, plan.Massage.To)
        );
        Assert.Equal([ReasonCode.KeepSlot], plan.Reasons);
        Assert.Equal(EvidenceGrade.C, plan.Massage.EvidenceGrade);
        Assert.Equal(["R17", "R23"], plan.Massage.Rules);
    }

    [Fact]
    public void On_a_day_of_the_window_the_gap_is_not_counted()
    {
        var log = new TimelineBuilder().WithBaseTraining().WithMassages(1, 31, 61).AddSlot(3, MassageKind.Swedish);
        Assert.Equal(
            (DayState.Suggested, DayState.Allowed),
            (log.GetCalendarDay(3).Swedish, log.GetCalendarDay(3).DeepTissue)
        );
        Assert.Empty(log.GetCalendarDay(3).Reasons);
        Assert.Equal([ReasonCode.MinGap], log.GetCalendarDay(4).Reasons);
    }

    [Theory]
    [InlineData(MassageKind.Other, MassageKind.Swedish, true)]
    [InlineData(MassageKind.Swedish, MassageKind.Swedish, false)]
    [InlineData(MassageKind.ActiveRelease, MassageKind.ActiveRelease, false)]
    public void The_booked_kind_stays_if_it_can(MassageKind booked, MassageKind kept, bool light) =>
        Keeps(new TimelineBuilder().AddSlot(3, booked), kept, light);

    [Fact]
    public void A_slot_too_soon_for_deep_work_is_kept_light() =>
        Keeps(
            new TimelineBuilder().AddRun(0, 50, name: "Tempo").AddSlot(1, MassageKind.DeepTissue),
            MassageKind.Swedish,
            light: true
        );

    [Theory]
    [InlineData(9, MassageKind.Swedish)]
    [InlineData(10, MassageKind.DeepTissue)]
    public void Within_six_days_before_a_race_a_slot_is_light(int race, MassageKind kept) =>
        Keeps(
            new TimelineBuilder().WithMonthlyMassages().AddSlot(3, MassageKind.DeepTissue).AddCalendarRace(race, 10),
            kept,
            kept == MassageKind.Swedish
        );

    [Fact]
    public void A_slot_on_a_blocked_day_has_to_move_wherever_it_is_in_the_list()
    {
        var log = new TimelineBuilder()
            .WithMonthlyMassages()
            .AddSlot(8, MassageKind.Swedish)
            .AddSlot(2, MassageKind.Swedish)
            .AddSlot(4, MassageKind.Other)
            .AddCalendarRace(9, 10)
            .AddPlannedSession(3, PlannedSessionKind.Hard);
        var plan = log.Plan();
        // T + 2 is the day before the workout; T + 8 the day before the race.
        Assert.Equal(TimelineBuilder.Today.AddDays(4), plan.Massage!.From);
        Assert.Equal(
            [2, 8],
            plan.Facts.SlotsToMove.Select(slot => slot.Date.DayNumber - TimelineBuilder.Today.DayNumber)
        );
        Assert.Empty(
            new[] { ReasonCode.RaceTooClose, ReasonCode.KeepSlot, ReasonCode.SlotLight, ReasonCode.SlotMove }.Except(
                plan.Reasons
            )
        );
    }

    [Fact]
    public void A_slot_to_move_far_from_the_race_is_not_too_close_to_it()
    {
        var plan = new TimelineBuilder()
            .WithBaseTraining()
            .WithMonthlyMassages()
            .AddSlot(2, MassageKind.Swedish)
            .AddCalendarRace(15, 10)
            .AddPlannedSession(3, PlannedSessionKind.Hard)
            .Plan();
        Assert.Contains(ReasonCode.SlotMove, plan.Reasons);
        Assert.DoesNotContain(ReasonCode.RaceTooClose, plan.Reasons);
        // No slot is left, so a new booking is suggested.
        Assert.Equal(TimelineBuilder.Today.AddDays(1), plan.Massage!.From);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    [InlineData(-1, false)]
    public void Slots_are_looked_at_nine_days_ahead(int day, bool kept) =>
        Assert.Equal(kept, new TimelineBuilder().AddSlot(day, MassageKind.Swedish).Plan().Massage is not null);

    [Fact]
    public void Two_slots_on_one_day_are_ordered_by_the_names_of_their_kinds() =>
        Assert.Equal(
            MassageKind.ActiveRelease,
            new TimelineBuilder()
                .AddSlot(3, MassageKind.Swedish)
                .AddSlot(3, MassageKind.DeepTissue)
                .AddSlot(3, MassageKind.ActiveRelease)
                .Plan()
                .Massage!.Kind
        );

    [Fact]
    public void Without_a_budget_or_with_a_medical_level_slots_are_ignored()
    {
        var log = new TimelineBuilder().AddSlot(0, MassageKind.Swedish).AddCalendarRace(1, 10);
        Assert.DoesNotContain(
            ReasonCode.SlotMove,
            log.WithAthlete(athlete => athlete with { Budget = Budget.None }).Plan().Reasons
        );
        Assert.DoesNotContain(
            ReasonCode.SlotMove,
            log.WithAthlete(athlete => athlete with { Budget = Budget.Regular, Conditions = ["cancer"] }).Plan().Reasons
        );
    }

    private static void Keeps(TimelineBuilder log, MassageKind kind, bool light)
    {
        var plan = log.Plan();
        Assert.Equal(kind, plan.Massage!.Kind);
        Assert.Contains(ReasonCode.KeepSlot, plan.Reasons);
        Assert.Equal(light, plan.Reasons.Contains(ReasonCode.SlotLight));
    }
}
