namespace ActivitySync.Recovery;

/// <summary>How much a race matters: A is the season's aim, C is training with a number on.</summary>
public enum Importance
{
    A,
    B,
    C,
}
