namespace ActivitySync.FileFormats;

/// <summary>One point with a time, in 24 bytes: a track of a week has 600,000.</summary>
internal readonly record struct TrackPoint
{
    private const int Missing = int.MinValue;

    /// <summary>About a centimeter.</summary>
    private const double UnitsPerDegree = 10_000_000;

    private const double UnitsPerMeter = 100;

    /// <summary>20,000 km; a larger distance is not that of a recording.</summary>
    private const double MaxMeters = 20_000_000;

    private readonly int _latitude;
    private readonly int _longitude;
    private readonly int _distance;

    /// <param name="time">Its time.</param>
    /// <param name="position">Its position; null if it has none.</param>
    /// <param name="distanceMeters">The distance from the start as the device counts it; null if it doesn't.</param>
    public TrackPoint(DateTimeOffset time, GeoPosition? position, double? distanceMeters = null)
    {
        Milliseconds = time.ToUnixTimeMilliseconds();
        _latitude = position is { } place ? (int)Math.Round(place.Latitude * UnitsPerDegree) : Missing;
        _longitude = position is { } other ? (int)Math.Round(other.Longitude * UnitsPerDegree) : Missing;
        _distance = distanceMeters is >= 0 and <= MaxMeters and var meters
            ? (int)Math.Round(meters * UnitsPerMeter)
            : Missing;
    }

    /// <summary>Since 1970 in UTC.</summary>
    public long Milliseconds { get; init; }

    /// <summary>The number of the lap, from 0.</summary>
    public ushort Lap { get; init; }

    /// <summary>How many points with a wrong time were left out just before it; 255 stands for more too.</summary>
    public byte WrongBefore { get; init; }

    /// <summary>Whether the device was paused before it.</summary>
    public bool StartsSegment { get; init; }

    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    public GeoPosition? Position =>
        _latitude == Missing ? null : new GeoPosition(_latitude / UnitsPerDegree, _longitude / UnitsPerDegree);

    /// <summary>From the start to here, as the device counts it.</summary>
    public double? DistanceMeters => _distance == Missing ? null : _distance / UnitsPerMeter;
}
