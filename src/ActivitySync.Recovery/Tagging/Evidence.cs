namespace ActivitySync.Recovery.Tagging;

/// <summary>A feature that was counted for a label, and its points (tagging.md 5 to 8).</summary>
public sealed record Evidence(string Feature, double Points);

/// <summary>The names of the features, as tagging.md 5 to 8 lists them.</summary>
public static class FeatureNames
{
    public const string SourceTag = "source-tag";
    public const string DeviceRace = "device-race";
    public const string Multisport = "multisport";
    public const string RaceCalendar = "race-calendar";
    public const string StoppedEarly = "stopped-early";
    public const string RaceName = "race-name";
    public const string DistanceInName = "distance-in-name";
    public const string TrainingName = "training-name";
    public const string MarathonDistance = "marathon-distance";
    public const string StandardDistance = "standard-distance";
    public const string OwnBestPace = "own-best-pace";
    public const string RaceHeartRate = "race-heart-rate";
    public const string NoStops = "no-stops";
    public const string WeekendMorning = "weekend-morning";
    public const string FinishTime = "finish-time";

    public const string Minutes = "minutes";
    public const string VersusUsualRun = "vs-usual-run";
    public const string ShareOfWeek = "share-of-week";
    public const string LongestInSevenDays = "longest-in-7-days";
    public const string Spike = "spike";
    public const string UsualWeekday = "usual-weekday";
    public const string LongName = "long-name";
    public const string NotLongName = "not-long-name";
    public const string IntervalStructure = "interval-structure";
    public const string LongLoad = "long-load";

    public const string PerceivedExertion = "perceived-exertion";
    public const string HardName = "hard-name";
    public const string RepetitionsInName = "repetitions-in-name";
    public const string HighHeartRate = "high-heart-rate";
    public const string FastForDuration = "fast-for-duration";
    public const string EasyName = "easy-name";

    public const string AthleteLabel = "your-own-word";
}

/// <summary>
/// The score for one label: a sum of points, and the features they came from (tagging.md, "Labels and scores").
/// </summary>
internal sealed class LabelScore
{
    /// <summary>Makes a sum such as 0.695, which a double holds as slightly less, round up.</summary>
    private const double RoundingTolerance = 1e-9;

    private readonly List<Evidence> _evidence = [];
    private double _sum;

    /// <summary>0 to 1, rounded half up to two decimals.</summary>
    internal double Value => Math.Clamp(Round(_sum), 0, 1);

    internal IReadOnlyList<Evidence> Evidence => _evidence;

    /// <summary>Creates the score of a signal that decides alone; without one, 0.</summary>
    internal static LabelScore FromSignal(Evidence? signal)
    {
        var score = new LabelScore();
        if (signal is not null)
        {
            score.Add(signal.Feature, signal.Points);
        }

        return score;
    }

    internal void Add(string feature, double points)
    {
        _sum += points;
        _evidence.Add(new(feature, Round(points)));
    }

    internal void AddIf(bool condition, string feature, double points)
    {
        if (condition)
        {
            Add(feature, points);
        }
    }

    /// <summary>Half up to two decimals.</summary>
    private static double Round(double points) => Math.Floor(((points + RoundingTolerance) * 100) + 0.5) / 100;
}
