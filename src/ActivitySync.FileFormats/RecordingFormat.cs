namespace ActivitySync.FileFormats;

/// <summary>In order of precedence: the numbers of an activity come from its first copy in this order.</summary>
internal enum RecordingFormat
{
    Fit,
    Tcx,
    Garmin,
    Strava,
    Gpx,
}
