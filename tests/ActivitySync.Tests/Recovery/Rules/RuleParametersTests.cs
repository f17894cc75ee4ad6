using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery.Rules;

public sealed class RuleParametersTests
{
    [Fact]
    public void Names_and_defaults_are_those_of_the_specification()
    {
        Assert.Equal(
            SpecificationRules.Parameters.OrderBy(row => row.Key, StringComparer.Ordinal),
            RecoveryRules
                .Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Default))
                .OrderBy(row => row.Key, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_parameter_can_be_moved_alone_and_nothing_else_moves_with_it() =>
        Assert.All(RecoveryRules.Parameters, parameter =>
        {
            var value = parameter.Default == parameter.Max ? parameter.Default - 1 : parameter.Default + 1;
            var moved = RuleParameters.Default.With(parameter, value);
            Assert.Equal(value, moved.GetValue(parameter));
            Assert.All(RecoveryRules.Parameters.Where(other => other != parameter), other =>
                Assert.Equal(other.Default, moved.GetValue(other))
            );
            var back = moved.With(parameter, parameter.Default);
            Assert.All(RecoveryRules.Parameters, other => Assert.Equal(other.Default, back.GetValue(other)));
        });

    [Fact]
    public void Every_parameter_has_a_unit_a_source_and_a_default_within_its_range() =>
        Assert.All(RecoveryRules.Parameters, parameter =>
        {
            Assert.NotEmpty(parameter.Unit);
            Assert.NotEmpty(parameter.Source);
            Assert.InRange(parameter.Default, parameter.Min, parameter.Max);
            Assert.Same(parameter, RecoveryRules.FindParameter(parameter.Name));
        });

    [Fact]
    public void Settings_replace_the_defaults()
    {
        var settings = From(("AfterMarathonGentleDays", 4), ("HardBlockRatio", 1.3));
        Assert.Empty(settings.Errors);
        Assert.Equal(
            (4, 6, 1.3),
            (
                settings.Parameters[AfterRaceRule.Marathon.GentleDays],
                settings.Parameters[AfterRaceRule.Marathon.DeepDays],
                settings.Parameters[HardBlockRule.MinRatio]
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
    [InlineData("WindowDays", 2.5, "must be a whole number (max days in a window), not 2.5")]
    [InlineData("WindowDays", double.NaN, "must be 1 to 366 (max days in a window), not NaN")]
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
    public void A_longer_pause_must_not_allow_a_day_before_a_race() =>
        Assert.Contains(From(("BeforeWeeklyGentleDays", 4), ("BeforeWeeklyDeepDays", 6)).Errors, problem =>
            problem.Name == "BeforeMonthlyGentleDays"
        );

    [Fact]
    public void A_pain_for_a_clinician_is_never_milder_than_a_sore_spot() =>
        Assert.Contains(From(("PainClinicianSeverity", 2)).Errors, problem => problem.Name == "PainClinicianSeverity");

    private static RuleSettings From(params (string Name, double Value)[] values) =>
        RuleSettings.From(values.Select(value => KeyValuePair.Create(value.Name, value.Value)));
}
