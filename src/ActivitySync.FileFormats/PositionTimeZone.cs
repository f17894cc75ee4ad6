namespace ActivitySync.FileFormats;

/// <summary>
/// Finds the UTC offset of a recording without one: by its position, unless the athlete's zone fits that.
/// </summary>
internal static class PositionTimeZone
{
    private const double MetersPerKilometer = 1000;

    /// <summary>
    /// The athlete's zone fits a position if its nearest place is at most twice as far as that of any other zone, plus
    /// this: borders of zones are not known here, and most recordings are made at home.
    /// </summary>
    private const double HomeMeters = 200 * MetersPerKilometer;

    private const double HomeFactor = 2;

    /// <summary>Of places that are nearly as near as the nearest, one with the athlete's offset decides.</summary>
    private const double NearMeters = 50 * MetersPerKilometer;

    private const double NearFactor = 1.15;

    /// <summary>The offset of the position; null if there is no position, or the athlete's zone fits it.</summary>
    public static TimeSpan? FindForeignOffset(GeoPosition? position, DateTimeOffset time, TimeZoneInfo home)
    {
        if (position is not { } place)
        {
            return null;
        }

        var (nearest, nearestMeters, homeMeters) = ("", double.MaxValue, double.MaxValue);
        foreach (var (zone, other) in TimeZonePlaces.All)
        {
            var meters = place.ComputeMetersTo(other);
            if (meters < nearestMeters)
            {
                (nearest, nearestMeters) = (zone, meters);
            }

            if (zone == home.Id)
            {
                homeMeters = Math.Min(homeMeters, meters);
            }
        }

        if (homeMeters <= (HomeFactor * nearestMeters) + HomeMeters)
        {
            return null;
        }

        var homeOffset = home.GetUtcOffset(time);
        foreach (var (zone, other) in TimeZonePlaces.All)
        {
            if (
                place.ComputeMetersTo(other) <= (NearFactor * nearestMeters) + NearMeters
                && FindOffset(zone, time) == homeOffset
            )
            {
                return null;
            }
        }

        return FindOffset(nearest, time);
    }

    /// <summary>The offset of a zone; null if this machine doesn't know the zone.</summary>
    private static TimeSpan? FindOffset(string zone, DateTimeOffset time) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var info) ? info.GetUtcOffset(time) : null;
}
