using static ActivitySync.Recovery.EvidenceGrade;

namespace ActivitySync.Recovery.Rules;

/// <summary>
/// The statements on practice, framing and tone: they decide nothing and act in the email only, if at all.
/// </summary>
public sealed class PracticeRules : IRecoveryRule
{
    internal const string Framing = "practice, framing, tone";

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        Create("R4", "Massage is part of a training season, not a luxury.", D, Framing, "mail: tone"),
        Create(
            "R6",
            "The tables at the finish line can be skipped; a matter of taste.",
            C,
            AfterHardRule.NoTrial,
            "mail: a sentence with earlyGentle; no unit, because no day changes"
        ),
        Create(
            "R24",
            "Lactic acid is gone long before a massage.",
            B,
            "massage even hindered its removal: a line of myth, rarely",
            "mail: myth line"
        ),
        Create("R25", "Soreness is repair.", B, "a line of myth, rarely", "mail: myth line"),
        Create(
            "R26",
            "Claimed: adhesions and circulation.",
            C,
            "forces to deform fascia are out of reach: not claimed, 'feels looser'",
            "mail: banned words; no unit"
        ),
        Create(
            "R27",
            "Claimed: less pain, relaxation.",
            A,
            "less pain: small and short; blood flow: skin only, not claimed",
            "mail: wording; no unit"
        ),
        Create("R28", "Recovery counts as much as work.", D, Framing, "mail: tone"),
        Create(
            "R33",
            "Massage stick, bought or cheap.",
            A,
            "as the roller",
            "mail: an alternative tool in the text; no unit"
        ),
        Create("R35", "Playful, permitting.", D, Framing, "mail: tone"),
        Create("R36", "Ends on encouragement.", D, Framing, "mail: last line"),
    ];

    private static RuleStatement Create(
        string id,
        string text,
        EvidenceGrade evidence,
        string verdict,
        string actsIn
    ) => new(id, text, evidence, verdict) { ActsAlsoIn = actsIn };
}
