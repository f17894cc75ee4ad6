namespace ActivitySync.Recovery;

/// <summary>What a runner may call an activity.</summary>
public enum LabelWord
{
    Race,
    LongRun,
    Hard,

    /// <summary>Clears what was said and inferred before.</summary>
    Easy,
}
