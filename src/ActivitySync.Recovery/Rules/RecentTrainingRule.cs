namespace ActivitySync.Recovery.Rules;

/// <summary>
/// Without recent training nothing but a sore spot triggers a massage, and there is no self-massage (choice).
/// </summary>
public sealed class RecentTrainingRule : IRecoveryRule
{
    public static readonly IntegerParameter RecentDays = new(
        "RecentTrainingDays",
        @default: 21,
        min: 1,
        RuleParameter.MaxDays,
        unit: "days, today included",
        source: "choice"
    );

    public IReadOnlyList<RuleReason> Reasons { get; } = [new(ReasonCode.NoRecentTraining) { IsPlanOnly = true }];

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        context.HasRecentTraining ? [] : [ReasonCode.NoRecentTraining];

    internal static bool HasRecentTraining(PlanningContext context)
    {
        var days = context.Parameters[RecentDays];
        return context.GetRecentRecordings(days).Any(tagged => context.Today - tagged.Recording.HomeDay < days);
    }
}

public readonly partial record struct ReasonCode
{
    public static ReasonCode NoRecentTraining { get; } = new("NO_RECENT_TRAINING");
}
