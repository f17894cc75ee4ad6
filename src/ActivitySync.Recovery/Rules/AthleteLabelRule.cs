namespace ActivitySync.Recovery.Rules;

/// <summary>
/// Says that a label of the athlete decided what a recent activity was (tagging.md 8). It blocks and prefers nothing.
/// </summary>
public sealed class AthleteLabelRule : IRecoveryRule
{
    /// <summary>A label is mentioned for this many days after the activity.</summary>
    private const int MentionDays = 14;

    public IReadOnlyList<RuleReason> Reasons { get; } = [new(ReasonCode.Override) { IsPlanOnly = true }];

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        context
            .GetRecentRecordings(MentionDays)
            .Any(tagged =>
                tagged.LabelOverride.IsGiven && context.Today - tagged.Recording.WrittenDay is >= 0 and <= MentionDays
            )
            ? [ReasonCode.Override]
            : [];
}

public readonly partial record struct ReasonCode
{
    /// <summary>The athlete labeled a recent activity.</summary>
    public static ReasonCode Override { get; } = new("OVERRIDE");
}
