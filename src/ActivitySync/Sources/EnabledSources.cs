using ActivitySync.Configuration;

namespace ActivitySync.Sources;

/// <summary>The services that a runner's settings ask for, in the order of <see cref="SourceName"/>.</summary>
internal static class EnabledSources
{
    public static IReadOnlyList<SourceName> GetFor(AthleteSettings athlete) =>
        (athlete.Sources.Strava, athlete.Sources.Garmin) switch
        {
            (true, true) => [SourceName.Strava, SourceName.Garmin],
            (true, false) => [SourceName.Strava],
            (false, true) => [SourceName.Garmin],
            _ => [],
        };
}
