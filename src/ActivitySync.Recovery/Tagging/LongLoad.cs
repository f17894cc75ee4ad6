namespace ActivitySync.Recovery.Tagging;

/// <summary>A ride or hike that tires like a long run (tagging.md 6).</summary>
internal static class LongLoad
{
    private const double LeastMinutes = 180;
    private const double HikeDescentMeters = 600;

    internal static bool Is(Recording recording) =>
        (recording.Family is Family.Ride or Family.Foot && recording.Minutes >= LeastMinutes)
        || (recording.Activity.Sport == Sports.Hike && recording.Measured.DescentMeters >= HikeDescentMeters);
}
