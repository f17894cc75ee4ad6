namespace ActivitySync.Recovery.Tagging;

/// <summary>Decides whether an activity is a hard workout (tagging.md 7).</summary>
internal static class HardWorkoutClassifier
{
    internal const double Threshold = 0.60;

    private const double MinHardExertion = 7;
    private const double MinHighHeartRateShare = 0.87;
    private const double MinHighHeartRateMinutes = 20;

    /// <summary>Finds the signal with the highest score; null without one.</summary>
    internal static Evidence? FindDecidingSignal(Recording recording, bool isStoppedShort)
    {
        var tag = recording.Activity.SourceTag;
        return tag == SourceTag.Workout
            || (tag == SourceTag.Race && recording.Family is not (SportFamily.Run or SportFamily.Multi))
                ? new(FeatureNames.SourceTag, 0.95)
            : recording.Measurements.PerceivedExertion >= MinHardExertion ? new(FeatureNames.PerceivedExertion, 0.90)
            : isStoppedShort ? new(FeatureNames.StoppedEarly, 0.80)
            : null;
    }

    /// <summary>Computes the sum of points for a run without a deciding signal.</summary>
    /// <param name="recording">The run.</param>
    /// <param name="runs">The runs before it.</param>
    /// <param name="maxHeartRate">The athlete's maximum, beats per minute; 0 is unknown.</param>
    internal static LabelScore ComputeScore(Recording recording, RunHistory runs, double maxHeartRate)
    {
        var score = new LabelScore();
        var (title, run) = (recording.Title, recording.Measurements);
        score.AddIf(title.IsHard, FeatureNames.HardName, 0.60);
        score.AddIf(title.HasRepetitions, FeatureNames.RepetitionsInName, 0.35);
        score.AddIf(
            run.AverageHeartRate > 0
                && maxHeartRate > 0
                && run.Minutes >= MinHighHeartRateMinutes
                && run.AverageHeartRate / maxHeartRate >= MinHighHeartRateShare,
            FeatureNames.HighHeartRate,
            0.35
        );
        score.AddIf(runs.IsFastForMinutes(recording.WrittenDay, run), FeatureNames.FastForDuration, 0.25);
        // Strides within an easy run are repetitions, but no workout.
        score.AddIf(title.IsGentle || title.IsWarmUp, FeatureNames.EasyName, title.HasStrides ? -0.50 : -0.35);
        return score;
    }
}
