namespace ActivitySync.Recovery.Tagging;

/// <summary>What an activity was, in the order in which labels are listed.</summary>
public enum Label
{
    Race,
    LongRun,
    Hard,

    /// <summary>A long ride or hike.</summary>
    LongLoad,
}
