using System.Globalization;

namespace ActivitySync.Recovery.Tagging;

/// <summary>
/// The plausible values of a recording (tagging.md 1). 0 is unknown; implausible values are left out.
/// </summary>
internal sealed record Measurements
{
    private const double SecondsPerMinute = 60;

    /// <summary>7 days: a longer recording comes from a device whose clock was wrong.</summary>
    internal const double MaxSeconds = 7 * 24 * 3600;

    /// <summary>In m/s. A mean running speed outside of this comes from a car, a pause or a lost signal.</summary>
    private const double MinRunSpeed = 1.2;
    private const double MaxRunSpeed = 7.0;

    /// <summary>In beats per minute.</summary>
    private const double MinPlausibleHeartRate = 25;
    private const double MaxPlausibleHeartRate = 250;

    private const double MinExertion = 1;
    private const double MaxExertion = 10;

    /// <summary>In m/s. A slower run went on at home, unless it went up a mountain.</summary>
    private const double MinWatchedRunSpeed = 1.0;
    private const double MinMountainAscentPerKilometer = 30;

    private const double MetersPerKilometer = 1000;

    private Measurements(Activity activity, SportFamily family)
    {
        GivenMovingSeconds = GetPlausibleSeconds(activity.MovingSeconds);
        GivenElapsedSeconds = GetPlausibleSeconds(activity.ElapsedSeconds);
        MovingSeconds = GivenMovingSeconds > 0 ? GivenMovingSeconds : GivenElapsedSeconds;
        ElapsedSeconds = GivenElapsedSeconds > 0 ? GivenElapsedSeconds : GivenMovingSeconds;
        AscentMeters = GetPositive(activity.AscentMeters);
        DescentMeters = GetPositive(activity.DescentMeters);
        Meters = GetPositive(activity.DistanceMeters);
        Speed = MovingSeconds > 0 && Meters > 0 ? Meters / MovingSeconds : 0;
        IsForgottenWatch =
            family == SportFamily.Run
            && MovingSeconds > 0
            && Meters > 0
            && Speed < MinWatchedRunSpeed
            && AscentMeters * MetersPerKilometer / Meters < MinMountainAscentPerKilometer;
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
        PerceivedExertion = activity.PerceivedExertion is >= MinExertion and <= MaxExertion and var rated ? rated : 0;
    }

    /// <summary>0 is unknown, as in <see cref="GivenElapsedSeconds"/>.</summary>
    internal double GivenMovingSeconds { get; }

    internal double GivenElapsedSeconds { get; }

    /// <summary>Moving time; if unknown, the elapsed time.</summary>
    internal double MovingSeconds { get; }

    /// <summary>Elapsed time; if unknown, the moving time.</summary>
    internal double ElapsedSeconds { get; }

    internal bool HasBothTimes => GivenMovingSeconds > 0 && GivenElapsedSeconds > 0;

    /// <summary>
    /// The watch ran on after the run: slower than 1 m/s, and not up a mountain. It is not a long run, whatever its
    /// minutes.
    /// </summary>
    internal bool IsForgottenWatch { get; }

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

    /// <summary>The rate in beats per minute if it is plausible; 0 if not.</summary>
    internal static double GetPlausibleHeartRate(double? rate) =>
        rate is >= MinPlausibleHeartRate and <= MaxPlausibleHeartRate ? rate.Value : 0;

    /// <summary>Describes the values that were left out, in English; one line each.</summary>
    internal IReadOnlyList<string> DescribeIgnoredValues(Activity activity)
    {
        List<string>? lines = null;
        Check("moving time", activity.MovingSeconds, GetPlausibleSeconds(activity.MovingSeconds), "s");
        Check("elapsed time", activity.ElapsedSeconds, GetPlausibleSeconds(activity.ElapsedSeconds), "s");
        Check("average heart rate", activity.AverageHeartRate, AverageHeartRate, "beats a minute");
        Check("maximum heart rate", activity.MaxHeartRate, MaxHeartRate, "beats a minute");
        Check("ascent", activity.AscentMeters, AscentMeters, "m");
        Check("descent", activity.DescentMeters, DescentMeters, "m");
        Check("perceived exertion", activity.PerceivedExertion, PerceivedExertion, "of 10");
        if (GetPositive(activity.DistanceMeters) is var distance && distance > 0 && Meters == 0)
        {
            (lines ??= []).Add($"distance left out: {Format(distance / MovingSeconds)} m/s");
        }
        else
        {
            Check("distance", activity.DistanceMeters, Meters, "m");
        }

        return lines ?? (IReadOnlyList<string>)[];

        void Check(string what, double? given, double plausible, string unit)
        {
            if (given is { } value && value != 0 && value != plausible)
            {
                (lines ??= []).Add($"{what} left out: {Format(value)} {unit}");
            }
        }
    }

    private static string Format(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static double GetPlausibleSeconds(double? seconds) =>
        GetPositive(seconds) is var known && known <= MaxSeconds ? known : 0;

    /// <summary>0 for null, negative and non-finite values.</summary>
    private static double GetPositive(double? value) => value is > 0 and < double.PositiveInfinity ? value.Value : 0;
}
