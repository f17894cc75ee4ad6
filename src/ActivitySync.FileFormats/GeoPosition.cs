namespace ActivitySync.FileFormats;

/// <summary>A place on the earth, in degrees (WGS 84): north and east are positive.</summary>
internal readonly record struct GeoPosition(double Latitude, double Longitude)
{
    private const double EarthRadiusMeters = 6_371_008.8;

    /// <summary>The position; null if a value is missing or out of range, or both are 0 as devices without a fix
    /// write.</summary>
    public static GeoPosition? From(double? latitude, double? longitude) =>
        latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180 && (latitude != 0 || longitude != 0)
            ? new GeoPosition(latitude.Value, longitude.Value)
            : null;

    /// <summary>The way along the great circle, in meters.</summary>
    public double ComputeMetersTo(GeoPosition other)
    {
        var a = double.DegreesToRadians(Latitude);
        var b = double.DegreesToRadians(other.Latitude);
        var north = Math.Sin((b - a) / 2);
        var east = Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2);
        var h = (north * north) + (Math.Cos(a) * Math.Cos(b) * east * east);
        return 2 * EarthRadiusMeters * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
