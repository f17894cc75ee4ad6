namespace ActivitySync.Recovery.SelfMassage;

/// <summary>Five minutes for tonight (rules.md 8).</summary>
public sealed record SelfMassageAdvice(
    SelfMassageMode Mode,
    DateOnly From,
    IReadOnlyList<SelfMassageStep> Steps,
    IReadOnlyList<string> Rules
);

/// <summary>The areas a runner can treat alone.</summary>
public enum BodyArea
{
    Arch,
    Calves,
    Quads,
    Hamstrings,
    Glutes,
    HipFlexors,
}

/// <summary>How much pressure and time: light around races and on days without a legal window.</summary>
public enum SelfMassageMode
{
    Normal,
    Light,
}

/// <summary>One area: seconds a set and side.</summary>
public sealed record SelfMassageStep(SelfMassageTool Tool, BodyArea Area, int Seconds, int Sets);

public enum SelfMassageTool
{
    TennisBall,
    FoamRoller,
}
