using ActivitySync.Configuration;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.IntervalsIcu;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Tests;

/// <summary>The names of the sources, for tests that need some source.</summary>
internal static class SourceNames
{
    public static SourceName Strava => StravaDescriptor.SourceName;

    public static SourceName Garmin => GarminDescriptor.SourceName;

    public static SourceName Intervals => IntervalsDescriptor.SourceName;

    public static SourceName File => SourceName.File;
}
