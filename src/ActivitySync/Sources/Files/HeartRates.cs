namespace ActivitySync.Sources.Files;

/// <summary>Mean and maximum of the heart rates of a track's points, in whole beats a minute as devices give them.</summary>
internal sealed class HeartRates
{
    private double _sum;
    private long _count;

    public double? Average => _count == 0 ? null : Math.Round(_sum / _count, MidpointRounding.AwayFromZero);

    public double? Max { get; private set; }

    public void Add(double? rate)
    {
        if (rate is not > 0) return;
        _sum += rate.Value;
        _count++;
        if (Max is null || rate > Max) Max = rate;
    }
}
