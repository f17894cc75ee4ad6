namespace ActivitySync.Recovery;

/// <summary>What a planned session is. Easy and rest say that the habit does not hold that day.</summary>
public enum PlannedKind
{
    Hard,
    LongRun,
    Easy,
    Rest,
}
