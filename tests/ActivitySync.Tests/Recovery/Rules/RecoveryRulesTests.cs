using System.Reflection;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery.Rules;

public sealed class RecoveryRulesTests
{
    [Fact]
    public void The_statements_are_numbered_without_gaps_and_the_first_36_are_those_of_the_post()
    {
        var statements = RecoveryRules.Statements;
        Assert.Equal(
            Enumerable.Range(1, statements.Count).Select(number => $"R{number}"),
            statements.Select(statement => statement.Id)
        );
        Assert.Equal(
            Enumerable.Range(1, 36).Select(number => $"R{number}"),
            statements.Where(statement => statement.Source == RuleSource.Post).Select(statement => statement.Id)
        );
    }

    [Fact]
    public void Every_statement_has_a_text_a_verdict_and_a_place() => Assert.All(RecoveryRules.Statements, statement =>
        {
            Assert.NotEmpty(statement.Text);
            Assert.NotEmpty(statement.Verdict);
            Assert.Matches("^(Tagging|Rules|SelfMassage|mail)", RecoveryRules.GetPlaces(statement));
        });

    [Fact]
    public void Every_parameter_in_a_rule_file_is_listed()
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var values = RecoveryRules
            .All.SelectMany(rule => rule.GetType().GetFields(Static))
            .Select(field => field.GetValue(null))
            .ToList();
        var defined = values
            .OfType<RuleParameter>()
            .Concat(values.OfType<DaysAfterParameters>().SelectMany(days => days.MinDays.Concat(days.PreferredDays)))
            .Select(parameter => parameter.Name);
        Assert.Equal(
            RecoveryRules.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal),
            defined.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_rule_file_is_listed_once() =>
        Assert.Equal(
            typeof(IRecoveryRule)
                .Assembly.GetTypes()
                .Where(type => type.IsClass && type.IsAssignableTo(typeof(IRecoveryRule)))
                .Select(type => type.Name)
                .Order(StringComparer.Ordinal),
            RecoveryRules.All.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void The_types_that_a_place_names_exist()
    {
        var types = typeof(RecoveryRules).Assembly.GetTypes().Select(type => type.FullName!).ToHashSet();
        var named = RecoveryRules
            .Statements.SelectMany(statement => RecoveryRules.GetPlaces(statement).Split(' ', ',', ';', ':'))
            .Where(word => word.Contains('.'));
        Assert.All(named, word => Assert.Contains($"ActivitySync.Recovery.{word}", types));
    }

    [Fact]
    public void Reason_codes_are_those_of_the_specification_in_its_order() =>
        Assert.Equal(SpecificationRules.ReasonCodes, RecoveryRules.ReasonCodes.Select(code => code.Code));

    [Fact]
    public void Reasons_rest_on_statements_that_exist() =>
        Assert.Empty(
            RecoveryRules
                .All.SelectMany(rule => rule.Reasons)
                .SelectMany(reason => reason.RuleIds)
                .Except(RecoveryRules.Statements.Select(statement => statement.Id))
        );

    [Theory]
    [InlineData("RED_FLAG", "R29")]
    [InlineData("CLINICIAN_FIRST", "R29")]
    [InlineData("ILL", "R29")]
    [InlineData("PAIN_LOCAL", "R21 R29 R30")]
    [InlineData("RACE_POST", "R5 R7 R8")]
    [InlineData("RACE_PRE", "R12 R13 R14 R16")]
    [InlineData("TWO_RACES", "R8 R14")]
    [InlineData("RACE_TOO_CLOSE", "R12 R14 R15")]
    [InlineData("VERY_LONG", "R1 R3 R5")]
    [InlineData("LONG_RUN", "R1 R3 R5")]
    [InlineData("LONG_LOAD", "R3 R5")]
    [InlineData("SPIKE", "")]
    [InlineData("HARD_BLOCK", "R20")]
    [InlineData("MAINTENANCE", "R23")]
    [InlineData("KEEP_SLOT", "R17 R23")]
    [InlineData("SLOT_LIGHT", "R18 R22")]
    [InlineData("SLOT_MOVE", "R12 R14")]
    [InlineData("NEXT_DAY_NOT_EASY", "R9 R10")]
    [InlineData("AFTER_HARD", "R5 R10")]
    [InlineData("MIN_GAP", "")]
    [InlineData("BUDGET_NONE", "R31")]
    [InlineData("BUDGET_SAVE", "R31")]
    [InlineData("HISTORY_UNKNOWN", "R15")]
    [InlineData("WINDOW_EXPIRED", "")]
    public void Reasons_rest_on_rules(string code, string rules) =>
        Assert.Equal(rules, string.Join(' ', RecoveryRules.Set.GetRuleIds([new(code)])));

    [Fact]
    public void Rules_are_listed_once_by_number() =>
        Assert.Equal(
            ["R5", "R7", "R8", "R12", "R14"],
            RecoveryRules.Set.GetRuleIds([ReasonCode.SlotMove, ReasonCode.RacePost, ReasonCode.TwoRaces])
        );

    [Fact]
    public void More_than_32_reason_codes_are_safe()
    {
        var rules = new RuleSet([
            .. RecoveryRules.All,
            .. Enumerable.Range(1, 40).Select(number => new MadeUpRule(number)),
        ]);
        var timeline = new TimelineBuilder().AddRun(0, 160).Timeline;

        var plain = RecoveryPlanner.Plan(timeline, RuleParameters.Default);
        var plan = RecoveryPlanner.Plan(timeline, RuleParameters.Default, rules);

        Assert.Equal(RecoveryRules.ReasonCodes.Count + 40, rules.ReasonCodes.Distinct().Count());
        Assert.Equal(
            [.. plain.Reasons, .. Enumerable.Range(1, 40).Select(number => new ReasonCode($"MADE_UP_{number}"))],
            plan.Reasons
        );
        Assert.Equal(
            plain.Calendar.Select(day => (day.Date, day.Swedish, day.DeepTissue)),
            plan.Calendar.Select(day => (day.Date, day.Swedish, day.DeepTissue))
        );
        Assert.Equal(plain.Massage?.From, plan.Massage?.From);
        Assert.NotNull(plan.Massage);
        Assert.Null(plan.Medical);
    }

    /// <summary>Gives a reason of its own and blocks nothing.</summary>
    private sealed class MadeUpRule(int number) : IRecoveryRule
    {
        public IReadOnlyList<RuleReason> Reasons => [new(new($"MADE_UP_{number}"))];

        public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
            [new($"MADE_UP_{number}")];
    }
}
