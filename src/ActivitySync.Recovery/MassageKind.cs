namespace ActivitySync.Recovery;

/// <summary>The kinds of massage the post knows (R19 to R22). Swedish is the gentle one; deep tissue and active release are deep.</summary>
public enum MassageKind
{
    ActiveRelease,
    DeepTissue,
    Other,
    Swedish,
}
