namespace ActivitySync.Recovery.Tagging;

/// <summary>The races that came before: what they forecast, and how many short ones there were (tagging.md 5).</summary>
internal sealed class RaceHistory
{
    private const int ForecastDays = 180;
    private const double MinForecastMeters = 3_000;

    /// <summary>Riegel's exponent: time grows a little faster than distance.</summary>
    private const double RiegelExponent = 1.06;

    private const int ShortRaceDays = 56;

    private readonly List<(int Day, double Strength)> _named = [];
    private readonly List<int> _shortDays = [];

    /// <param name="race">The recording.</param>
    /// <param name="raceClass">Its class.</param>
    /// <param name="isNamed">A deciding signal or the runner called it a race, so its time may be forecast from.</param>
    internal void Add(Recording race, RaceClass raceClass, bool isNamed)
    {
        if (raceClass == RaceClass.Short)
        {
            _shortDays.Add(race.WrittenDay);
        }

        if (isNamed && race.IsRun && race.Measurements.Meters >= MinForecastMeters)
        {
            _named.Add(
                (race.WrittenDay, Math.Pow(race.Measurements.Meters, RiegelExponent) / race.Measurements.MovingSeconds)
            );
        }
    }

    /// <summary>The best speed that the races of the last 180 days forecast for this distance, m/s; 0 without one.</summary>
    internal double ComputeForecastSpeed(int day, double meters)
    {
        var best = 0.0;
        for (var i = _named.Count - 1; i >= 0; i--)
        {
            if (day - _named[i].Day is >= 0 and <= ForecastDays)
            {
                best = Math.Max(best, _named[i].Strength);
            }
        }

        // time = race time x (meters / race meters)^1.06, so meters / time is strength x meters^-0.06.
        return best == 0 ? 0 : best * Math.Pow(meters, 1 - RiegelExponent);
    }

    /// <summary>Short races of the 56 days before.</summary>
    internal int CountShortRacesBefore(int day) =>
        _shortDays.Count(before => day - before is >= 0 and <= ShortRaceDays);
}
