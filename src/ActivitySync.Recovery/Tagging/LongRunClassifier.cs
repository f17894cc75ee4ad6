namespace ActivitySync.Recovery.Tagging;

/// <summary>Decides whether a run is a long run, and a ride or hike a long load (tagging.md 6).</summary>
internal static class LongRunClassifier
{
    internal const double Threshold = 0.60;

    private const double MinMinutes = 45;
    private const double MinTaggedMinutes = 30;
    private const double MinVeryLongMinutes = 150;

    /// <summary>While there is no baseline, a run of these minutes is a long run.</summary>
    private const double MinColdMinutes = 75;

    private const double MinRunsPerWeek = 4;
    private const double MinLoadMinutes = 180;
    private const double MinHikeDescentMeters = 600;

    /// <summary>
    /// The points of <c>minutes</c>: straight lines between these, 0 below the first, constant beyond the last.
    /// </summary>
    private static readonly (double Minutes, double Points)[] MinutePoints =
    [
        (60, 0.15),
        (90, 0.38),
        (105, 0.50),
        (120, 0.60),
        (150, 0.85),
    ];

    internal static LongTier GetTier(double minutes) =>
        minutes >= MinVeryLongMinutes ? LongTier.VeryLong : LongTier.Long;

    /// <summary>
    /// Whether a run of these minutes can be a long run without a source tag, so that a baseline is needed.
    /// </summary>
    internal static bool IsCompared(double minutes) => minutes >= MinMinutes;

    /// <summary>Computes the score of a run.</summary>
    /// <param name="recording">The run.</param>
    /// <param name="baseline">What is usual; null if the run is not compared.</param>
    /// <param name="isUsualWeekday">Whether its weekday is usual for long runs (rules.md 5, habit).</param>
    internal static LabelScore ComputeScore(Recording recording, Baseline? baseline, bool isUsualWeekday)
    {
        var score = new LabelScore();
        var (title, minutes) = (recording.Title, recording.Minutes);
        if (recording.Activity.SourceTag == SourceTag.LongRun)
        {
            score.Add(FeatureNames.SourceTag, minutes >= MinTaggedMinutes ? 0.95 : 0.60);
            return score;
        }

        if (baseline is null || !IsCompared(minutes))
        {
            return score;
        }

        var points = ComputeMinutePoints(minutes);
        points = baseline.IsCold && minutes >= MinColdMinutes ? Math.Max(points, Threshold) : points;
        score.AddIf(points > 0, FeatureNames.Minutes, points);
        if (!baseline.IsCold)
        {
            AddComparisons(score, recording.Measurements, baseline);
            score.AddIf(isUsualWeekday, FeatureNames.UsualWeekday, 0.05);
        }

        score.AddIf(title.IsLong, FeatureNames.LongName, 0.35);
        score.AddIf(title.IsWarmUp && !title.IsLong, FeatureNames.NotLongName, -0.35);
        score.AddIf(title.IsHard, FeatureNames.IntervalStructure, -0.15);
        return score;
    }

    /// <summary>Whether a ride or hike tires like a long run.</summary>
    internal static bool IsLongLoad(Recording recording) =>
        (recording.Family is SportFamily.Ride or SportFamily.Foot && recording.Minutes >= MinLoadMinutes)
        || (recording.Activity.Sport == Sports.Hike && recording.Measurements.DescentMeters >= MinHikeDescentMeters);

    private static void AddComparisons(LabelScore score, Measurements run, Baseline baseline)
    {
        var toUsualRun = run.Minutes / baseline.UsualMinutes;
        score.AddIf(toUsualRun >= 1.50, FeatureNames.VersusUsualRun, 0.25);
        score.AddIf(toUsualRun is >= 1.33 and < 1.50, FeatureNames.VersusUsualRun, 0.15);
        if (baseline.RunsPerWeek >= MinRunsPerWeek)
        {
            var shareOfWeek = run.Minutes / baseline.UsualWeekMinutes;
            score.AddIf(shareOfWeek >= 0.30, FeatureNames.ShareOfWeek, 0.15);
            score.AddIf(shareOfWeek is >= 0.25 and < 0.30, FeatureNames.ShareOfWeek, 0.10);
        }

        score.AddIf(baseline.IsLongestInWeek(run), FeatureNames.LongestInSevenDays, 0.20);
        score.AddIf(baseline.IsSpike(run), FeatureNames.Spike, 0.10);
    }

    private static double ComputeMinutePoints(double minutes)
    {
        if (minutes < MinutePoints[0].Minutes)
        {
            return 0;
        }

        for (var i = 1; i < MinutePoints.Length; i++)
        {
            var (from, to) = (MinutePoints[i - 1], MinutePoints[i]);
            if (minutes < to.Minutes)
            {
                return from.Points
                    + ((minutes - from.Minutes) / (to.Minutes - from.Minutes) * (to.Points - from.Points));
            }
        }

        return MinutePoints[^1].Points;
    }
}

/// <summary>How long a long run is: very long from 150 minutes.</summary>
public enum LongTier
{
    Long,
    VeryLong,
}
