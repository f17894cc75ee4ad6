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
