using ActivitySync.Recovery;

namespace ActivitySync.Tests.Recovery.Windows;

public sealed class BookedSlotsTests
{
    [Fact]
    public void A_legal_slot_is_kept_even_today_and_whatever_the_gap()
    {
        var plan = new RunnerLog().Trained().Massages(1, 31, 61).Slot(0, MassageKind.DeepTissue).Plan();
        Assert.Equal((MassageKind.DeepTissue, RunnerLog.T, RunnerLog.T), (plan.Massage!.Kind, plan.Massage.From, plan.Massage.To));
        Assert.Equal([ReasonCode.KeepSlot], plan.Reasons);
        Assert.Equal(EvidenceGrade.C, plan.Massage.EvidenceGrade);
        Assert.Equal(["R17", "R23"], plan.Massage.Rules);
    }

    [Fact]
    public void On_a_day_of_the_window_the_gap_is_not_counted()
    {
        var log = new RunnerLog().Trained().Massages(1, 31, 61).Slot(3, MassageKind.Swedish);
        Assert.Equal((DayState.Suggested, DayState.Allowed), (log.Day(3).Swedish, log.Day(3).DeepTissue));
        Assert.Empty(log.Day(3).Because);
        Assert.Equal([ReasonCode.MinGap], log.Day(4).Because);
    }

    [Theory]
    [InlineData(MassageKind.Other, MassageKind.Swedish, true)]
    [InlineData(MassageKind.Swedish, MassageKind.Swedish, false)]
    [InlineData(MassageKind.ActiveRelease, MassageKind.ActiveRelease, false)]
    public void The_booked_kind_stays_if_it_can(MassageKind booked, MassageKind kept, bool light) => Keeps(new RunnerLog().Slot(3, booked), kept, light);

    [Fact]
    public void A_slot_too_soon_for_deep_work_is_kept_light() =>
        Keeps(new RunnerLog().Run(0, 50, name: "Tempo").Slot(1, MassageKind.DeepTissue), MassageKind.Swedish, light: true);

    [Theory]
    [InlineData(9, MassageKind.Swedish)]
    [InlineData(10, MassageKind.DeepTissue)]
    public void Within_six_days_before_a_race_a_slot_is_light(int race, MassageKind kept) =>
        Keeps(new RunnerLog().Monthly().Slot(3, MassageKind.DeepTissue).Race(race, 10), kept, kept == MassageKind.Swedish);

    [Fact]
    public void A_slot_that_is_not_legal_has_to_move_wherever_it_stands()
    {
        var log = new RunnerLog().Monthly().Slot(8, MassageKind.Swedish).Slot(2, MassageKind.Swedish).Slot(4, MassageKind.Other).Race(9, 10).Plans(3, PlannedKind.Hard);
        var plan = log.Plan();
        // T + 2 is the day before the workout; T + 8 the day before the race.
        Assert.Equal(RunnerLog.T.AddDays(4), plan.Massage!.From);
        Assert.Equal([2, 8], plan.Facts.SlotsToMove.Select(slot => slot.Date.DayNumber - RunnerLog.T.DayNumber));
        Assert.Empty(new[] { ReasonCode.RaceTooClose, ReasonCode.KeepSlot, ReasonCode.SlotLight, ReasonCode.SlotMove }.Except(plan.Reasons));
    }

    [Fact]
    public void A_slot_to_move_far_from_the_race_is_not_too_close_to_it()
    {
        var plan = new RunnerLog().Trained().Monthly().Slot(2, MassageKind.Swedish).Race(15, 10).Plans(3, PlannedKind.Hard).Plan();
        Assert.Contains(ReasonCode.SlotMove, plan.Reasons);
        Assert.DoesNotContain(ReasonCode.RaceTooClose, plan.Reasons);
        // No slot is left, so a new booking is suggested.
        Assert.Equal(RunnerLog.T.AddDays(1), plan.Massage!.From);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    [InlineData(-1, false)]
    public void Slots_are_looked_at_nine_days_ahead(int day, bool kept) =>
        Assert.Equal(kept, new RunnerLog().Slot(day, MassageKind.Swedish).Plan().Massage is not null);

    [Fact]
    public void Two_slots_on_one_day_go_by_the_names_of_their_kinds() => Assert.Equal(
        MassageKind.ActiveRelease,
        new RunnerLog().Slot(3, MassageKind.Swedish).Slot(3, MassageKind.DeepTissue).Slot(3, MassageKind.ActiveRelease).Plan().Massage!.Kind);

    [Fact]
    public void Without_a_budget_or_with_a_medical_level_slots_are_not_looked_at()
    {
        var log = new RunnerLog().Slot(0, MassageKind.Swedish).Race(1, 10);
        Assert.DoesNotContain(ReasonCode.SlotMove, log.With(runner => runner with { Budget = Budget.None }).Plan().Reasons);
        Assert.DoesNotContain(ReasonCode.SlotMove, log.With(runner => runner with { Budget = Budget.Regular, Conditions = ["cancer"] }).Plan().Reasons);
    }

    private static void Keeps(RunnerLog log, MassageKind kind, bool light)
    {
        var plan = log.Plan();
        Assert.Equal(kind, plan.Massage!.Kind);
        Assert.Contains(ReasonCode.KeepSlot, plan.Reasons);
        Assert.Equal(light, plan.Reasons.Contains(ReasonCode.SlotLight));
    }
}
