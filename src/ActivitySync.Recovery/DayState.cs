namespace ActivitySync.Recovery;

public enum DayState
{
    Blocked,
    Allowed,
    Suggested,
}
