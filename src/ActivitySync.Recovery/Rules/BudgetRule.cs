namespace ActivitySync.Recovery.Rules;

/// <summary>
/// R31: with a small budget a massage is saved for races and very long runs; without one none is suggested.
/// </summary>
public sealed class BudgetRule : IRecoveryRule
{
    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new(
            "R31",
            "No money: there are still options, and they are full ones.",
            EvidenceGrade.A,
            "as good as what is known of booked massage"
        )
        {
            ActsAlsoIn = "SelfMassage.RoutineBuilder",
        },
    ];

    public IReadOnlyList<RuleReason> Reasons { get; } =
    [new(ReasonCode.BudgetNone, "R31"), new(ReasonCode.BudgetSave, "R31")];

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        decision.Slots.Kept is null && decision.Request is { } request && !Allows(request, context)
            ? [context.Budget == Budget.None ? ReasonCode.BudgetNone : ReasonCode.BudgetSave]
            : [];

    internal static bool Allows(WindowRequest request, PlanningContext context) =>
        context.Budget switch
        {
            Budget.None => false,
            Budget.Occasional => request.IsWorthOccasionalBudget,
            _ => true,
        };
}

public readonly partial record struct ReasonCode
{
    public static ReasonCode BudgetNone { get; } = new("BUDGET_NONE");

    /// <summary>The trigger isn't worth a massage with budget occasional.</summary>
    public static ReasonCode BudgetSave { get; } = new("BUDGET_SAVE");
}
