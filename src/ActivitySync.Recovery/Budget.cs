namespace ActivitySync.Recovery;

/// <summary>What the runner is willing to spend on booked massages.</summary>
public enum Budget
{
    /// <summary>Weekly to monthly (R23).</summary>
    Regular,

    /// <summary>Only around races and the very longest runs.</summary>
    Occasional,

    /// <summary>Self-massage is the whole answer (R31).</summary>
    None,
}
