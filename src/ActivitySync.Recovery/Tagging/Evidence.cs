namespace ActivitySync.Recovery.Tagging;

/// <summary>A feature that was counted for a label, and its points (tagging.md 5 to 8).</summary>
public sealed record Evidence(string Feature, double Points);

/// <summary>The names of the features, as tagging.md 5 to 8 lists them.</summary>
internal static class FeatureNames
{
    internal const string SourceTag = "source-tag";
    internal const string DeviceRace = "device-race";
    internal const string Multisport = "multisport";
    internal const string RaceCalendar = "race-calendar";
    internal const string StoppedEarly = "stopped-early";
    internal const string RaceName = "race-name";
    internal const string DistanceInName = "distance-in-name";
    internal const string TrainingName = "training-name";
    internal const string MarathonDistance = "marathon-distance";
    internal const string StandardDistance = "standard-distance";
    internal const string OwnBestPace = "own-best-pace";
    internal const string RaceHeartRate = "race-heart-rate";
    internal const string NoStops = "no-stops";
    internal const string WeekendMorning = "weekend-morning";
    internal const string FinishTime = "finish-time";

    internal const string Minutes = "minutes";
    internal const string VersusUsualRun = "vs-usual-run";
    internal const string ShareOfWeek = "share-of-week";
    internal const string LongestInSevenDays = "longest-in-7-days";
    internal const string Spike = "spike";
    internal const string UsualWeekday = "usual-weekday";
    internal const string LongName = "long-name";
    internal const string NotLongName = "not-long-name";
    internal const string IntervalStructure = "interval-structure";
    internal const string LongLoad = "long-load";

    internal const string PerceivedExertion = "perceived-exertion";
    internal const string HardName = "hard-name";
    internal const string RepetitionsInName = "repetitions-in-name";
    internal const string HighHeartRate = "high-heart-rate";
    internal const string FastForDuration = "fast-for-duration";
    internal const string EasyName = "easy-name";

    internal const string AthleteLabel = "your-own-word";
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
