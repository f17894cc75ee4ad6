namespace ActivitySync.Recovery.Rules;

/// <summary>One of the 36 rules.</summary>
/// <param name="Id">R1 to R36.</param>
/// <param name="Text">What it says.</param>
/// <param name="Source">Who says so; all 36 are the post's, their numbers often are not (see each parameter).</param>
/// <param name="Evidence">How well studied it is.</param>
/// <param name="Verdict">What research leaves of it, and what the plan does with it.</param>
/// <param name="ActsIn">Where it acts: a unit of the core, a line of the mail, or a decision that it has no unit.</param>
/// <param name="Parameters">The names of its numbers.</param>
public sealed record Rule(
    string Id,
    string Text,
    RuleSource Source,
    EvidenceGrade Evidence,
    string Verdict,
    string ActsIn,
    IReadOnlyList<string> Parameters);
