namespace ActivitySync.Recovery.SelfMassage;

/// <summary>A self-massage of about five minutes (rules.md 8).</summary>
public sealed record SelfMassageAdvice(
    SelfMassageMode Mode,
    DateOnly From,
    IReadOnlyList<SelfMassageStep> Steps,
    IReadOnlyList<string> Rules
);

/// <summary>The areas an athlete can treat alone.</summary>
public enum BodyArea
{
    Arch,
    Calves,
    Quads,
    Hamstrings,
    Glutes,
    HipFlexors,
}

/// <summary>How much pressure and time: light around races and when no day is allowed for massage.</summary>
public enum SelfMassageMode
{
    Normal,
    Light,
}

/// <summary>One area; seconds are per set and side.</summary>
public sealed record SelfMassageStep(SelfMassageTool Tool, BodyArea Area, int Seconds, int Sets);

public enum SelfMassageTool
{
    TennisBall,
    FoamRoller,
}
