namespace ActivitySync.Recovery.Tagging;

/// <summary>One feature of tagging.md that was counted, and its points.</summary>
public sealed record Evidence(string Feature, double Points);

/// <summary>The names of what is counted (tagging.md 5 to 8).</summary>
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
    internal const string StandardDistance = "standard-distance";
    internal const string OwnBestPace = "own-best-pace";
    internal const string RaceHeartRate = "race-heart-rate";
    internal const string NoStops = "no-stops";
    internal const string WeekendMorning = "weekend-morning";

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

/// <summary>A score in the making: points added up; the features they came from are noted in one list for all sums of an activity.</summary>
internal struct EvidenceScore(List<Evidence> counted)
{
    /// <summary>So that a sum such as 0.695 is rounded as it is written, not as it is stored.</summary>
    private const double RoundingTolerance = 1e-9;

    private double _sum;

    /// <summary>0 to 1, two decimals, half up.</summary>
    internal readonly double Score => Round(_sum);

    /// <summary>Counts points that lie on a line between two steps.</summary>
    internal void AddFeature(string feature, double points)
    {
        _sum += points;
        // Six decimals are more than enough to read.
        counted.Add(new(feature, Math.Round(points, 6)));
    }

    /// <summary>Counts a feature whose points are fixed; null counts nothing.</summary>
    internal void AddIfPresent(Evidence? evidence)
    {
        if (evidence is not null)
        {
            _sum += evidence.Points;
            counted.Add(evidence);
        }
    }

    internal void AddIf(Evidence evidence, bool holds) => AddIfPresent(holds ? evidence : null);

    internal static double Round(double sum) =>
        Math.Clamp(Math.Floor(((sum + RoundingTolerance) * 100) + 0.5) / 100, 0, 1);
}
