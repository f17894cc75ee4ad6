namespace ActivitySync.Sources.Files.Tcx;

/// <summary>One activity while its elements go by.</summary>
/// <param name="sport">The attribute of the activity: <c>Running</c>, <c>Biking</c>, <c>Other</c>, or what a program made of it.</param>
internal sealed class TcxActivity(string? sport)
{
    private readonly HeartRates _points = new();
    private readonly Climb _climb = new();
    private string _within = "";
    private bool _inPoint;
    private DateTimeOffset? _id;
    private DateTimeOffset? _start;
    private DateTimeOffset? _end;
    private double? _timer;
    private double? _distance;
    private double? _lapSeconds;
    private double _lapBeats;
    private double _lapBeatSeconds;
    private double? _lapMaximum;

    public void Take(XmlElements xml)
    {
        if (!xml.IsEnd)
        {
            Begin(xml);
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
                if (_end is null || time > _end) _end = time;
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
                TakeHeartRate(xml.Number);
                break;
        }
    }

    public Recorded? ToRecorded()
    {
        if ((_start ?? _id) is not { } start || (_timer is not > 0 && _end is null && _distance is not > 0)) return null;
        return new Recorded
        {
            Start = start,
            Sport = SportWords.NameOf(sport),
            DistanceMeters = _distance,
            TimerSeconds = _timer,
            ElapsedSeconds = _end > start ? (_end.Value - start).TotalSeconds : _timer,
            AverageHeartRate = _lapBeatSeconds > 0 ? Math.Round(_lapBeats / _lapBeatSeconds, MidpointRounding.AwayFromZero) : _points.Average,
            MaxHeartRate = _lapMaximum ?? _points.Max,
            AscentMeters = _climb.UpMeters,
            DescentMeters = _climb.DownMeters,
        };
    }

    private void Begin(XmlElements xml)
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
                // The activity's Id may be cut to the minute; the lap's start is not.
                _lapSeconds = null;
                _start ??= XmlElements.TimeOf(xml.Attribute("StartTime"));
                break;
        }
    }

    private void TakeHeartRate(double? rate)
    {
        if (rate is not > 0) return;
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
