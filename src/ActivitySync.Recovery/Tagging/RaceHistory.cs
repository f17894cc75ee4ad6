namespace ActivitySync.Recovery.Tagging;

/// <summary>The races tagged so far: what they forecast, and how many short ones there were (tagging.md 5).</summary>
internal sealed class RaceHistory
{
    private const int ForecastDays = 180;
    private const double MinForecastMeters = 3_000;

    /// <summary>Riegel's exponent: time grows a little faster than distance.</summary>
    private const double RiegelExponent = 1.06;

    private const int ShortRaceDays = 56;

    private readonly List<(int Day, double Strength)> _namedRaces = [];
    private readonly List<int> _shortRaceDays = [];

    /// <param name="race">The race.</param>
    /// <param name="raceClass">Its class.</param>
    /// <param name="isNamed">Whether a deciding signal or the athlete named it a race; only then it forecasts.</param>
    internal void Add(Recording race, RaceClass raceClass, bool isNamed)
    {
        if (raceClass == RaceClass.Short)
        {
            _shortRaceDays.Add(race.WrittenDay);
        }

        if (isNamed && race.IsRun && race.Measurements.Meters >= MinForecastMeters)
        {
            var strength = Math.Pow(race.Measurements.Meters, RiegelExponent) / race.Measurements.MovingSeconds;
            _namedRaces.Add((race.WrittenDay, strength));
        }
    }

    /// <summary>
    /// The best speed, m/s, that the races of the last 180 days forecast for a distance; 0 without one.
    /// </summary>
    internal double ComputeForecastSpeed(int day, double meters)
    {
        // time = race time x (meters / race meters)^1.06, so meters / time is strength x meters^-0.06.
        var best = 0.0;
        foreach (var (raceDay, strength) in _namedRaces)
        {
            if (day - raceDay is >= 0 and <= ForecastDays)
            {
                best = Math.Max(best, strength);
            }
        }

        return best == 0 ? 0 : best * Math.Pow(meters, 1 - RiegelExponent);
    }

    /// <summary>Counts the races of class short dated 0 to 56 days before.</summary>
    internal int CountShortRacesBefore(int day) =>
        _shortRaceDays.Count(shortRaceDay => day - shortRaceDay is >= 0 and <= ShortRaceDays);
}
