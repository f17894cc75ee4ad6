using ActivitySync.Recovery;

namespace ActivitySync.FileFormats;

/// <summary>
/// Turns what a file contains into an activity; removes or limits implausible values, with a warning.
/// </summary>
internal static class RecordingSanitizer
{
    /// <summary>Inclusive; no device recorded files of these formats before.</summary>
    public static readonly DateTimeOffset EarliestStart = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Later starts come from wrong clocks.</summary>
    public static readonly DateTimeOffset LatestStart = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Beats per minute; less is an error of the sensor.</summary>
    public const double MinHeartRate = 25;

    /// <summary>Beats per minute; more is an error of the sensor.</summary>
    public const double MaxHeartRate = 250;

    /// <summary>14 days: multi-day races stay below.</summary>
    private const double MaxSeconds = 14 * 24 * 3600;

    /// <summary>
    /// A longer recording whose timer ran for less than a quarter of it comes from a watch that was left on.
    /// </summary>
    private const double LeftOnSeconds = 24 * 3600;

    private const double LeftOnRatio = 4;

    /// <summary>
    /// Rounding and pauses counted twice let the timer exceed the elapsed time; above this ratio one of them is wrong.
    /// </summary>
    private const double MaxTimerRatio = 1.25;

    /// <summary>No athlete goes farther within the max time.</summary>
    private const double MaxMeters = 10_000_000;

    // Time zones in use lie between UTC-12 and UTC+14, in steps of a quarter of an hour.
    private static readonly TimeSpan EarliestOffset = TimeSpan.FromHours(-12);
    private static readonly TimeSpan LatestOffset = TimeSpan.FromHours(14);
    private static readonly TimeSpan OffsetStep = TimeSpan.FromMinutes(15);

    private const double MaxClimbMeters = 100_000;
    private const int MaxNameLength = 200;

    public static Activity ToActivity(
        RawRecording recording,
        string id,
        RecordingDefaults defaults,
        ISet<string> warnings
    )
    {
        var (timer, elapsed) = SanitizeTimes(
            PositiveOrNull(recording.TimerSeconds),
            PositiveOrNull(recording.ElapsedSeconds),
            warnings
        );
        return new Activity
        {
            Id = id,
            Start = recording.Start.ToOffset(recording.UtcOffset ?? ChooseUtcOffset(recording, defaults, warnings)),
            Sport = recording.Sport ?? ChooseDefaultSport(defaults, warnings),
            Name = SingleLineText.From(recording.Name, MaxNameLength),
            DistanceMeters = KeepInRange(recording.DistanceMeters, 0, MaxMeters, "distance", warnings),
            MovingSeconds = timer,
            ElapsedSeconds = elapsed,
            AverageHeartRate = HeartRateOrNull(recording.AverageHeartRate),
            MaxHeartRate = HeartRateOrNull(recording.MaxHeartRate),
            AscentMeters = KeepInRange(recording.AscentMeters, 0, MaxClimbMeters, "ascent", warnings),
            DescentMeters = KeepInRange(recording.DescentMeters, 0, MaxClimbMeters, "descent", warnings),
            PerceivedExertion = recording.PerceivedExertion is >= 1 and <= 10 ? recording.PerceivedExertion : null,
        };
    }

    /// <summary>The offset if a time zone uses it, else null.</summary>
    public static TimeSpan? GetPlausibleUtcOffset(TimeSpan offset) =>
        offset >= EarliestOffset && offset <= LatestOffset && offset.Ticks % OffsetStep.Ticks == 0 ? offset : null;

    private static (double? Timer, double? Elapsed) SanitizeTimes(double? timer, double? elapsed, ISet<string> warnings)
    {
        timer = KeepInRange(timer, 0, MaxSeconds, "timer", warnings);
        if (elapsed > LeftOnSeconds && elapsed > LeftOnRatio * timer)
        {
            warnings.Add("the watch was left on for days; the time with the timer running was taken");
            return (timer, timer);
        }

        elapsed = KeepInRange(elapsed, 0, MaxSeconds, "elapsed time", warnings);
        if (timer > MaxTimerRatio * elapsed)
        {
            warnings.Add("its timer ran longer than the time that passed; the shorter was taken");
            return (elapsed, elapsed);
        }

        return (timer, elapsed);
    }

    private static TimeSpan ChooseUtcOffset(RawRecording recording, RecordingDefaults defaults, ISet<string> warnings)
    {
        if (PositionTimeZone.FindForeignOffset(recording.Position, recording.Start, defaults.TimeZone) is { } offset)
        {
            warnings.Add("it has no local time; that of its position was taken");
            return offset;
        }

        return defaults.TimeZone.GetUtcOffset(recording.Start);
    }

    private static string ChooseDefaultSport(RecordingDefaults defaults, ISet<string> warnings)
    {
        if (defaults.Sport is not null)
        {
            return defaults.Sport;
        }

        warnings.Add("it names no sport and is kept as other; say --sport run, or set UntypedSport, if it was a run");
        return SportNames.Other;
    }

    private static double? KeepInRange(double? value, double min, double max, string field, ISet<string> warnings)
    {
        if (value is null || (value >= min && value <= max))
        {
            return value;
        }

        warnings.Add($"its {field} cannot be and was left out");
        return null;
    }

    private static double? PositiveOrNull(double? value) => value is > 0 ? value : null;

    /// <summary>Devices without a strap write 0.</summary>
    private static double? HeartRateOrNull(double? value) =>
        value is >= MinHeartRate and <= MaxHeartRate ? value : null;
}
