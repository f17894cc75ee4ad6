namespace ActivitySync.Recovery.Rules;

/// <summary>
/// Mentions a run that was much longer than the recent ones (tagging.md 3). It blocks and prefers nothing.
/// </summary>
public sealed class SpikeRule : IRecoveryRule
{
    public IReadOnlyList<RuleReason> Reasons { get; } = [new(ReasonCode.Spike)];

    public int GetReachDays(RuleParameters parameters) => parameters[AfterLongRule.ActiveDays];

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        context.Events.Any(one =>
            one.IsSpike && one.Qualifies && context.Today - one.Day <= context.Parameters[AfterLongRule.ActiveDays]
        )
            ? [ReasonCode.Spike]
            : [];
}

public readonly partial record struct ReasonCode
{
    public static ReasonCode Spike { get; } = new("SPIKE");
}
