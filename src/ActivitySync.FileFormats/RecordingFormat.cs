namespace ActivitySync.FileFormats;

/// <summary>In the order in which numbers are believed among copies of one activity.</summary>
internal enum RecordingFormat
{
    Fit,
    Tcx,
    Garmin,
    Strava,
    Gpx,
}
