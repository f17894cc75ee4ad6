namespace ActivitySync.Recovery.SelfMassage;

/// <summary>One area: seconds a set and side.</summary>
public sealed record SelfMassageStep(SelfMassageTool Tool, BodyArea Area, int Seconds, int Sets);
