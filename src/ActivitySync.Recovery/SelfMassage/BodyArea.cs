namespace ActivitySync.Recovery.SelfMassage;

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
