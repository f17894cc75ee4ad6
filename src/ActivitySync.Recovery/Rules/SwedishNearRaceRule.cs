namespace ActivitySync.Recovery.Rules;

/// <summary>
/// R22: right before a race Swedish, to unwind. The calm is grade A (Moyer 2004); the number of days is a choice.
/// </summary>
public sealed class SwedishNearRaceRule : IRecoveryRule
{
    public static readonly IntegerParameter WithinDays = new(
        "SwedishWithinDays",
        @default: 6,
        min: 0,
        RuleParameter.MaxDays,
        unit: "days before a race",
        source: "choice after R22"
    );

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new(
            "R22",
            "Swedish: right before a race.",
            EvidenceGrade.A,
            "one massage lowers anxiety: to unwind; the number of days is a choice"
        )
        {
            Parameters = [WithinDays],
        },
    ];

    /// <summary>Whether a day (a day number) is within <see cref="WithinDays"/> days before the next race.</summary>
    internal static bool Applies(int day, PlanningContext context) =>
        context.NextRace?.Day - day is > 0 and var ahead && ahead <= context.Parameters[WithinDays];
}
