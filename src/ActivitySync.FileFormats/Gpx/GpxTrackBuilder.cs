namespace ActivitySync.FileFormats.Gpx;

/// <summary>
/// Builds a recording from the elements of one track. Distance is the sum over the ground in meters; moving time leaves
/// out gaps and standing still.
/// </summary>
internal sealed class GpxTrackBuilder
{
    /// <summary>A longer time between two points is a pause.</summary>
    private const double MaxGapSeconds = 60;

    /// <summary>A lower speed is standing still.</summary>
    private const double MinMovingMetersPerSecond = 0.5;

    private const double EarthRadiusMeters = 6_371_008.8;

    private readonly HeartRateAccumulator _heartRates = new();
    private readonly ElevationAccumulator _climb = new();
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

    public void AddElement(XmlElementReader xml)
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
                _latitude = ParseDegrees(xml.GetAttribute("lat"), 90);
                _longitude = ParseDegrees(xml.GetAttribute("lon"), 180);
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
    public RawRecording? ToRecording() =>
        _start is { } start && _lastTime > start
            ? new RawRecording
            {
                Start = start,
                Sport = SportNames.Normalize(_type),
                Name = _name ?? "",
                DistanceMeters = _distance > 0 ? Math.Round(_distance, 1) : null,
                TimerSeconds = _moving,
                ElapsedSeconds = (_lastTime.Value - start).TotalSeconds,
                AverageHeartRate = _heartRates.Average,
                MaxHeartRate = _heartRates.Max,
                AscentMeters = _climb.AscentMeters,
                DescentMeters = _climb.DescentMeters,
            }
            : null;

    private void EndPoint()
    {
        // Points without a time, or before the last one, are ignored.
        if (_time is not { } time || time < _lastTime)
        {
            return;
        }

        var seconds = (time - (_lastTime ?? time)).TotalSeconds;
        if (_latitude is { } latitude && _longitude is { } longitude)
        {
            var meters = _lastPlace is { } last
                ? ComputeMetersBetween(last.Latitude, last.Longitude, latitude, longitude)
                : 0;
            // Between two segments the device was paused; that distance doesn't count.
            if (!_segmentStarts || seconds <= MaxGapSeconds)
            {
                _distance += meters;
            }

            if (seconds is > 0 and <= MaxGapSeconds && meters >= MinMovingMetersPerSecond * seconds)
            {
                _moving += seconds;
            }

            _lastPlace = (latitude, longitude);
        }

        _segmentStarts = false;
        _start ??= time;
        _lastTime = time;
    }

    private static double? ParseDegrees(string? text, double max) =>
        XmlElementReader.ParseNumber(text) is { } degrees && Math.Abs(degrees) <= max ? degrees : null;

    private static double ComputeMetersBetween(double latitudeA, double longitudeA, double latitudeB, double longitudeB)
    {
        var a = double.DegreesToRadians(latitudeA);
        var b = double.DegreesToRadians(latitudeB);
        var north = Math.Sin((b - a) / 2);
        var east = Math.Sin(double.DegreesToRadians(longitudeB - longitudeA) / 2);
        var h = (north * north) + (Math.Cos(a) * Math.Cos(b) * east * east);
        return 2 * EarthRadiusMeters * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
