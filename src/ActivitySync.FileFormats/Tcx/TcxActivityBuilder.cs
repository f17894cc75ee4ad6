namespace ActivitySync.FileFormats.Tcx;

/// <summary>Builds a recording from the elements of one activity (TrainingCenterDatabase v2).</summary>
/// <param name="sport">The attribute Sport: <c>Running</c>, <c>Biking</c>, <c>Other</c>, or another word that a program
/// wrote.</param>
internal sealed class TcxActivityBuilder(string? sport)
{
    private readonly HeartRateAccumulator _points = new();
    private readonly ElevationAccumulator _climb = new();
    private string _within = "";
    private bool _inPoint;
    private DateTimeOffset? _id;
    private DateTimeOffset? _start;
    private DateTimeOffset? _firstPoint;
    private DateTimeOffset? _lastPoint;
    private double? _timer;
    private double? _distance;
    private double? _lapSeconds;
    private double _lapBeats;
    private double _lapBeatSeconds;
    private double? _lapMaximum;

    public void AddElement(XmlElementReader xml)
    {
        if (!xml.IsEnd)
        {
            BeginElement(xml);
            return;
        }

        switch (xml.Name)
        {
            case "Trackpoint":
                _inPoint = false;
                break;
            case "Id":
                _id ??= xml.Time;
                break;
            case "Time" when _inPoint && xml.Time is { } time:
                _start ??= time;
                _firstPoint ??= time;
                if (_lastPoint is null || time > _lastPoint)
                {
                    _lastPoint = time;
                }

                break;
            case "AltitudeMeters" when _inPoint && xml.Number is { } height:
                _climb.Add(height);
                break;
            case "TotalTimeSeconds" when !_inPoint && xml.Number is >= 0 and var seconds:
                _lapSeconds = seconds;
                _timer = (_timer ?? 0) + seconds;
                break;
            case "DistanceMeters" when !_inPoint && xml.Number is >= 0 and var meters:
                _distance = (_distance ?? 0) + meters;
                break;
            case "Value":
                AddHeartRate(xml.Number);
                break;
        }
    }

    public RawRecording? ToRecording()
    {
        if ((_start ?? _id) is not { } start || (_timer is not > 0 && _lastPoint is null && _distance is not > 0))
        {
            return null;
        }

        return new RawRecording
        {
            Start = start,
            Sport = SportNames.Normalize(sport),
            DistanceMeters = RoundToThousandths(_distance),
            TimerSeconds = RoundToThousandths(_timer),
            ElapsedSeconds =
                _lastPoint > _firstPoint
                    ? (_lastPoint.Value - _firstPoint.Value).TotalSeconds
                    : RoundToThousandths(_timer),
            AverageHeartRate =
                _lapBeatSeconds > 0
                    ? Math.Round(_lapBeats / _lapBeatSeconds, MidpointRounding.AwayFromZero)
                    : _points.Average,
            MaxHeartRate = _lapMaximum ?? _points.Max,
            AscentMeters = _climb.AscentMeters,
            DescentMeters = _climb.DescentMeters,
        };
    }

    /// <summary>Removes the rounding errors of a sum of laps.</summary>
    private static double? RoundToThousandths(double? value) => value is { } known ? Math.Round(known, 3) : null;

    private void BeginElement(XmlElementReader xml)
    {
        _within = xml.Name switch
        {
            "AverageHeartRateBpm" or "MaximumHeartRateBpm" or "HeartRateBpm" => xml.Name,
            _ => _within,
        };
        switch (xml.Name)
        {
            case "Trackpoint":
                xml.CountPoint();
                _inPoint = true;
                break;
            case "Lap":
                // The Id of the activity may be truncated to the minute; the start of the lap is not.
                _lapSeconds = null;
                _start ??= XmlElementReader.ParseTime(xml.GetAttribute("StartTime"));
                break;
        }
    }

    private void AddHeartRate(double? rate)
    {
        if (rate is not > 0)
        {
            return;
        }

        switch (_within)
        {
            case "HeartRateBpm" when _inPoint:
                _points.Add(rate);
                break;
            case "AverageHeartRateBpm" when _lapSeconds is > 0:
                _lapBeats += rate.Value * _lapSeconds.Value;
                _lapBeatSeconds += _lapSeconds.Value;
                break;
            case "MaximumHeartRateBpm":
                _lapMaximum = Math.Max(_lapMaximum ?? 0, rate.Value);
                break;
        }
    }
}
