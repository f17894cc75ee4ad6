namespace ActivitySync.Recovery.Tagging;

/// <summary>How long a long run was: very long from 150 minutes.</summary>
public enum LongTier
{
    Long,
    VeryLong,
}
