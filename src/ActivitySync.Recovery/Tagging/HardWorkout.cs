namespace ActivitySync.Recovery.Tagging;

/// <summary>Whether an activity was a hard workout (tagging.md 7).</summary>
internal static class HardWorkout
{
    internal const double IsHard = 0.60;

    private const double HardExertion = 7;
    private const double HighHeartRate = 0.87;
    private const double HighHeartRateLeastMinutes = 20;

    /// <summary>A signal that decides alone; null without one.</summary>
    internal static Evidence? Signal(Recording recording, bool stoppedEarly)
    {
        var tag = recording.Activity.SourceTag;
        return tag == SourceTag.Workout || (tag == SourceTag.Race && recording.Family is not (Family.Run or Family.Multi)) ? new(Features.SourceTag, 0.95)
            : recording.Measured.PerceivedExertion >= HardExertion ? new(Features.PerceivedExertion, 0.90)
            : stoppedEarly ? new(Features.StoppedEarly, 0.80)
            : null;
    }

    /// <summary>What a run adds up to when nothing decides.</summary>
    /// <returns>The score.</returns>
    internal static double Sum(Recording recording, Title title, RunLog runs, double maxHeartRate, List<Evidence> counted)
    {
        var sheet = new ScoreSheet(counted);
        var run = recording.Measured;
        sheet.Add(Features.HardName, 0.60, title.Hard);
        sheet.Add(Features.RepetitionsInName, 0.35, title.Repetitions);
        sheet.Add(
            Features.HighHeartRate,
            0.35,
            run.AverageHeartRate > 0 && maxHeartRate > 0 && run.Minutes >= HighHeartRateLeastMinutes && run.AverageHeartRate / maxHeartRate >= HighHeartRate);
        sheet.Add(Features.FastForDuration, 0.25, runs.IsFastForMinutes(recording.WrittenDay, run));
        sheet.Add(Features.EasyName, -0.50, title.Gentle || title.Warm);
        return sheet.Score;
    }
}
