using ActivitySync.Advice;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Tests.Recovery;

namespace ActivitySync.Tests.Digest.Content;

/// <summary>Which mail around a race a day asks for. A race is named by its days from today.</summary>
public sealed class RaceMailSelectorTests
{
    [Theory]
    [InlineData(16, null)]
    [InlineData(15, "plan")]
    [InlineData(9, "plan")]
    [InlineData(2, "plan")]
    [InlineData(1, "eve")]
    [InlineData(0, null)]
    [InlineData(-1, "after")] // nothing came in of it: it is asked about
    [InlineData(-2, null)]
    public void A_race_in_the_calendar_asks_by_its_days(int days, string? word) =>
        Assert.Equal(word, First(Runner().AddCalendarRace(days, 42.2)));

    [Theory]
    [InlineData(-1, "after")]
    [InlineData(-2, null)]
    [InlineData(-9, null)]
    [InlineData(-10, "check")]
    [InlineData(-12, "check")]
    [InlineData(-13, null)]
    public void A_race_that_is_run_asks_by_its_days(int days, string? word) =>
        Assert.Equal(word, First(Runner().AddRaceRun(days, 42.2, 228)));

    [Fact]
    public void The_last_day_for_deep_work_is_told_on_its_eve()
    {
        var monthly = DaysThatTellIt(Runner().WithMonthlyMassages());

        Assert.Equal([6], monthly); // five days before a race are the last for a monthly rhythm
        Assert.Equal([5], DaysThatTellIt(Runner().WithMassages(8, 15, 22)));
    }

    [Fact]
    public void Who_is_told_to_ask_for_light_pressure_is_not_told_of_deep_work() =>
        Assert.Empty(DaysThatTellIt(Runner().WithMonthlyMassages().AddSlot(1, MassageKind.DeepTissue)));

    [Fact]
    public void Who_never_had_a_massage_is_not_sent_to_deep_work_before_a_race() =>
        Assert.Empty(DaysThatTellIt(Runner()));

    [Fact]
    public void Without_a_budget_no_mail_tells_of_bookings() =>
        Assert.Empty(
            DaysThatTellIt(Runner().WithMonthlyMassages().WithAthlete(athlete => athlete with { Budget = Budget.None }))
        );

    [Fact]
    public void A_medical_level_silences_them_and_so_does_a_long_pause_of_training()
    {
        Assert.Null(First(Runner().AddCalendarRace(1, 42.2).AddPain(-1, "calf", 9)));
        Assert.Null(First(Runner().AddCalendarRace(1, 42.2).AddIllness(-1)));
        Assert.Null(First(new TimelineBuilder().AddCalendarRace(1, 42.2)));
    }

    [Fact]
    public void A_parkrun_asks_for_nothing() =>
        Assert.Equal(
            (null, "eve"),
            (First(Runner().AddCalendarRace(1, 5, Importance.C)), First(Runner().AddCalendarRace(1, 5, Importance.B)))
        );

    [Fact]
    public void The_period_is_the_races_date_and_the_stage() =>
        Assert.Equal(
            "2026-11-24.eve",
            RaceMailSelector.Select(Planned(Runner().AddCalendarRace(1, 42.2)), RuleParameters.Default)[0].Period.ToString()
        );

    [Fact]
    public void A_race_yesterday_comes_before_the_eve_of_another() =>
        Assert.Equal(["after", "eve"], Words(Runner().AddRaceRun(-1, 10, 45).AddCalendarRace(1, 10)));

    private static TimelineBuilder Runner() => new TimelineBuilder().WithBaseTraining();

    private static string? First(TimelineBuilder log) => Words(log) is [var first, ..] ? first : null;

    private static List<string> Words(TimelineBuilder log) =>
        [.. RaceMailSelector.Select(Planned(log), RuleParameters.Default).Select(mail => mail.Period.ToString().Split('.')[1])];

    /// <summary>The days before a marathon on which the last day for deep work is told.</summary>
    private static List<int> DaysThatTellIt(TimelineBuilder log)
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
