namespace ActivitySync.Recovery.Rules;

/// <summary>
/// Says how sure the plan is: a baseline that is not known yet, an open question. It blocks and prefers nothing.
/// </summary>
public sealed class ConfidenceRule : IRecoveryRule
{
    /// <summary>Questions about older activities are not asked (tagging.md 7).</summary>
    private const int QuestionDays = 14;

    public IReadOnlyList<RuleReason> Reasons { get; } =
    [new(ReasonCode.ColdStart) { IsPlanOnly = true }, new(ReasonCode.LowConfidence) { IsPlanOnly = true }];

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision)
    {
        if (context.HasRecentTraining && context.IsCold)
        {
            yield return ReasonCode.ColdStart;
        }

        if (context.GetRecentRecordings(QuestionDays).Any(tagged => tagged.Result.Facts.HasRaceQuestion))
        {
            yield return ReasonCode.LowConfidence;
        }
    }
}

public readonly partial record struct ReasonCode
{
    /// <summary>There is no baseline yet.</summary>
    public static ReasonCode ColdStart { get; } = new("COLD_START");

    /// <summary>There is an open question about an activity.</summary>
    public static ReasonCode LowConfidence { get; } = new("LOW_CONFIDENCE");
}
