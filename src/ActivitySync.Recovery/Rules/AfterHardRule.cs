namespace ActivitySync.Recovery.Rules;

/// <summary>R5: not right after a hard workout, or a race of importance C.</summary>
public sealed class AfterHardRule : IDayRule
{
    internal const string NoTrial = "no trial supports the wait; kept as a default, not physiology";

    /// <summary>The preferred days are not used: a hard workout triggers no window.</summary>
    public static readonly DaysAfterParameters Hard = new(
        EventClass.Hard,
        gentle: 1,
        deep: 2,
        preferredFrom: 1,
        preferredTo: 3,
        source: "post (R5); choice",
        deepSource: "choice"
    );

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new("R5", "Not right after a hard race or workout.", EvidenceGrade.C, NoTrial)
        {
            Parameters =
            [
                .. AfterRaceRule.Classes.Concat(AfterLongRule.Classes).Append(Hard).SelectMany(days => days.MinDays),
            ],
        },
    ];

    public IReadOnlyList<RuleReason> Reasons { get; } = [new(ReasonCode.AfterHard, "R5", "R10")];

    public IReadOnlyList<ParameterOrder> ParameterOrders => Hard.Orders;

    public int GetReachDays(RuleParameters parameters) => Hard.GetReachDays(parameters);

    public IEnumerable<ReasonCode> GetBlockingReasons(int day, MassageDepth depth, PlanningContext context)
    {
        var minDays = context.Parameters[Hard.GetMinDays(depth)];
        return context.Events.Any(one => one.Class == EventClass.Hard && one.IsTooSoonAfter(day, minDays))
            ? [ReasonCode.AfterHard]
            : [];
    }

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        decision.IsBlockedInRange(ReasonCode.AfterHard, MassageDepth.Gentle, MassageDepth.Deep)
            ? [ReasonCode.AfterHard]
            : [];
}

public readonly partial record struct ReasonCode
{
    /// <summary>A hard workout blocks a day that could have been suggested.</summary>
    public static ReasonCode AfterHard { get; } = new("AFTER_HARD");
}
