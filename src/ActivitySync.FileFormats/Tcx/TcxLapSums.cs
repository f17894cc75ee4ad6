namespace ActivitySync.FileFormats.Tcx;

/// <summary>Sums the laps of an activity. A lap without a time or distance has those of its points.</summary>
internal sealed class TcxLapSums
{
    /// <summary>Further laps are added to the last one.</summary>
    private const int MaxLaps = 10_000;

    /// <summary>A longer time between two points is a pause, unless the way between them was covered.</summary>
    private const double MaxGapSeconds = 60;

    /// <summary>A lower speed is standing still.</summary>
    private const double MinMovingMetersPerSecond = 0.5;

    private readonly List<Lap> _laps = [];

    /// <summary>The number of the lap that is being read, from 0.</summary>
    public ushort Current => (ushort)Math.Max(0, _laps.Count - 1);

    /// <summary>The timer of the lap that is being read; null if it has none yet.</summary>
    public double? CurrentTimerSeconds => _laps.Count > 0 ? _laps[^1].TimerSeconds : null;

    public void StartLap()
    {
        if (_laps.Count < MaxLaps)
        {
            _laps.Add(new Lap());
        }
    }

    public void AddTimerSeconds(double seconds)
    {
        var lap = GetCurrent();
        lap.TimerSeconds = (lap.TimerSeconds ?? 0) + seconds;
    }

    public void AddDistanceMeters(double meters)
    {
        var lap = GetCurrent();
        lap.DistanceMeters = (lap.DistanceMeters ?? 0) + meters;
    }

    /// <summary>The sums; null if neither the laps nor the points have the value.</summary>
    public (double? TimerSeconds, double? DistanceMeters) Sum(List<TrackPoint> points, TrackErrors errors)
    {
        MeasurePoints(points);
        double? timer = null,
            distance = null;
        foreach (var lap in _laps)
        {
            var takesTime = lap is { TimerSeconds: not > 0, PointSeconds: > 0 };
            var takesDistance = lap is { DistanceMeters: not > 0, PointMeters: > 0 };
            errors.HasIncompleteLaps |= takesTime || takesDistance;
            timer = Add(timer, takesTime ? lap.PointSeconds : lap.TimerSeconds);
            distance = Add(distance, takesDistance ? lap.PointMeters : lap.DistanceMeters);
        }

        return (timer, distance);
    }

    private static double? Add(double? sum, double? value) => value is null ? sum : (sum ?? 0) + value;

    private Lap GetCurrent()
    {
        if (_laps.Count == 0)
        {
            StartLap();
        }

        return _laps[^1];
    }

    private void MeasurePoints(List<TrackPoint> points)
    {
        if (points.Count == 0)
        {
            return;
        }

        var lastLap = GetCurrent();
        var odometer = points.Exists(point => point.DistanceMeters is > 0) ? new OdometerAccumulator() : null;
        var last = points[0];
        GeoPosition? lastPlace = null;
        foreach (var point in points)
        {
            var seconds = (point.Milliseconds - last.Milliseconds) / 1000.0;
            var isGap = seconds > MaxGapSeconds * (1 + point.WrongBefore);
            var isPause = isGap && point.StartsSegment;
            double meters;
            if (odometer is not null)
            {
                meters = point.DistanceMeters is { } reading ? odometer.Add(reading, Math.Max(seconds, 1)) : 0;
            }
            else
            {
                meters = isPause || point.Position is not { } place ? 0 : lastPlace?.ComputeMetersTo(place) ?? 0;
            }

            var lap = point.Lap < _laps.Count ? _laps[point.Lap] : lastLap;
            lap.PointMeters += meters;
            if (!isGap || (!isPause && meters >= MinMovingMetersPerSecond * seconds))
            {
                lap.PointSeconds += seconds;
            }

            lastPlace = point.Position ?? lastPlace;
            last = point;
        }
    }

    private sealed class Lap
    {
        public double? TimerSeconds { get; set; }

        public double? DistanceMeters { get; set; }

        public double PointSeconds { get; set; }

        public double PointMeters { get; set; }
    }
}
