namespace ActivitySync.Recovery.Tagging;

/// <summary>Whether an activity was a hard workout (tagging.md 7).</summary>
internal static class HardWorkoutClassifier
{
    internal const double Threshold = 0.60;

    private const double MinHardExertion = 7;
    private const double HighHeartRateShare = 0.87;
    private const double MinHighHeartRateMinutes = 20;

    private static readonly Evidence SourceTagEvidence = new(FeatureNames.SourceTag, 0.95);
    private static readonly Evidence PerceivedExertionEvidence = new(FeatureNames.PerceivedExertion, 0.90);
    private static readonly Evidence StoppedEarlyEvidence = new(FeatureNames.StoppedEarly, 0.80);
    private static readonly Evidence HardNameEvidence = new(FeatureNames.HardName, 0.60);
    private static readonly Evidence RepetitionsInNameEvidence = new(FeatureNames.RepetitionsInName, 0.35);
    private static readonly Evidence HighHeartRateEvidence = new(FeatureNames.HighHeartRate, 0.35);
    private static readonly Evidence FastForDurationEvidence = new(FeatureNames.FastForDuration, 0.25);
    private static readonly Evidence EasyNameEvidence = new(FeatureNames.EasyName, -0.50);

    /// <summary>A signal that decides alone; null without one.</summary>
    internal static Evidence? FindDecidingSignal(Recording recording, bool stoppedEarly)
    {
        var tag = recording.Activity.SourceTag;
        return tag == SourceTag.Workout
            || (tag == SourceTag.Race && recording.Family is not (SportFamily.Run or SportFamily.Multi))
                ? SourceTagEvidence
            : recording.Measurements.PerceivedExertion >= MinHardExertion ? PerceivedExertionEvidence
            : stoppedEarly ? StoppedEarlyEvidence
            : null;
    }

    /// <summary>What a run adds up to when nothing decides.</summary>
    /// <returns>The score.</returns>
    internal static double ComputeScore(
        Recording recording,
        ActivityTitle title,
        RunHistory runs,
        double maxHeartRate,
        List<Evidence> evidence
    )
    {
        var sheet = new EvidenceScore(evidence);
        var run = recording.Measurements;
        sheet.AddIf(HardNameEvidence, title.IsHard);
        sheet.AddIf(RepetitionsInNameEvidence, title.HasRepetitions);
        sheet.AddIf(
            HighHeartRateEvidence,
            run.AverageHeartRate > 0
                && maxHeartRate > 0
                && run.Minutes >= MinHighHeartRateMinutes
                && run.AverageHeartRate / maxHeartRate >= HighHeartRateShare
        );
        sheet.AddIf(FastForDurationEvidence, runs.IsFastForMinutes(recording.WrittenDay, run));
        sheet.AddIf(EasyNameEvidence, title.IsGentle || title.IsWarmUp);
        return sheet.Score;
    }
}
