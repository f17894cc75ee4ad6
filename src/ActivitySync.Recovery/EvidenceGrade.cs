namespace ActivitySync.Recovery;

/// <summary>How well studied a rule is (rules.md 2).</summary>
public enum EvidenceGrade
{
    /// <summary>Review or meta-analysis.</summary>
    A,

    /// <summary>Randomised trial or large cohort.</summary>
    B,

    /// <summary>Consensus, observation, mechanism.</summary>
    C,

    /// <summary>Opinion.</summary>
    D,
}
