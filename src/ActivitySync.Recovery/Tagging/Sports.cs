namespace ActivitySync.Recovery.Tagging;

/// <summary>The sports of tagging.md 1. Anything else is other.</summary>
internal static class Sports
{
    internal const string TrailRun = "trail-run";
    internal const string Treadmill = "treadmill";
    internal const string Hike = "hike";
    internal const string Triathlon = "triathlon";

    internal static Family FamilyOf(string sport) => sport switch
    {
        "run" or TrailRun or Treadmill or "virtual-run" or "track-run" => Family.Run,
        "walk" or Hike => Family.Foot,
        "ride" or "virtual-ride" or "gravel-ride" or "mountain-bike-ride" => Family.Ride,
        "swim" => Family.Swim,
        Triathlon or "duathlon" or "multisport" => Family.Multi,
        _ => Family.Other,
    };
}
