namespace ActivitySync.Recovery.Rules;

/// <summary>R5: not right after a hard workout, a race of importance C, or what may have been a race.</summary>
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

    /// <summary>From this distance on, an open question keeps the days of its race class.</summary>
    public static readonly IntegerParameter OpenRaceMeters = new(
        "OpenRaceMeters",
        @default: 20_000,
        min: 0,
        max: 1_000_000,
        unit: "m",
        source: "choice, measured"
    );

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new("R5", "Not right after a hard race or workout.", EvidenceGrade.C, NoTrial)
        {
            Parameters = [.. DaysAfterParameters.All.SelectMany(days => days.MinDays), OpenRaceMeters],
        },
    ];

    public IReadOnlyList<RuleReason> Reasons { get; } = [new(ReasonCode.AfterHard, "R5", "R10")];

    public IReadOnlyList<ParameterOrder> ParameterOrders => Hard.Orders;

    public int GetReachDays(RuleParameters parameters) => Hard.GetReachDays(parameters);

    public IEnumerable<ReasonCode> GetBlockingReasons(int day, MassageDepth depth, PlanningContext context)
    {
        return context.Events.Any(one =>
            one.Kind == EventKind.Hard
            && one.IsTooSoonAfter(day, context.Parameters[DaysAfterParameters.For(one.Class).GetMinDays(depth)])
        )
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
