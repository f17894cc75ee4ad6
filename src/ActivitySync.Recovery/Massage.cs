namespace ActivitySync.Recovery;

/// <summary>A massage had or booked on a local date of the runner.</summary>
public sealed record Massage(DateOnly Date, MassageKind Kind = MassageKind.Other);

/// <summary>The kinds of massage the post knows (R19 to R22). Swedish is the gentle one; deep tissue and active release are deep.</summary>
public enum MassageKind
{
    ActiveRelease,
    DeepTissue,
    Other,
    Swedish,
}

/// <summary>R18: the deeper, the longer the recovery. Deep tissue and active release are deep, Swedish is gentle.</summary>
internal static class MassageKindExtensions
{
    internal static bool IsDeep(this MassageKind kind) => kind is MassageKind.DeepTissue or MassageKind.ActiveRelease;
}
