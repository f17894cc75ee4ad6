namespace ActivitySync.Recovery.Windows;

/// <summary>R18: the deeper, the longer the recovery. Deep tissue and active release are deep, Swedish is gentle.</summary>
internal static class MassageKinds
{
    internal static bool IsDeep(this MassageKind kind) => kind is MassageKind.DeepTissue or MassageKind.ActiveRelease;
}
