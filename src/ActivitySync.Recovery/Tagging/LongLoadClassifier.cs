namespace ActivitySync.Recovery.Tagging;

/// <summary>A ride or hike that tires like a long run (tagging.md 6).</summary>
internal static class LongLoadClassifier
{
    private const double MinMinutes = 180;
    private const double MinHikeDescentMeters = 600;

    internal static bool IsLongLoad(Recording recording) =>
        (recording.Family is SportFamily.Ride or SportFamily.Foot && recording.Minutes >= MinMinutes)
        || (recording.Activity.Sport == Sports.Hike && recording.Measurements.DescentMeters >= MinHikeDescentMeters);
}
