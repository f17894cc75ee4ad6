using System.Collections.Frozen;

namespace ActivitySync.Recovery.Rules;

/// <summary>
/// The rules of the algorithm. Everything that lists rules, parameters or reason codes is derived from
/// <see cref="All"/>.
/// </summary>
public static class RecoveryRules
{
    /// <summary>
    /// Every rule. The order is that of reason codes, and among triggers the order in which they are asked (rules.md 7
    /// and 10).
    /// </summary>
    public static IReadOnlyList<IRecoveryRule> All { get; } =
    [
        new MedicalGateRule(),
        new LocalPainRule(),
        new AfterRaceRule(),
        new BeforeRaceRule(),
        new AfterLongRule(),
        new SpikeRule(),
        new HardBlockRule(),
        new MaintenanceRule(),
        new BookedMassageRule(),
        new EasyNextDayRule(),
        new AfterHardRule(),
        new MassageGapRule(),
        new BudgetRule(),
        new MassageRhythmRule(),
        new RecentTrainingRule(),
        new ConfidenceRule(),
        new PreferredDaysRule(),
        new AthleteLabelRule(),
        new MissingRaceRule(),
        new MassageKindRule(),
        new SwedishNearRaceRule(),
        new LongRunHabitRule(),
        new SelfMassageRule(),
        new AftercareRule(),
        new PracticeRules(),
    ];

    /// <summary>What the rules say, by number: R1 and up.</summary>
    public static IReadOnlyList<RuleStatement> Statements { get; } =
    [.. All.SelectMany(rule => rule.Statements).OrderBy(statement => RuleStatement.ParseNumber(statement.Id))];

    /// <summary>Every parameter, in the order of the rules.</summary>
    public static IReadOnlyList<RuleParameter> Parameters { get; } =
    [.. All.SelectMany(rule => rule.Statements).SelectMany(statement => statement.Parameters).Distinct()];

    internal static RuleSet Set { get; } = new(All);

    /// <summary>Every reason code, in the order in which codes are always listed (rules.md 10).</summary>
    public static IReadOnlyList<ReasonCode> ReasonCodes => Set.ReasonCodes;

    private static readonly FrozenDictionary<string, RuleParameter> ParametersByName = Parameters.ToFrozenDictionary(
        parameter => parameter.Name,
        StringComparer.Ordinal
    );

    /// <summary>The parameter of this exact name; null if there is none.</summary>
    public static RuleParameter? FindParameter(string name) => ParametersByName.GetValueOrDefault(name);

    /// <summary>
    /// Where a statement acts: the rules that state it or give a reason for it, and what it names itself.
    /// </summary>
    public static string GetPlaces(RuleStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var rules = All.Where(rule => rule is not PracticeRules)
            .Where(rule =>
                rule.Statements.Contains(statement) || rule.Reasons.Any(reason => reason.RuleIds.Contains(statement.Id))
            )
            .Select(rule => $"Rules.{rule.GetType().Name}");
        return string.Join(", ", rules.Append(statement.ActsAlsoIn).OfType<string>());
    }
}
