using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery;

/// <summary>The suggested massage.</summary>
public sealed record MassageAdvice
{
    public required MassageKind Kind { get; init; }

    /// <summary>First day of the window, included.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day of the window, included.</summary>
    public required DateOnly To { get; init; }

    public required IReadOnlyList<ReasonCode> Reasons { get; init; }

    /// <summary>Ids of the statements behind the reasons, by number: "R5".</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    public required EvidenceGrade EvidenceGrade { get; init; }

    /// <summary>English.</summary>
    public required string Explanation { get; init; }
}

/// <summary>How well studied a rule is (rules.md 2).</summary>
public enum EvidenceGrade
{
    /// <summary>Review or meta-analysis.</summary>
    A,

    /// <summary>Randomized trial or large cohort.</summary>
    B,

    /// <summary>Consensus, observation, mechanism.</summary>
    C,

    /// <summary>Opinion.</summary>
    D,
}
