namespace ActivitySync.Sources.Files.Gpx;

/// <summary>One track while its points go by. Distance is the sum over the ground; moving time leaves out gaps and standing still.</summary>
internal sealed class GpxTrack
{
    /// <summary>Longer between two points is a pause.</summary>
    private const double LongestGapSeconds = 60;

    /// <summary>Slower is standing still.</summary>
    private const double SlowestMetersPerSecond = 0.5;

    private const double EarthRadiusMeters = 6_371_008.8;

    private readonly HeartRates _heartRates = new();
    private readonly Climb _climb = new();
    private string? _name;
    private string? _type;
    private bool _inPoint;
    private bool _segmentStarts;
    private double? _latitude;
    private double? _longitude;
    private DateTimeOffset? _time;
    private (double Latitude, double Longitude)? _lastPlace;
    private DateTimeOffset? _lastTime;
    private DateTimeOffset? _start;
    private double _distance;
    private double _moving;

    public void Take(XmlElements xml)
    {
        switch (xml.Name)
        {
            case "trkseg" when !xml.IsEnd:
                _segmentStarts = true;
                break;
            case "trkpt" when !xml.IsEnd:
                xml.CountPoint();
                _inPoint = true;
                _time = null;
                _latitude = Degrees(xml.Attribute("lat"), 90);
                _longitude = Degrees(xml.Attribute("lon"), 180);
                break;
            case "trkpt":
                _inPoint = false;
                EndPoint();
                break;
            case "time" when xml.IsEnd && _inPoint:
                _time = xml.Time;
                break;
            case "ele" when xml.IsEnd && _inPoint && xml.Number is { } height:
                _climb.Add(height);
                break;
            case "hr" or "heartrate" when xml.IsEnd && _inPoint:
                _heartRates.Add(xml.Number);
                break;
            case "name" when xml.IsEnd && !_inPoint:
                _name ??= xml.Text;
                break;
            case "type" when xml.IsEnd && !_inPoint:
                _type ??= xml.Text;
                break;
        }
    }

    /// <summary>The activity; null if no two points have a time.</summary>
    public Recorded? ToRecorded() => _start is { } start && _lastTime > start
        ? new Recorded
        {
            Start = start,
            Sport = SportWords.NameOf(_type),
            Name = _name ?? "",
            DistanceMeters = _distance > 0 ? Math.Round(_distance, 1) : null,
            TimerSeconds = _moving,
            ElapsedSeconds = (_lastTime.Value - start).TotalSeconds,
            AverageHeartRate = _heartRates.Average,
            MaxHeartRate = _heartRates.Max,
            AscentMeters = _climb.UpMeters,
            DescentMeters = _climb.DownMeters,
        }
        : null;

    private void EndPoint()
    {
        // Points out of order in time, or without one, cannot be part of a recording's course.
        if (_time is not { } time || time < _lastTime) return;
        var seconds = (time - (_lastTime ?? time)).TotalSeconds;
        if (_latitude is { } latitude && _longitude is { } longitude)
        {
            var meters = _lastPlace is { } last ? MetersBetween(last.Latitude, last.Longitude, latitude, longitude) : 0;
            // Between two segments the device was paused: the way taken meanwhile is not part of the run.
            if (!_segmentStarts || seconds <= LongestGapSeconds) _distance += meters;
            if (seconds is > 0 and <= LongestGapSeconds && meters >= SlowestMetersPerSecond * seconds) _moving += seconds;
            _lastPlace = (latitude, longitude);
        }

        _segmentStarts = false;
        _start ??= time;
        _lastTime = time;
    }

    private static double? Degrees(string? text, double most) =>
        XmlElements.NumberOf(text) is { } degrees && Math.Abs(degrees) <= most ? degrees : null;

    private static double MetersBetween(double latitudeA, double longitudeA, double latitudeB, double longitudeB)
    {
        var a = double.DegreesToRadians(latitudeA);
        var b = double.DegreesToRadians(latitudeB);
        var north = Math.Sin((b - a) / 2);
        var east = Math.Sin(double.DegreesToRadians(longitudeB - longitudeA) / 2);
        var h = (north * north) + (Math.Cos(a) * Math.Cos(b) * east * east);
        return 2 * EarthRadiusMeters * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
