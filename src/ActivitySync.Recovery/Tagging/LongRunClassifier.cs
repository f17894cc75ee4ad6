namespace ActivitySync.Recovery.Tagging;

/// <summary>Whether a run was a long one (tagging.md 6). R1: minutes come first.</summary>
internal static class LongRunClassifier
{
    internal const double Threshold = 0.60;

    private const double MinVeryLongMinutes = 150;
    private const double MinMinutes = 45;
    private const double MinTaggedMinutes = 30;
    private const double MinRunsPerWeek = 4;

    /// <summary>Points of minutes: straight lines between these.</summary>
    private static readonly (double Minutes, double Points)[] MinutePoints =
    [
        (60, 0.15),
        (90, 0.35),
        (105, 0.45),
        (120, 0.55),
        (150, 0.85),
    ];

    private static readonly Evidence SourceTagEvidence = new(FeatureNames.SourceTag, 0.95);
    private static readonly Evidence ShortSourceTagEvidence = new(FeatureNames.SourceTag, 0.60);
    private static readonly Evidence HalfAboveUsualEvidence = new(FeatureNames.VersusUsualRun, 0.25);
    private static readonly Evidence ThirdAboveUsualEvidence = new(FeatureNames.VersusUsualRun, 0.15);
    private static readonly Evidence LargeShareOfWeekEvidence = new(FeatureNames.ShareOfWeek, 0.15);
    private static readonly Evidence ShareOfWeekEvidence = new(FeatureNames.ShareOfWeek, 0.10);
    private static readonly Evidence LongestInSevenDaysEvidence = new(FeatureNames.LongestInSevenDays, 0.10);
    private static readonly Evidence SpikeEvidence = new(FeatureNames.Spike, 0.10);
    private static readonly Evidence UsualWeekdayEvidence = new(FeatureNames.UsualWeekday, 0.05);
    private static readonly Evidence LongNameEvidence = new(FeatureNames.LongName, 0.35);
    private static readonly Evidence NotLongNameEvidence = new(FeatureNames.NotLongName, -0.35);
    private static readonly Evidence IntervalStructureEvidence = new(FeatureNames.IntervalStructure, -0.15);

    internal static LongTier GetTier(double minutes) =>
        minutes >= MinVeryLongMinutes ? LongTier.VeryLong : LongTier.Long;

    /// <summary>Whether a run of these minutes is compared with what is usual at all.</summary>
    internal static bool IsCompared(double minutes) => minutes >= MinMinutes;

    internal static double ComputeScore(
        Recording recording,
        ActivityTitle title,
        Baseline usual,
        bool isUsualWeekday,
        List<Evidence> evidence
    )
    {
        var sheet = new EvidenceScore(evidence);
        var minutes = recording.Minutes;
        if (recording.Activity.SourceTag == SourceTag.LongRun)
        {
            sheet.AddIfPresent(minutes >= MinTaggedMinutes ? SourceTagEvidence : ShortSourceTagEvidence);
            return sheet.Score;
        }

        if (!IsCompared(minutes))
        {
            return 0;
        }

        var points = usual.IsCold
            ? Math.Max(ComputePoints(minutes), ComputeColdPoints(minutes))
            : ComputePoints(minutes);
        if (points > 0)
        {
            sheet.AddFeature(FeatureNames.Minutes, points);
        }

        if (!usual.IsCold)
        {
            AddComparisons(ref sheet, recording.Measurements, usual, isUsualWeekday);
        }

        sheet.AddIf(LongNameEvidence, title.IsLong);
        sheet.AddIf(NotLongNameEvidence, title.IsWarmUp && !title.IsLong);
        sheet.AddIf(IntervalStructureEvidence, title.IsHard);
        return sheet.Score;
    }

    private static void AddComparisons(ref EvidenceScore sheet, Measurements run, Baseline usual, bool isUsualWeekday)
    {
        sheet.AddIfPresent(
            (run.Minutes / usual.UsualMinutes) switch
            {
                >= 1.50 => HalfAboveUsualEvidence,
                >= 1.33 => ThirdAboveUsualEvidence,
                _ => null,
            }
        );
        if (usual.RunsPerWeek >= MinRunsPerWeek)
        {
            sheet.AddIfPresent(
                (run.Minutes / usual.UsualWeekMinutes) switch
                {
                    >= 0.30 => LargeShareOfWeekEvidence,
                    >= 0.25 => ShareOfWeekEvidence,
                    _ => null,
                }
            );
        }

        sheet.AddIf(LongestInSevenDaysEvidence, IsLongestOfWeek(run, usual));
        sheet.AddIf(SpikeEvidence, usual.IsSpike(run));
        sheet.AddIf(UsualWeekdayEvidence, isUsualWeekday);
    }

    private static bool IsLongestOfWeek(Measurements run, Baseline usual) =>
        usual.LongestMinutesInWeek > 0 && run.Minutes > usual.LongestMinutesInWeek;

    private static double ComputePoints(double minutes)
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

    private static double ComputeColdPoints(double minutes) =>
        minutes switch
        {
            >= 90 => 0.60,
            >= 75 => 0.40,
            _ => 0,
        };
}

/// <summary>How long a long run was: very long from 150 minutes.</summary>
public enum LongTier
{
    Long,
    VeryLong,
}
