using ActivitySync.Advice;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Tests.Recovery;

namespace ActivitySync.Tests.Digest.Content;

/// <summary>Which race mail is selected for a day. A race is identified by its days from today.</summary>
public sealed class RaceMailSelectorTests
{
    [Theory]
    [InlineData(16, null)]
    [InlineData(15, "plan")]
    [InlineData(9, "plan")]
    [InlineData(2, "plan")]
    [InlineData(1, "eve")]
    [InlineData(0, null)]
    [InlineData(-1, "after")] // without a recording, the mail asks whether it was started
    [InlineData(-2, null)]
    public void A_planned_race_has_a_mail_depending_on_the_days_to_it(int days, string? word) =>
        Assert.Equal(word, First(CreateTraining().AddCalendarRace(days, 42.2)));

    [Theory]
    [InlineData(-1, "after")]
    [InlineData(-2, null)]
    [InlineData(-9, null)]
    [InlineData(-10, "check")]
    [InlineData(-12, "check")]
    [InlineData(-13, null)]
    public void A_past_race_has_a_mail_depending_on_the_days_since(int days, string? word) =>
        Assert.Equal(word, First(CreateTraining().AddRaceRun(days, 42.2, 228)));

    [Fact]
    public void The_last_day_for_deep_work_is_mailed_the_day_before()
    {
        // From six days before the race the plan suggests a Swedish massage, whatever the rhythm.
        Assert.Equal([8], FindDeepWorkMailDays(CreateTraining().WithMonthlyMassages()));
        Assert.Equal([8], FindDeepWorkMailDays(CreateTraining().WithMassages(8, 15, 22)));
    }

    [Fact]
    public void A_booked_massage_that_should_be_light_prevents_the_deep_work_mail() =>
        Assert.Empty(FindDeepWorkMailDays(CreateTraining().WithMonthlyMassages().AddSlot(1, MassageKind.DeepTissue)));

    [Fact]
    public void Without_a_known_massage_there_is_no_deep_work_mail() =>
        Assert.Empty(FindDeepWorkMailDays(CreateTraining()));

    [Fact]
    public void Without_a_budget_there_is_no_deep_work_mail() =>
        Assert.Empty(
            FindDeepWorkMailDays(
                CreateTraining().WithMonthlyMassages().WithAthlete(athlete => athlete with { Budget = Budget.None })
            )
        );

    [Fact]
    public void With_a_medical_level_or_without_recent_training_there_is_no_race_mail()
    {
        Assert.Null(First(CreateTraining().AddCalendarRace(1, 42.2).AddPain(-1, "calf", 9)));
        Assert.Null(First(CreateTraining().AddCalendarRace(1, 42.2).AddIllness(-1)));
        Assert.Null(First(new TimelineBuilder().AddCalendarRace(1, 42.2)));
    }

    [Fact]
    public void A_parkrun_has_no_race_mail() =>
        Assert.Equal(
            (null, "eve"),
            (
                First(CreateTraining().AddCalendarRace(1, 5, Importance.C)),
                First(CreateTraining().AddCalendarRace(1, 5, Importance.B))
            )
        );

    [Fact]
    public void The_period_is_the_races_date_and_the_stage() =>
        Assert.Equal(
            "2026-11-24.eve",
            RaceMailSelector
                .Select(Planned(CreateTraining().AddCalendarRace(1, 42.2)), RuleParameters.Default)[0]
                .Period.ToString()
        );

    [Fact]
    public void A_race_yesterday_comes_before_the_eve_of_another() =>
        Assert.Equal(["after", "eve"], Words(CreateTraining().AddRaceRun(-1, 10, 45).AddCalendarRace(1, 10)));

    private static TimelineBuilder CreateTraining() => new TimelineBuilder().WithBaseTraining();

    private static string? First(TimelineBuilder log) => Words(log) is [var first, ..] ? first : null;

    private static List<string> Words(TimelineBuilder log) =>
        [
            .. RaceMailSelector
                .Select(Planned(log), RuleParameters.Default)
                .Select(mail => mail.Period.ToString().Split('.')[1]),
        ];

    /// <summary>
    /// Returns the days before a marathon on which the mail about the last day for deep work is selected.
    /// </summary>
    private static List<int> FindDeepWorkMailDays(TimelineBuilder log)
    {
        var timeline = log.Timeline;
        return
        [
            .. Enumerable
                .Range(1, 15)
                .Where(days =>
                    RaceMailSelector
                        .Select(
                            GeneratedMailFixture.Planned(
                                timeline with
                                {
                                    Races =
                                    [
                                        new CalendarRace
                                        {
                                            Date = TimelineBuilder.Today.AddDays(days),
                                            Name = "City",
                                            DistanceMeters = 42_195,
                                        },
                                    ],
                                }
                            ),
                            RuleParameters.Default
                        )
                        .Any(mail => mail.Stage == RaceMailStage.LastDeep)
                ),
        ];
    }

    private static AdviceResult Planned(TimelineBuilder log) => GeneratedMailFixture.Planned(log.Timeline);
}
