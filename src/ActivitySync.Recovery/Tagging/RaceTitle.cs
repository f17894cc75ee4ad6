namespace ActivitySync.Recovery.Tagging;

/// <summary>What the name of a race in a calendar tells, by the words of tagging.md 4.</summary>
public static class RaceTitle
{
    /// <summary>The distance in metres that a race is named after: a number with its unit first, then half marathon, then marathon; null if it names none.</summary>
    public static double? DistanceOf(string name) => Title.Read(name).AnnouncedMeters;
}
