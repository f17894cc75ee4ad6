namespace ActivitySync.Sources.Files;

/// <summary>Metres climbed and lost along a row of heights; changes below the noise of a sensor do not count.</summary>
internal sealed class Climb
{
    private const double NoiseMeters = 3;

    private double? _last;
    private double _up;
    private double _down;

    public double? UpMeters => _last is null ? null : Math.Round(_up);

    public double? DownMeters => _last is null ? null : Math.Round(_down);

    public void Add(double height)
    {
        var change = height - (_last ?? height);
        if (_last is not null && Math.Abs(change) < NoiseMeters) return;
        _last = height;
        if (change > 0) _up += change;
        else _down -= change;
    }
}
