namespace ActivitySync.FileFormats.Fit;

/// <summary>Sums the laps of one session, for values that its summary doesn't have.</summary>
internal sealed class FitLapSums
{
    /// <summary>The end of the last lap is at most this long before the last record, in seconds.</summary>
    private const double MaxUncoveredSeconds = 5;

    private int _laps;
    private int _timerLaps;
    private int _distanceLaps;
    private double _beats;
    private double _beatSeconds;

    /// <summary>When the first lap started, on the file's clock; null if no lap says it.</summary>
    public uint? StartTime { get; private set; }

    /// <summary>When the last lap ended, on the file's clock; 0 if no lap says it.</summary>
    public double EndTime { get; private set; }

    public double? ElapsedSeconds { get; private set; }

    public double? TimerSeconds { get; private set; }

    public double? DistanceMeters { get; private set; }

    public double? AverageHeartRate => _beatSeconds > 0 ? Math.Round(_beats / _beatSeconds) : null;

    public double? MaxHeartRate { get; private set; }

    public double? AscentMeters { get; private set; }

    public double? DescentMeters { get; private set; }

    public long? Sport { get; private set; }

    public long? SubSport { get; private set; }

    public bool HaveTimer => _laps > 0 && _timerLaps == _laps && TimerSeconds > 0;

    public bool HaveDistance => _laps > 0 && _distanceLaps == _laps && DistanceMeters > 0;

    public void Add(FitMessage lap)
    {
        _laps++;
        var start = lap.GetInteger(FitProfile.Lap.StartTime);
        var elapsed = lap.GetScaled(FitProfile.Lap.ElapsedTime, FitProfile.MillisecondsPerSecond);
        var timer = lap.GetScaled(FitProfile.Lap.TimerTime, FitProfile.MillisecondsPerSecond);
        var distance = lap.GetScaled(FitProfile.Lap.Distance, FitProfile.CentimetersPerMeter);
        if (start is { } from && !(from >= StartTime))
        {
            StartTime = (uint)from;
        }

        EndTime = Math.Max(EndTime, start + (elapsed ?? timer) ?? 0);
        _timerLaps += timer is null ? 0 : 1;
        _distanceLaps += distance is null ? 0 : 1;
        ElapsedSeconds = AddTo(ElapsedSeconds, elapsed);
        TimerSeconds = AddTo(TimerSeconds, timer);
        DistanceMeters = AddTo(DistanceMeters, distance);
        AscentMeters = AddTo(AscentMeters, lap.GetInteger(FitProfile.Lap.Ascent));
        DescentMeters = AddTo(DescentMeters, lap.GetInteger(FitProfile.Lap.Descent));
        Sport ??= lap.GetInteger(FitProfile.Lap.SportField);
        SubSport ??= lap.GetInteger(FitProfile.Lap.SubSport);
        if (lap.GetInteger(FitProfile.Lap.AverageHeartRate) is { } rate and > 0 && timer > 0)
        {
            _beats += rate * timer.Value;
            _beatSeconds += timer.Value;
        }

        if (lap.GetInteger(FitProfile.Lap.MaxHeartRate) is { } max and > 0 && !(max <= MaxHeartRate))
        {
            MaxHeartRate = max;
        }
    }

    /// <summary>Whether the laps go on to the end of the records; some devices leave out the unfinished lap.</summary>
    public bool Cover(FitTrack track) => track.Last is not { } last || EndTime >= last - MaxUncoveredSeconds;

    private static double? AddTo(double? sum, double? value) => value is null ? sum : (sum ?? 0) + value;
}
