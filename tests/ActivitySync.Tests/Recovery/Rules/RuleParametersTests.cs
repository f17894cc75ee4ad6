using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery.Rules;

public sealed class RuleParametersTests
{
    /// <summary>rules.md 4, row by row.</summary>
    private const string Table = """
        AfterUltraGentleDays 4, AfterUltraDeepDays 8, AfterUltraPreferredFrom 4, AfterUltraPreferredTo 7,
        AfterMarathonGentleDays 3, AfterMarathonDeepDays 6, AfterMarathonPreferredFrom 3, AfterMarathonPreferredTo 5,
        AfterHalfGentleDays 2, AfterHalfDeepDays 5, AfterHalfPreferredFrom 3, AfterHalfPreferredTo 5,
        AfterShortGentleDays 2, AfterShortDeepDays 4, AfterShortPreferredFrom 2, AfterShortPreferredTo 4,
        AfterVeryLongGentleDays 2, AfterVeryLongDeepDays 3, AfterVeryLongPreferredFrom 2, AfterVeryLongPreferredTo 4,
        AfterLongGentleDays 1, AfterLongDeepDays 2, AfterLongPreferredFrom 2, AfterLongPreferredTo 3,
        AfterHardGentleDays 1, AfterHardDeepDays 2, AfterHardPreferredFrom 1, AfterHardPreferredTo 3,
        BeforeWeeklyGentleDays 3, BeforeWeeklyDeepDays 4, BeforeMonthlyGentleDays 3, BeforeMonthlyDeepDays 5,
        BeforeLapsedGentleDays 5, BeforeLapsedDeepDays 7, BeforeUnknownGentleDays 5, BeforeUnknownDeepDays 10,
        WeeklyCount 3, WeeklyDays 28, MonthlyLastDays 35, MonthlyCount 3, MonthlyDays 105,
        PreRaceDays 15, SwedishWithinDays 6, CandidateDays 9, WindowDays 3, CalendarDays 21, DeepLeadDays 2,
        LongActiveDays 4, LongExpiryDays 5, RaceExpiryDays 10, LongProfessionalMinutes 75,
        WeeklyGapDays 6, MonthlyGapDays 21, LapsedGapDays 21, UnknownGapDays 21, OccasionalGapDays 28, RacePostGapDays 7,
        WeeklyMaintenanceDays 7, MonthlyMaintenanceDays 30, LapsedMaintenanceDays 30,
        HardBlockRatio 1.15, HardBlockEvents 2, HardBlockMinBlocks 3,
        SelfLightAfterUltraDays 2, SelfLightAfterMarathonDays 2, SelfLightAfterHalfDays 2, SelfLightAfterShortDays 1, SelfLightBeforeDays 2,
        RecentTrainingDays 21, RaceUploadGraceDays 1, RaceQuestionDays 7, IllnessPostponeDays 7,
        PainLocalSeverity 3, PainClinicianSeverity 7, PainClinicianDays 14, HabitWeeks 8, HabitMinWeeks 4
        """;

    [Fact]
    public void Every_parameter_has_its_name_and_default() =>
        Assert.Equal(
            Table.ReplaceLineEndings(" ").Split(", ").Select(row => row.Trim()),
            RuleParameter.All.Select(row => FormattableString.Invariant($"{row.Name} {row.Default}"))
        );

    [Fact]
    public void Every_parameter_can_be_moved_alone_and_nothing_else_moves_with_it() =>
        Assert.All(RuleParameter.All, row =>
        {
            var value = row.Default == row.Max ? row.Default - 1 : row.Default + 1;
            var moved = row.WithValue(RuleParameters.Default, value);
            Assert.Equal(value, row.GetValue(moved));
            Assert.All(RuleParameter.All.Where(other => other != row), other =>
                Assert.Equal(other.Default, other.GetValue(moved))
            );
            Assert.Equal(RuleParameters.Default, row.WithValue(moved, row.Default));
        });

    [Fact]
    public void Every_parameter_has_a_unit_a_source_and_room_for_its_default() => Assert.All(RuleParameter.All, row =>
        {
            Assert.NotEmpty(row.Unit);
            Assert.NotEmpty(row.Source);
            Assert.InRange(row.Default, row.Min, row.Max);
            Assert.Same(row, RuleParameter.Find(row.Name));
        });

    [Fact]
    public void Settings_go_over_the_defaults()
    {
        var settings = From(("AfterMarathonGentleDays", 4), ("HardBlockRatio", 1.3));
        Assert.Empty(settings.Errors);
        Assert.Equal(
            (4, 6, 1.3),
            (
                settings.Parameters.AfterMarathon.GentleDays,
                settings.Parameters.AfterMarathon.DeepDays,
                settings.Parameters.HardBlockRatio
            )
        );
    }

    [Theory]
    [InlineData(
        "BeforeWeeklyDeepDays",
        1,
        "must be 3 to 366 (days before a race), not 1: nothing is booked on a race day or the two days before it"
    )]
    [InlineData(
        "BeforeWeeklyGentleDays",
        2,
        "must be 3 to 366 (days before a race), not 2: nothing is booked on a race day or the two days before it"
    )]
    [InlineData("AfterHardGentleDays", 0, "must be 1 to 366 (days after), not 0")]
    [InlineData(
        "PainClinicianSeverity",
        8,
        "must be 1 to 7 (0-10), not 8: the stop list can be made more careful, not less"
    )]
    [InlineData(
        "PainClinicianDays",
        15,
        "must be 1 to 14 (days), not 15: the stop list can be made more careful, not less"
    )]
    [InlineData(
        "PainLocalSeverity",
        4,
        "must be 1 to 3 (0-10), not 4: the stop list can be made more careful, not less"
    )]
    [InlineData(
        "IllnessPostponeDays",
        6,
        "must be 7 to 366 (days), not 6: the stop list can be made more careful, not less"
    )]
    [InlineData("WindowDays", 2.5, "must be a whole number (most days in a window), not 2.5")]
    [InlineData("WindowDays", double.NaN, "must be 1 to 366 (most days in a window), not NaN")]
    [InlineData("windowdays", 3, "is not a parameter of the rules")]
    [InlineData(
        "AfterMarathonDeepDays",
        2,
        "is 2, below AfterMarathonGentleDays = 3: deep work needs no fewer days than gentle"
    )]
    [InlineData(
        "AfterHalfPreferredTo",
        2,
        "is 2, below AfterHalfPreferredFrom = 3: the preferred days end no earlier than they begin"
    )]
    [InlineData(
        "BeforeLapsedDeepDays",
        4,
        "is 4, below BeforeLapsedGentleDays = 5: deep work needs no fewer days than gentle"
    )]
    [InlineData("CalendarDays", 8, "is 8, below CandidateDays = 9: the calendar shows every day that can be suggested")]
    [InlineData(
        "HabitWeeks",
        3,
        "is 3, below HabitMinWeeks = 4: a habit is looked for in no more weeks than there are"
    )]
    public void Unsafe_or_senseless_values_are_refused_with_the_reason(string name, double value, string reason)
    {
        var settings = From((name, value));
        Assert.Contains(new(name, reason), settings.Errors);
        Assert.Equal(RuleParameters.Default, settings.Parameters);
    }

    [Fact]
    public void A_longer_pause_may_not_open_a_day_before_a_race() =>
        Assert.Contains(From(("BeforeWeeklyGentleDays", 4), ("BeforeWeeklyDeepDays", 6)).Errors, problem =>
            problem.Name == "BeforeMonthlyGentleDays"
        );

    [Fact]
    public void A_clinician_is_never_asked_later_than_a_therapist() =>
        Assert.Contains(From(("PainClinicianSeverity", 2)).Errors, problem => problem.Name == "PainClinicianSeverity");

    private static RuleSettings From(params (string Name, double Value)[] values) =>
        RuleSettings.From(values.Select(value => KeyValuePair.Create(value.Name, value.Value)));
}
