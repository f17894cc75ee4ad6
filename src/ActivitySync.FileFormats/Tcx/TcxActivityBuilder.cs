namespace ActivitySync.FileFormats.Tcx;

/// <summary>Builds a recording from the elements of one activity (TrainingCenterDatabase v2).</summary>
/// <param name="sport">The attribute Sport: <c>Running</c>, <c>Biking</c>, <c>Other</c>, or another word that a program
/// wrote.</param>
internal sealed class TcxActivityBuilder(string? sport)
{
    /// <summary>Fewer points don't show that the start of a lap is wrong.</summary>
    private const int MinPointsOfStart = 4;

    /// <summary>A device may wait for its position after the start.</summary>
    private static readonly TimeSpan MaxStartError = TimeSpan.FromMinutes(10);

    private readonly HeartRateAccumulator _heartRates = new();
    private readonly ElevationAccumulator _climb = new();
    private readonly List<TrackPoint> _points = [];
    private readonly TcxLapSums _laps = new();
    private string _within = "";
    private bool _inPoint;
    private bool _segmentStarts;
    private DateTimeOffset? _id;
    private DateTimeOffset? _start;
    private DateTimeOffset? _time;
    private bool _hasTime;
    private double? _latitude;
    private double? _longitude;
    private double? _meters;
    private byte _wrongBefore;
    private int _unreadableTimes;
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
                EndPoint();
                break;
            case "Id":
                _id ??= xml.Time;
                break;
            case "Time" when _inPoint:
                _time = xml.Time;
                _hasTime = xml.Text.Length > 0;
                break;
            case "LatitudeDegrees" when _inPoint:
                _latitude = xml.Number;
                break;
            case "LongitudeDegrees" when _inPoint:
                _longitude = xml.Number;
                break;
            case "AltitudeMeters" when _inPoint && xml.Number is { } height:
                _climb.Add(height);
                break;
            case "DistanceMeters" when _inPoint:
                _meters = xml.Number;
                break;
            case "TotalTimeSeconds" when !_inPoint && xml.Number is >= 0 and var seconds:
                _laps.AddTimerSeconds(seconds);
                break;
            case "DistanceMeters" when xml.Number is >= 0 and var meters:
                _laps.AddDistanceMeters(meters);
                break;
            case "Value":
                AddHeartRate(xml.Number);
                break;
        }
    }

    /// <summary>The activity; null if it has no start, or neither a time nor a distance.</summary>
    public RawRecording? ToRecording(TrackErrors errors)
    {
        var points = TrackTimes.KeepRight(_points, errors);
        errors.WrongPoints += _unreadableTimes;
        var (timer, distance) = _laps.Sum(points, errors);
        if (
            ChooseStart(points, timer, errors) is not { } start
            || (timer is not > 0 && points.Count == 0 && distance is not > 0)
        )
        {
            return null;
        }

        return new RawRecording
        {
            Start = start,
            Sport = SportNames.Normalize(sport),
            DistanceMeters = RoundToThousandths(distance),
            TimerSeconds = RoundToThousandths(timer),
            ElapsedSeconds =
                points.Count > 0 && points[^1].Milliseconds > points[0].Milliseconds
                    ? (points[^1].Time - points[0].Time).TotalSeconds
                    : RoundToThousandths(timer),
            AverageHeartRate =
                _lapBeatSeconds > 0
                    ? Math.Round(_lapBeats / _lapBeatSeconds, MidpointRounding.AwayFromZero)
                    : _heartRates.Average,
            MaxHeartRate = _lapMaximum ?? _heartRates.Max,
            AscentMeters = _climb.AscentMeters,
            DescentMeters = _climb.DescentMeters,
        };
    }

    /// <summary>Removes the rounding errors of a sum of laps.</summary>
    private static double? RoundToThousandths(double? value) => value is { } known ? Math.Round(known, 3) : null;

    /// <summary>
    /// The start of the first lap, which a device writes before it knows a position; of the first point if the two
    /// can't both be right.
    /// </summary>
    private DateTimeOffset? ChooseStart(List<TrackPoint> points, double? timer, TrackErrors errors)
    {
        if (points.Count == 0)
        {
            return _start ?? _id;
        }

        var first = points[0].Time;
        if (_start is not { } start || points.Count < MinPointsOfStart)
        {
            return _start ?? first;
        }

        var span = (points[^1].Time - first).TotalSeconds;
        var isLate = start - first > MaxStartError;
        // A timer that ran before the first point shows that the lap did start earlier.
        var isEarly = first - start > MaxStartError && !(timer > span + MaxStartError.TotalSeconds);
        errors.HasWrongStart |= isLate || isEarly;
        return isLate || isEarly ? first : start;
    }

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
                _time = null;
                _hasTime = false;
                _latitude = null;
                _longitude = null;
                _meters = null;
                break;
            case "Track":
                _segmentStarts = true;
                break;
            case "Lap":
                // The Id of the activity may be truncated to the minute; the start of the lap is not.
                _start ??= XmlElementReader.ParseTime(xml.GetAttribute("StartTime"));
                _laps.StartLap();
                break;
        }
    }

    private void EndPoint()
    {
        _inPoint = false;
        if (_time is { } time)
        {
            _points.Add(
                new TrackPoint(time, GeoPosition.From(_latitude, _longitude), _meters)
                {
                    Lap = _laps.Current,
                    StartsSegment = _segmentStarts,
                    WrongBefore = _wrongBefore,
                }
            );
            _segmentStarts = false;
            _wrongBefore = 0;
        }
        else if (_hasTime)
        {
            _unreadableTimes++;
            _wrongBefore = (byte)Math.Min(byte.MaxValue, _wrongBefore + 1);
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
                _heartRates.Add(rate);
                break;
            case "AverageHeartRateBpm" when _laps.CurrentTimerSeconds is > 0 and var seconds:
                _lapBeats += rate.Value * seconds;
                _lapBeatSeconds += seconds;
                break;
            case "MaximumHeartRateBpm":
                _lapMaximum = Math.Max(_lapMaximum ?? 0, rate.Value);
                break;
        }
    }
}
