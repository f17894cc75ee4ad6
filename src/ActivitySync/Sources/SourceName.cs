namespace ActivitySync.Sources;

/// <summary>Where a recording came from. In the store and in JSON: <c>strava</c>, <c>garmin</c>, <c>file</c>.</summary>
internal enum SourceName
{
    Strava,
    Garmin,
    File,
}
