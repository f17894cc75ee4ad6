namespace ActivitySync.Recovery.SelfMassage;

/// <summary>How much pressure and time: light around races and on days without a legal window.</summary>
public enum SelfMassageMode
{
    Normal,
    Light,
}
