using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery;

/// <summary>A massage that the athlete had or has booked, on a local date.</summary>
public sealed record Massage(DateOnly Date, MassageKind Kind = MassageKind.Other);

/// <summary>The kinds of massage (R19 to R22).</summary>
public enum MassageKind
{
    ActiveRelease,
    DeepTissue,
    Other,
    Swedish,
}

/// <summary>R18: deep tissue and active release are deep, all other kinds are gentle.</summary>
internal static class MassageKindExtensions
{
    internal static MassageDepth GetDepth(this MassageKind kind) =>
        kind is MassageKind.DeepTissue or MassageKind.ActiveRelease ? MassageDepth.Deep : MassageDepth.Gentle;
}
