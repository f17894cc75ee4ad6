namespace ActivitySync.Recovery;

/// <summary>The kind a runner picks at the source (Strava's workout type, Garmin's event type).</summary>
public enum SourceTag
{
    Race,
    LongRun,
    Workout,
}
