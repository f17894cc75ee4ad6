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

    private readonly HeartRateAccumulator _heartRates = new();
    private readonly ElevationAccumulator _climb = new();
    private readonly List<TrackPoint> _points = [];
    private string? _name;
    private string? _type;
    private bool _inPoint;
    private bool _segmentStarts;
    private GeoPosition? _position;
    private DateTimeOffset? _time;
    private bool _hasTime;
    private bool _isEarly;
    private byte _wrongBefore;
    private int _unreadableTimes;
    private int _earlyTimes;

    /// <summary>Whether points have times that can't be right.</summary>
    public bool HasWrongTimes => _unreadableTimes > 0;

    /// <summary>Whether no time is right because the clock was never set.</summary>
    public bool HasOnlyEarlyTimes => _points.Count == 0 && _earlyTimes > 0 && _earlyTimes == _unreadableTimes;

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
                _hasTime = false;
                _isEarly = false;
                _position = GeoPosition.From(
                    XmlElementReader.ParseNumber(xml.GetAttribute("lat")),
                    XmlElementReader.ParseNumber(xml.GetAttribute("lon"))
                );
                break;
            case "trkpt":
                _inPoint = false;
                EndPoint();
                break;
            case "time" when xml.IsEnd && _inPoint:
                _time = xml.Time;
                _hasTime = xml.Text.Length > 0;
                _isEarly = XmlElementReader.IsBeforeEarliest(xml.Text);
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
    public RawRecording? ToRecording(TrackErrors errors)
    {
        var points = TrackTimes.KeepRight(_points, errors);
        if (points.Count == 0 || points[^1].Milliseconds <= points[0].Milliseconds)
        {
            return null;
        }

        errors.WrongPoints += _unreadableTimes;
        var (distance, moving) = Measure(points);
        return new RawRecording
        {
            Start = points[0].Time,
            Sport = SportNames.Normalize(_type),
            Name = _name ?? "",
            DistanceMeters = distance > 0 ? Math.Round(distance, 1) : null,
            TimerSeconds = moving,
            ElapsedSeconds = (points[^1].Time - points[0].Time).TotalSeconds,
            AverageHeartRate = _heartRates.Average,
            MaxHeartRate = _heartRates.Max,
            AscentMeters = _climb.AscentMeters,
            DescentMeters = _climb.DescentMeters,
        };
    }

    /// <summary>A point without a time is ignored, one with an impossible time is left out.</summary>
    private void EndPoint()
    {
        if (_time is { } time)
        {
            _points.Add(new TrackPoint(time, _position) { StartsSegment = _segmentStarts, WrongBefore = _wrongBefore });
            _segmentStarts = false;
            _wrongBefore = 0;
        }
        else if (_hasTime)
        {
            _unreadableTimes++;
            _earlyTimes += _isEarly ? 1 : 0;
            _wrongBefore = (byte)Math.Min(byte.MaxValue, _wrongBefore + 1);
        }
    }

    private static (double Meters, double MovingSeconds) Measure(List<TrackPoint> points)
    {
        double distance = 0,
            moving = 0;
        GeoPosition? lastPlace = null;
        var last = points[0];
        foreach (var point in points)
        {
            var seconds = (point.Milliseconds - last.Milliseconds) / 1000.0;
            last = point;
            if (point.Position is not { } place)
            {
                continue;
            }

            var meters = lastPlace?.ComputeMetersTo(place) ?? 0;
            lastPlace = place;
            // Where a point was left out, the device recorded, so its step is not a pause.
            var isGap = seconds > MaxGapSeconds * (1 + point.WrongBefore);
            // Between two segments the device was paused; that distance doesn't count.
            if (!point.StartsSegment || !isGap)
            {
                distance += meters;
            }

            if (seconds > 0 && !isGap && meters >= MinMovingMetersPerSecond * seconds)
            {
                moving += seconds;
            }
        }

        return (distance, moving);
    }
}
