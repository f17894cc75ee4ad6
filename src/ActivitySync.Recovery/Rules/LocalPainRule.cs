namespace ActivitySync.Recovery.Rules;

/// <summary>R21, R30: a particular sore spot is for a therapist's hands. It comes before every other trigger.</summary>
public sealed class LocalPainRule : ITrigger
{
    /// <summary>A pain from this severity on is a sore spot.</summary>
    public static readonly IntegerParameter MinSeverity = new(
        "PainLocalSeverity",
        @default: 3,
        min: 1,
        max: 3,
        unit: "0-10",
        source: "choice"
    )
    {
        BoundsReason = MedicalGateRule.Cautious,
    };

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new(
            "R21",
            "Active release: a particular sore spot, in skilled hands.",
            EvidenceGrade.C,
            "one review of modest quality: one thing a therapist may use"
        )
        {
            Parameters = [MinSeverity],
        },
        new(
            "R30",
            "Unnoticed pain changes how one runs: ask.",
            EvidenceGrade.B,
            "leaps raised overuse injury: a flag and a question, no ratio"
        )
        {
            Parameters = [MinSeverity],
            ActsAlsoIn = "mail: asks each time",
        },
    ];

    public IReadOnlyList<RuleReason> Reasons { get; } = [new(ReasonCode.PainLocal, "R21", "R29", "R30")];

    public IReadOnlyList<ParameterOrder> ParameterOrders { get; } =
    [new(MinSeverity, MedicalGateRule.PainSeverity, "a sore spot comes before a pain for a clinician")];

    public bool NeedsRecentTraining => false;

    public WindowRequest? Open(PlanningContext context) =>
        context.HasSoreSpot
            ? new()
            {
                Kind = KindPreference.ActiveRelease,
                Grade = EvidenceGrade.C,
                Explanation =
                    "You told us of a sore spot: see a physiotherapist or sports therapist; "
                    + "active release is one thing they may use.",
                IsWorthOccasionalBudget = true,
                IgnoresGap = true,
                IgnoresSlots = true,
            }
            : null;

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        context.HasSoreSpot ? [ReasonCode.PainLocal] : [];

    /// <summary>Whether an active pain is local and mild enough for a therapist (rules.md 9).</summary>
    internal static bool IsSoreSpot(Pain pain, int today, RuleParameters parameters) =>
        MedicalGateRule.ClassifyPain(pain, today, parameters) is null
        && pain.Severity >= parameters[MinSeverity]
        && !MedicalGateRule.HasKeepOffSign(pain);
}

public readonly partial record struct ReasonCode
{
    /// <summary>There is a sore spot.</summary>
    public static ReasonCode PainLocal { get; } = new("PAIN_LOCAL");
}
