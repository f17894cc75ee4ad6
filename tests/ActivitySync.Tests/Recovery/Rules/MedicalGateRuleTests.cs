using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery.Rules;

public sealed class MedicalGateRuleTests
{
    [Theory]
    [InlineData("chest-pain", MedicalLevel.Emergency)]
    [InlineData("breathless", MedicalLevel.Emergency)]
    [InlineData("collapse", MedicalLevel.Emergency)]
    [InlineData("confusion", MedicalLevel.Emergency)]
    [InlineData("dark-urine", MedicalLevel.Emergency)]
    [InlineData("one-sided-swelling", MedicalLevel.Urgent)]
    [InlineData("warm-red-calf", MedicalLevel.Urgent)]
    [InlineData("new-numbness", MedicalLevel.Urgent)]
    [InlineData("new-weakness", MedicalLevel.Urgent)]
    [InlineData("bladder-bowel", MedicalLevel.Urgent)]
    [InlineData("pinpoint-bone", MedicalLevel.Clinician)]
    [InlineData("swelling", MedicalLevel.Clinician)]
    [InlineData("something new", MedicalLevel.Clinician)]
    [InlineData("open-wound", null)]
    [InlineData("blister", null)]
    [InlineData("burn", null)]
    [InlineData("skin-infection", null)]
    [InlineData("varicose", null)]
    [InlineData("surgery-site", null)]
    public void Signs_have_levels(string sign, MedicalLevel? level)
    {
        var plan = Trained().AddPain(-1, "calf", 5, sign).Plan();
        Assert.Equal(level, plan.Medical?.Level);
        // A sign of the last row also excludes active release.
        Assert.Equal(
            level is null ? [] : [ReasonCode.RedFlag],
            plan.Reasons.Where(code => code == ReasonCode.RedFlag || code == ReasonCode.PainLocal)
        );
    }

    [Theory]
    [InlineData(2.9, 0, null, false)]
    [InlineData(3, 0, null, true)]
    [InlineData(7, 0, null, true)]
    [InlineData(7.1, 0, MedicalLevel.Clinician, false)]
    [InlineData(1, 13, null, false)]
    [InlineData(1, 14, MedicalLevel.Clinician, false)]
    [InlineData(0.9, 30, null, false)]
    public void Severity_and_days_decide_without_a_sign(double severity, int daysAgo, MedicalLevel? level, bool sore)
    {
        var plan = Trained().AddPain(-daysAgo, "calf", severity).Plan();
        Assert.Equal(level, plan.Medical?.Level);
        Assert.Equal(sore, plan.Reasons.Contains(ReasonCode.PainLocal));
    }

    [Fact]
    public void A_pain_that_is_gone_or_begins_later_has_no_level()
    {
        var timeline = Trained().AddPain(1, "calf", 9).Timeline;
        var gone = timeline with
        {
            Pains =
            [
                new()
                {
                    Date = TimelineBuilder.Today.AddDays(-3),
                    Severity = 9,
                    ResolvedOn = TimelineBuilder.Today,
                },
                .. timeline.Pains,
            ],
        };
        Assert.Null(RecoveryPlanner.Plan(gone, ActivitySync.Recovery.Rules.RuleParameters.Default).Medical);
        var tomorrow = gone with { Pains = [gone.Pains[0] with { ResolvedOn = TimelineBuilder.Today.AddDays(1) }] };
        Assert.NotNull(RecoveryPlanner.Plan(tomorrow, ActivitySync.Recovery.Rules.RuleParameters.Default).Medical);
    }

    [Theory]
    [InlineData(0, 7)]
    [InlineData(-6, 1)]
    [InlineData(-7, 0)]
    [InlineData(1, 0)]
    public void Illness_postpones_for_a_week(int day, int firstFree)
    {
        var plan = Trained().AddIllness(day).AddIllness(-6 + day - 8).Plan();
        Assert.Equal(firstFree > 0 ? MedicalLevel.Postpone : null, plan.Medical?.Level);
        Assert.Equal(Math.Max(0, firstFree - 1), plan.Calendar.Count(row => row.Reasons.Contains(ReasonCode.Ill)));
        Assert.Equal(firstFree > 0, plan.SelfMassage is null);
    }

    [Fact]
    public void The_gravest_level_wins_and_all_codes_stay()
    {
        var log = Trained().AddIllness(0).WithAthlete(athlete => athlete with { Conditions = ["any other word"] });
        Assert.Equal((MedicalLevel.Clinician, 2), (log.Plan().Medical!.Level, log.Plan().Medical!.Reasons.Count));
        log.AddPain(0, "knee", 4).AddPain(0, "calf", 1, "warm-red-calf").AddPain(0, "chest", 1, "chest-pain");
        var plan = log.Plan();
        Assert.Equal(MedicalLevel.Emergency, plan.Medical!.Level);
        Assert.Equal([ReasonCode.RedFlag, ReasonCode.ClinicianFirst, ReasonCode.Ill], plan.Medical.Reasons);
        Assert.Contains(ReasonCode.PainLocal, plan.Reasons);
        Assert.Null(plan.Massage);
        Assert.All(plan.Calendar, row =>
            Assert.Equal((DayState.Blocked, DayState.Blocked), (row.Swedish, row.DeepTissue))
        );
        Assert.Equal([ReasonCode.RedFlag, ReasonCode.ClinicianFirst, ReasonCode.Ill], plan.Calendar[0].Reasons);
        Assert.Equal([ReasonCode.RedFlag, ReasonCode.ClinicianFirst], plan.Calendar[20].Reasons);
    }

    [Fact]
    public void Texts_name_the_action_and_no_condition()
    {
        Assert.StartsWith(
            "Call your local emergency number",
            Text(log => log.AddPain(0, "chest", 5, "chest-pain")),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Get medical help today",
            Text(log => log.AddPain(0, "calf", 5, "warm-red-calf")),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "cancer",
            Text(log => log.WithAthlete(athlete => athlete with { Conditions = ["cancer"] })),
            StringComparison.OrdinalIgnoreCase
        );
        Assert.Contains("Monday 30 November", Text(log => log.AddIllness(0)), StringComparison.Ordinal);
    }

    private static string Text(Func<TimelineBuilder, TimelineBuilder> with) => with(Trained()).Plan().Medical!.Text;

    private static TimelineBuilder Trained() => new TimelineBuilder().WithBaseTraining().WithMonthlyMassages();
}
