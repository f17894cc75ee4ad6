using ActivitySync.Recovery.SelfMassage;

namespace ActivitySync.Recovery;

/// <summary>Five minutes for tonight (rules.md 8).</summary>
public sealed record SelfMassageAdvice(
    SelfMassageMode Mode,
    DateOnly From,
    IReadOnlyList<SelfMassageStep> Steps,
    IReadOnlyList<string> Rules);
