namespace ActivitySync.FileFormats.Fit;

/// <summary>
/// Sums the records and timer events of one session, for values that its summary doesn't have. It stores no records. A
/// record with a wrong time is ignored: one that is before the last, or far after it and not confirmed by the next.
/// </summary>
/// <param name="start">When the session started, on the file's clock; null if it is unknown.</param>
internal sealed class FitTrack(uint? start)
{
    /// <summary>A longer time between two records is a pause, unless the way between them was covered.</summary>
    private const double MaxGapSeconds = 60;

    /// <summary>A lower speed is standing still.</summary>
    private const double MinMovingMetersPerSecond = 0.5;

    /// <summary>A position farther away than this speed allows is wrong.</summary>
    private const double MaxMetersPerSecond = 50;

    /// <summary>A lone first or last record that is farther from the others has a wrong time.</summary>
    private const double MaxLoneGapSeconds = 600;

    /// <summary>14 days: a later record shows that the clock was set.</summary>
    private const uint MaxGapWithinClock = 14 * 24 * 3600;

    /// <summary>At least this many records in order, but before the last, show that the clock was set back.</summary>
    private const int MinRecordsOfClock = 10;

    /// <summary>Of the records' time, the part with a speed must be at least this to be a distance.</summary>
    private const double MinSpeedShare = 0.9;

    private readonly HeartRateAccumulator _heartRates = new();
    private readonly HeartRateAccumulator _beats = new();
    private readonly OdometerAccumulator _odometer = new();
    private FitRecord? _pending;
    private FitRecord? _last;
    private GeoPosition? _lastPosition;
    private uint _lastPositionTime;
    private uint? _first;
    private double _positionMeters;
    private double _speedMeters;
    private double _speedSeconds;
    private double _activeSeconds;
    private int _steps;
    private bool _isRunning = true;
    private uint? _runningSince;
    private double _timerSeconds;
    private int _pauses;

    // Seconds to add to the device's times after its clock was set, and how many records suggest that it was.
    private long _shift;
    private int _earlierRecords;
    private uint _lastEarlier;

    public double? AverageHeartRate => _heartRates.Average ?? _beats.Average;

    public double? MaxHeartRate => _heartRates.Max ?? _beats.Max;

    /// <summary>The first position; null if there is none.</summary>
    public GeoPosition? Position { get; private set; }

    /// <summary>The time of the first record on the file's clock; null if there is none.</summary>
    public uint? First => _first;

    /// <summary>The time of the last record on the file's clock; null if there is none.</summary>
    public uint? Last => _last?.Time;

    /// <summary>From the start to the last record; null if there are no two records.</summary>
    public double? SpanSeconds =>
        _last is { } last && Begin is { } begin && last.Time > begin ? last.Time - begin : null;

    /// <summary>The time that records cover, without gaps: the session can't be shorter.</summary>
    public double ActiveSeconds => _activeSeconds;

    /// <summary>The time with the timer running: by its events, else without gaps; null if unknown.</summary>
    public double? TimerSeconds
    {
        get
        {
            if (_pauses > 0 && _last is { } last && _runningSince is { } since)
            {
                var seconds = _timerSeconds + (_isRunning && last.Time > since ? last.Time - since : 0);
                if (seconds > 0 && seconds <= SpanSeconds + MaxGapSeconds)
                {
                    return seconds;
                }
            }

            return _activeSeconds > 0 ? _activeSeconds : null;
        }
    }

    /// <summary>In meters, as the device counts it; null if it doesn't.</summary>
    public double? OdometerMeters => _odometer.Meters > 0 ? Math.Round(_odometer.Meters, 2) : null;

    /// <summary>
    /// In meters, from speeds if nearly all records have one, else from positions; null without both.
    /// </summary>
    public double? EstimatedMeters
    {
        get
        {
            var hasSpeeds = _speedMeters > 0 && _speedSeconds >= MinSpeedShare * _activeSeconds;
            var meters = hasSpeeds || _positionMeters <= 0 ? _speedMeters : _positionMeters;
            return meters > 0 ? Math.Round(meters, 1) : null;
        }
    }

    private uint? Begin => start is { } known && known <= _first ? known : _first;

    /// <summary>Adds the rates of single beats, which a strap writes; used if records have none.</summary>
    public void AddBeats(ReadOnlySpan<byte> rates)
    {
        foreach (var rate in rates)
        {
            _beats.Add(GetPlausibleRate(rate));
        }
    }

    public void AddRecord(uint time, FitMessage message)
    {
        _heartRates.Add(GetPlausibleRate(message.GetInteger(FitProfile.Record.HeartRate)));
        var record = new FitRecord(
            (uint)(time + _shift),
            message.GetPosition(FitProfile.Record.Latitude, FitProfile.Record.Longitude),
            message.GetScaled(FitProfile.Record.Distance, FitProfile.CentimetersPerMeter),
            message.GetScaled(FitProfile.Record.EnhancedSpeed, FitProfile.MillimetersPerMeter)
                ?? message.GetScaled(FitProfile.Record.Speed, FitProfile.MillimetersPerMeter)
        );
        Position ??= record.Position;
        if (_pending is { } pending && record.Time >= pending.Time)
        {
            record = CommitPending(pending, record);
        }

        _pending = null;
        if (_last is { } latest && record.Time < latest.Time)
        {
            if (!IsClockSetBack(record.Time))
            {
                return;
            }

            _shift += latest.Time + 1 - record.Time;
            record = record with { Time = latest.Time + 1 };
        }

        _earlierRecords = 0;
        if (_last is { } last && record.Time - last.Time <= MaxGapSeconds)
        {
            Commit(record);
        }
        else
        {
            _pending = record;
        }
    }

    /// <summary>Adds a start or stop of the timer.</summary>
    public void AddTimerEvent(uint time, bool starts)
    {
        time = (uint)(time + _shift);
        if (starts && (!_isRunning || _runningSince is null))
        {
            _pauses += _runningSince is null ? 0 : 1;
            _runningSince = time;
            _isRunning = true;
        }
        else if (!starts && _isRunning)
        {
            var since = _runningSince ?? start ?? time;
            _timerSeconds += time > since ? time - since : 0;
            _runningSince = since;
            _isRunning = false;
            _lastPosition = null;
        }
    }

    /// <summary>Adds the last record, which no other one confirms.</summary>
    public void Complete()
    {
        if (_pending is not { } pending)
        {
            return;
        }

        _pending = null;
        if (_last is null || pending.Time - _last?.Time <= MaxLoneGapSeconds)
        {
            Commit(pending);
        }
    }

    /// <summary>
    /// Adds a record that the next one confirms. If both are weeks after the others, the clock was set: returns the
    /// next one with the time of the clock before.
    /// </summary>
    private FitRecord CommitPending(FitRecord pending, FitRecord next)
    {
        if (
            _steps > 0
            && _last is { } last
            && pending.Time - last.Time > MaxGapWithinClock
            && next.Time - pending.Time <= MaxGapSeconds
        )
        {
            var jump = pending.Time - last.Time - 1;
            _shift -= jump;
            pending = pending with { Time = pending.Time - jump };
            next = next with { Time = next.Time - jump };
        }

        Commit(pending);
        return next;
    }

    private bool IsClockSetBack(uint time)
    {
        _earlierRecords = _earlierRecords > 0 && time >= _lastEarlier ? _earlierRecords + 1 : 1;
        _lastEarlier = time;
        return _earlierRecords >= MinRecordsOfClock;
    }

    private static double? GetPlausibleRate(double? rate) =>
        rate is >= RecordingSanitizer.MinHeartRate and <= RecordingSanitizer.MaxHeartRate ? rate : null;

    private void Commit(FitRecord record)
    {
        if (_steps == 0 && record.Time - _last?.Time > MaxLoneGapSeconds)
        {
            // A lone first record, long before the others, has a wrong time.
            (_first, _last, _runningSince) = (null, null, null);
        }

        _first ??= record.Time;
        _runningSince ??= _first;
        var seconds = (_last?.Time ?? start) is { } before ? (double)record.Time - before : MaxGapSeconds;
        var meters = record.DistanceMeters is { } reading ? _odometer.Add(reading, seconds) : 0;
        if (record.Position is { } position)
        {
            var way = _lastPosition?.ComputeMetersTo(position) ?? 0;
            if (way <= MaxMetersPerSecond * Math.Max(1, record.Time - _lastPositionTime))
            {
                _positionMeters += way;
                meters = Math.Max(meters, way);
                _lastPosition = position;
                _lastPositionTime = record.Time;
            }
        }

        if (_last is { } last)
        {
            AddStep(record, record.Time - last.Time, meters);
        }

        _last = record;
    }

    private void AddStep(FitRecord record, double seconds, double meters)
    {
        _steps++;
        if (seconds > MaxGapSeconds && meters < MinMovingMetersPerSecond * seconds)
        {
            return;
        }

        _activeSeconds += seconds;
        if (record.MetersPerSecond is { } speed and <= MaxMetersPerSecond)
        {
            _speedMeters += speed * seconds;
            _speedSeconds += seconds;
        }
    }

    /// <summary>The values of a record that are summed.</summary>
    /// <param name="Time">On the file's clock.</param>
    /// <param name="Position">Null if it has none.</param>
    /// <param name="DistanceMeters">From the start, as the device counts it.</param>
    /// <param name="MetersPerSecond">Its speed.</param>
    private readonly record struct FitRecord(
        uint Time,
        GeoPosition? Position,
        double? DistanceMeters,
        double? MetersPerSecond
    );
}
