using System.Globalization;

namespace ActivitySync.Recovery.Tagging;

/// <summary>
/// The numbers of an activity that are believed (tagging.md 1). 0 is unknown. What no runner can have done is left out
/// rather than reasoned from.
/// </summary>
internal sealed record Measurements
{
    private const double SecondsPerMinute = 60;

    /// <summary>No recording of one effort lasts longer than a week; a device that says so lost its clock.</summary>
    private const double MaxSeconds = 7 * 24 * 3600;

    /// <summary>Mean running speeds outside of this are a car, a pause or a lost signal.</summary>
    private const double MinRunSpeed = 1.2;
    private const double MaxRunSpeed = 7.0;

    /// <summary>No heart beats outside of this, in beats a minute.</summary>
    private const double MinPlausibleHeartRate = 25;
    private const double MaxPlausibleHeartRate = 250;

    private const double MaxExertion = 10;

    private Measurements(Activity activity, SportFamily family)
    {
        var moving = GetPlausibleSeconds(activity.MovingSeconds);
        var elapsed = GetPlausibleSeconds(activity.ElapsedSeconds);
        HasBothTimes = moving > 0 && elapsed > 0;
        MovingSeconds = moving > 0 ? moving : elapsed;
        ElapsedSeconds = elapsed > 0 ? elapsed : moving;
        Meters = GetPositive(activity.DistanceMeters);
        Speed = MovingSeconds > 0 && Meters > 0 ? Meters / MovingSeconds : 0;
        if (
            family == SportFamily.Run
            && MovingSeconds > 0
            && Meters > 0
            && !(Speed is >= MinRunSpeed and <= MaxRunSpeed)
        )
        {
            Meters = 0;
            Speed = 0;
        }

        AverageHeartRate = GetPlausibleHeartRate(activity.AverageHeartRate);
        MaxHeartRate = GetPlausibleHeartRate(activity.MaxHeartRate);
        AscentMeters = GetPositive(activity.AscentMeters);
        DescentMeters = GetPositive(activity.DescentMeters);
        PerceivedExertion = GetPositive(activity.PerceivedExertion) is var rated && rated <= MaxExertion ? rated : 0;
    }

    /// <summary>Moving time; without one the elapsed time.</summary>
    internal double MovingSeconds { get; }

    /// <summary>Elapsed time; without one the moving time.</summary>
    internal double ElapsedSeconds { get; }

    internal bool HasBothTimes { get; }

    internal double Minutes => MovingSeconds / SecondsPerMinute;

    internal double ElapsedMinutes => ElapsedSeconds / SecondsPerMinute;

    internal double Meters { get; }

    /// <summary>Mean moving speed, m/s.</summary>
    internal double Speed { get; }

    internal double AverageHeartRate { get; }

    internal double MaxHeartRate { get; }

    internal double AscentMeters { get; }

    internal double DescentMeters { get; }

    /// <summary>1 to 10.</summary>
    internal double PerceivedExertion { get; }

    internal static Measurements From(Activity activity, SportFamily family) => new(activity, family);

    /// <summary>A heart rate that can be one; 0 otherwise.</summary>
    internal static double GetPlausibleHeartRate(double? rate) =>
        rate is >= MinPlausibleHeartRate and <= MaxPlausibleHeartRate ? rate.Value : 0;

    /// <summary>What of the recording was not believed, in words.</summary>
    internal List<string>? DescribeIgnoredValues(Activity activity)
    {
        List<string>? words = null;
        Check("moving time", activity.MovingSeconds, GetPlausibleSeconds(activity.MovingSeconds), "s");
        Check("elapsed time", activity.ElapsedSeconds, GetPlausibleSeconds(activity.ElapsedSeconds), "s");
        Check("average heart rate", activity.AverageHeartRate, AverageHeartRate, "beats a minute");
        Check("maximum heart rate", activity.MaxHeartRate, MaxHeartRate, "beats a minute");
        Check("ascent", activity.AscentMeters, AscentMeters, "m");
        Check("descent", activity.DescentMeters, DescentMeters, "m");
        Check("perceived exertion", activity.PerceivedExertion, PerceivedExertion, "of 10");
        if (GetPositive(activity.DistanceMeters) is var given && given > 0 && Meters == 0)
        {
            Add($"distance left out: {Format(given / MovingSeconds)} m/s");
        }
        else
        {
            Check("distance", activity.DistanceMeters, Meters, "m");
        }

        return words;

        void Check(string what, double? said, double believed, string unit)
        {
            if (said is { } value && value != 0 && value != believed)
            {
                Add($"{what} left out: {Format(value)} {unit}");
            }
        }

        void Add(string line) => (words ??= []).Add(line);
    }

    private static string Format(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static double GetPlausibleSeconds(double? seconds) =>
        GetPositive(seconds) is var known && known <= MaxSeconds ? known : 0;

    /// <summary>Null, 0, what is below 0 and what is not a number are all unknown.</summary>
    private static double GetPositive(double? value) => value is > 0 and < double.PositiveInfinity ? value.Value : 0;
}
