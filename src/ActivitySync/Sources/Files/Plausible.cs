using ActivitySync.Recovery;

namespace ActivitySync.Sources.Files;

/// <summary>Holds a file's values against what can be: what cannot is left out or bounded, with a warning.</summary>
internal static class Plausible
{
    /// <summary>Before the first files of this kind.</summary>
    public static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Beyond it lie clocks gone wrong.</summary>
    public static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The longest outing believed: multi-day races stay below.</summary>
    private const double MaxSeconds = 14 * 24 * 3600;

    /// <summary>From here on a watch that says little of the time was running was left on.</summary>
    private const double LeftOnSeconds = 24 * 3600;

    private const double LeftOnRatio = 4;

    /// <summary>Timers exceed the elapsed time by rounding and by pauses counted twice; beyond this one of both is nonsense.</summary>
    private const double TimerExcess = 1.25;

    /// <summary>Nothing that moves by itself goes farther within the longest time believed.</summary>
    private const double MaxMeters = 10_000_000;

    // A device's offset is believed between the ends of the civil world and in steps no zone goes below.
    private static readonly TimeSpan EarliestOffset = TimeSpan.FromHours(-12);
    private static readonly TimeSpan LatestOffset = TimeSpan.FromHours(14);
    private static readonly TimeSpan OffsetStep = TimeSpan.FromMinutes(15);

    private const double MinHeartRate = 25;
    private const double MaxHeartRate = 250;
    private const double MaxClimbMeters = 100_000;
    private const int MaxNameLength = 200;

    public static Activity Activity(Recorded recorded, string id, FileDefaults defaults, ISet<string> warnings)
    {
        var (timer, elapsed) = Times(Positive(recorded.TimerSeconds), Positive(recorded.ElapsedSeconds), warnings);
        return new Activity
        {
            Id = id,
            Start = recorded.Start.ToOffset(recorded.UtcOffset ?? defaults.TimeZone.GetUtcOffset(recorded.Start)),
            Sport = recorded.Sport ?? UnnamedSport(defaults, warnings),
            Name = OneLine.Of(recorded.Name, MaxNameLength),
            DistanceMeters = Within(recorded.DistanceMeters, 0, MaxMeters, "distance", warnings),
            MovingSeconds = timer,
            ElapsedSeconds = elapsed,
            AverageHeartRate = HeartRate(recorded.AverageHeartRate),
            MaxHeartRate = HeartRate(recorded.MaxHeartRate),
            AscentMeters = Within(recorded.AscentMeters, 0, MaxClimbMeters, "ascent", warnings),
            DescentMeters = Within(recorded.DescentMeters, 0, MaxClimbMeters, "descent", warnings),
            PerceivedExertion = recorded.PerceivedExertion is >= 1 and <= 10 ? recorded.PerceivedExertion : null,
        };
    }

    /// <summary>Null if no place on Earth keeps such a distance from UTC.</summary>
    public static TimeSpan? UtcOffset(TimeSpan told) =>
        told >= EarliestOffset && told <= LatestOffset && told.Ticks % OffsetStep.Ticks == 0 ? told : null;

    private static (double? Timer, double? Elapsed) Times(double? timer, double? elapsed, ISet<string> warnings)
    {
        timer = Within(timer, 0, MaxSeconds, "timer", warnings);
        if (elapsed > LeftOnSeconds && elapsed > LeftOnRatio * timer)
        {
            warnings.Add("the watch was left on for days; the time with the timer running was taken");
            return (timer, timer);
        }

        elapsed = Within(elapsed, 0, MaxSeconds, "elapsed time", warnings);
        if (timer > TimerExcess * elapsed)
        {
            warnings.Add("its timer ran longer than the time that passed; the shorter was taken");
            return (elapsed, elapsed);
        }

        return (timer, elapsed);
    }

    private static string UnnamedSport(FileDefaults defaults, ISet<string> warnings)
    {
        if (defaults.Sport is not null) return defaults.Sport;
        warnings.Add("it names no sport and is kept as other; say --sport run, or set UntypedSport, if it was a run");
        return SportWords.Other;
    }

    private static double? Within(double? value, double least, double most, string what, ISet<string> warnings)
    {
        if (value is null || (value >= least && value <= most)) return value;
        warnings.Add($"its {what} cannot be and was left out");
        return null;
    }

    private static double? Positive(double? value) => value is > 0 ? value : null;

    /// <summary>Devices without a strap write 0.</summary>
    private static double? HeartRate(double? value) => value is >= MinHeartRate and <= MaxHeartRate ? value : null;
}
