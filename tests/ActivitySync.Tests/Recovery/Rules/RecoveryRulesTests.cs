using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery.Rules;

public sealed class RecoveryRulesTests
{
    [Fact]
    public void All_36_rules_are_there_in_order() =>
        Assert.Equal(Enumerable.Range(1, 36).Select(number => $"R{number}"), RecoveryRules.All.Select(rule => rule.Id));

    [Fact]
    public void Every_rule_says_where_it_acts_and_names_only_real_parameters() => Assert.All(RecoveryRules.All, rule =>
        {
            Assert.NotEmpty(rule.Text);
            Assert.NotEmpty(rule.Verdict);
            Assert.Matches("^(Tagging|Rules|Planning|SelfMassage|MedicalGate|mail|aftercare)", rule.ActsIn);
            Assert.All(rule.Parameters, name => Assert.NotNull(RuleParameter.Find(name)));
        });

    [Fact]
    public void Every_parameter_belongs_to_a_rule() =>
        Assert.Empty(
            RuleParameter.All.Select(row => row.Name).Except(RecoveryRules.All.SelectMany(rule => rule.Parameters))
        );

    [Fact]
    public void The_units_that_a_rule_names_exist()
    {
        var types = typeof(RecoveryRules).Assembly.GetTypes().Select(type => type.FullName!).ToHashSet();
        var named = RecoveryRules
            .All.SelectMany(rule => rule.ActsIn.Split(' ', ',', ';', ':'))
            .Where(word => word.Contains('.') || word == "MedicalGate");
        Assert.All(named, word => Assert.Contains($"ActivitySync.Recovery.{word}", types));
    }

    [Theory]
    [InlineData(ReasonCode.RedFlag, "R29")]
    [InlineData(ReasonCode.ClinicianFirst, "R29")]
    [InlineData(ReasonCode.Ill, "R29")]
    [InlineData(ReasonCode.PainLocal, "R21 R29 R30")]
    [InlineData(ReasonCode.RacePost, "R5 R7 R8")]
    [InlineData(ReasonCode.RacePre, "R12 R13 R14 R16")]
    [InlineData(ReasonCode.TwoRaces, "R8 R14")]
    [InlineData(ReasonCode.RaceTooClose, "R12 R14 R15")]
    [InlineData(ReasonCode.VeryLong, "R1 R3 R5")]
    [InlineData(ReasonCode.LongRun, "R1 R3 R5")]
    [InlineData(ReasonCode.LongLoad, "R3 R5")]
    [InlineData(ReasonCode.Spike, "")]
    [InlineData(ReasonCode.HardBlock, "R20")]
    [InlineData(ReasonCode.Maintenance, "R23")]
    [InlineData(ReasonCode.KeepSlot, "R17 R23")]
    [InlineData(ReasonCode.SlotLight, "R18 R22")]
    [InlineData(ReasonCode.SlotMove, "R12 R14")]
    [InlineData(ReasonCode.NextDayNotEasy, "R9 R10")]
    [InlineData(ReasonCode.AfterHard, "R5 R10")]
    [InlineData(ReasonCode.MinGap, "")]
    [InlineData(ReasonCode.BudgetNone, "R31")]
    [InlineData(ReasonCode.BudgetSave, "R31")]
    [InlineData(ReasonCode.HistoryUnknown, "R15")]
    [InlineData(ReasonCode.WindowExpired, "")]
    public void Reasons_rest_on_rules(ReasonCode code, string rules) =>
        Assert.Equal(rules, string.Join(' ', ReasonRules.GetRuleIds([code])));

    [Fact]
    public void Rules_are_listed_once_by_number() =>
        Assert.Equal(
            ["R5", "R7", "R8", "R12", "R14"],
            ReasonRules.GetRuleIds([ReasonCode.SlotMove, ReasonCode.RacePost, ReasonCode.TwoRaces])
        );
}
