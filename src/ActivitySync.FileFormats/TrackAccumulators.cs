namespace ActivitySync.FileFormats;

/// <summary>Mean and maximum of the heart rates of a track, in whole beats per minute.</summary>
internal sealed class HeartRateAccumulator
{
    private double _sum;
    private long _count;

    public double? Average => _count == 0 ? null : Math.Round(_sum / _count, MidpointRounding.AwayFromZero);

    public double? Max { get; private set; }

    public void Add(double? rate)
    {
        if (rate is not > 0)
        {
            return;
        }

        _sum += rate.Value;
        _count++;
        if (Max is null || rate > Max)
        {
            Max = rate;
        }
    }
}

/// <summary>Ascent and descent of a track in meters; changes below the noise of a sensor don't count.</summary>
internal sealed class ElevationAccumulator
{
    private const double NoiseMeters = 3;

    private double? _last;
    private double _up;
    private double _down;

    public double? AscentMeters => _last is null ? null : Math.Round(_up);

    public double? DescentMeters => _last is null ? null : Math.Round(_down);

    public void Add(double height)
    {
        var change = height - (_last ?? height);
        if (_last is not null && Math.Abs(change) < NoiseMeters)
        {
            return;
        }

        _last = height;
        if (change > 0)
        {
            _up += change;
        }
        else
        {
            _down -= change;
        }
    }
}

/// <summary>The distance of a track, from readings that count from the start and may return to 0.</summary>
internal sealed class OdometerAccumulator
{
    /// <summary>A restarted device counts from 0, so its first reading is small.</summary>
    private const double MaxRestartMeters = 1000;

    /// <summary>No athlete is faster; a reading that says so is wrong.</summary>
    private const double MaxMetersPerSecond = 50;

    /// <summary>Devices add the distance of a lost position at once.</summary>
    private const double MaxJumpMeters = 1000;

    /// <summary>A first reading above it counts from the start of something else.</summary>
    private const double MaxFirstMeters = 100;

    private double _last;
    private double? _refused;
    private bool _hasReading;

    /// <summary>The sum in meters.</summary>
    public double Meters { get; private set; }

    /// <summary>Adds a reading and returns the meters since the last one; negative if that was too high.</summary>
    /// <param name="reading">In meters.</param>
    /// <param name="seconds">The time since the last reading, or since the start.</param>
    public double Add(double reading, double seconds)
    {
        var limit = (MaxMetersPerSecond * Math.Max(0, seconds)) + (_hasReading ? MaxJumpMeters : MaxFirstMeters);
        var change = reading < MaxRestartMeters && reading < _last / 2 ? reading : reading - _last;
        if (change > limit)
        {
            if (!_hasReading)
            {
                change = 0;
            }
            else if (_refused is { } refused && Math.Abs(reading - refused) <= limit)
            {
                change = reading - refused;
            }
            else
            {
                // A single such reading is wrong; two that agree are a new start from another number.
                _refused = reading;
                return 0;
            }
        }

        _hasReading = true;
        _refused = null;
        _last = reading;
        Meters += change;
        return change;
    }
}
