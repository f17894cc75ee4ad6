namespace ActivitySync.Recovery.Tagging;

/// <summary>Groups sports into families (tagging.md 1).</summary>
internal static class Sports
{
    internal const string TrailRun = "trail-run";
    internal const string Treadmill = "treadmill";
    internal const string Hike = "hike";

    internal static SportFamily GetFamily(string sport) =>
        sport switch
        {
            "run" or TrailRun or Treadmill or "virtual-run" or "track-run" => SportFamily.Run,
            "walk" or Hike => SportFamily.Foot,
            "ride" or "virtual-ride" or "gravel-ride" or "mountain-bike-ride" => SportFamily.Ride,
            "swim" => SportFamily.Swim,
            "triathlon" or "duathlon" or "multisport" => SportFamily.Multi,
            _ => SportFamily.Other,
        };
}

/// <summary>Sports that follow the same rules (tagging.md 1).</summary>
internal enum SportFamily
{
    Run,
    Foot,
    Ride,
    Swim,
    Multi,
    Other,
}
