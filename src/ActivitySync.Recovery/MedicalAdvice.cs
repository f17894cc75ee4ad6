using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery;

/// <summary>The advice of the medical gate, which replaces all other advice (rules.md 9).</summary>
/// <param name="Level">The gravest level found.</param>
/// <param name="Reasons">RED_FLAG, CLINICIAN_FIRST, ILL as given.</param>
/// <param name="Text">English.</param>
public sealed record MedicalAdvice(MedicalLevel Level, IReadOnlyList<ReasonCode> Reasons, string Text);

/// <summary>From the gravest to the mildest (rules.md 3).</summary>
public enum MedicalLevel
{
    Emergency,
    Urgent,
    Clinician,
    Postpone,
}
