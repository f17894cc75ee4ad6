namespace ActivitySync.Recovery.Tagging;

/// <summary>Whether an activity was a hard workout (tagging.md 7).</summary>
internal static class HardWorkout
{
    internal const double IsHard = 0.60;

    private const double HardExertion = 7;
    private const double HighHeartRate = 0.87;
    private const double HighHeartRateLeastMinutes = 20;

    private static readonly Evidence s_sourceTag = new(Features.SourceTag, 0.95);
    private static readonly Evidence s_perceivedExertion = new(Features.PerceivedExertion, 0.90);
    private static readonly Evidence s_stoppedEarly = new(Features.StoppedEarly, 0.80);
    private static readonly Evidence s_hardName = new(Features.HardName, 0.60);
    private static readonly Evidence s_repetitionsInName = new(Features.RepetitionsInName, 0.35);
    private static readonly Evidence s_highHeartRate = new(Features.HighHeartRate, 0.35);
    private static readonly Evidence s_fastForDuration = new(Features.FastForDuration, 0.25);
    private static readonly Evidence s_easyName = new(Features.EasyName, -0.50);

    /// <summary>A signal that decides alone; null without one.</summary>
    internal static Evidence? Signal(Recording recording, bool stoppedEarly)
    {
        var tag = recording.Activity.SourceTag;
        return tag == SourceTag.Workout || (tag == SourceTag.Race && recording.Family is not (Family.Run or Family.Multi)) ? s_sourceTag
            : recording.Measured.PerceivedExertion >= HardExertion ? s_perceivedExertion
            : stoppedEarly ? s_stoppedEarly
            : null;
    }

    /// <summary>What a run adds up to when nothing decides.</summary>
    /// <returns>The score.</returns>
    internal static double Sum(Recording recording, Title title, RunLog runs, double maxHeartRate, List<Evidence> counted)
    {
        var sheet = new ScoreSheet(counted);
        var run = recording.Measured;
        sheet.Add(s_hardName, title.Hard);
        sheet.Add(s_repetitionsInName, title.Repetitions);
        sheet.Add(
            s_highHeartRate,
            run.AverageHeartRate > 0 && maxHeartRate > 0 && run.Minutes >= HighHeartRateLeastMinutes && run.AverageHeartRate / maxHeartRate >= HighHeartRate);
        sheet.Add(s_fastForDuration, runs.IsFastForMinutes(recording.WrittenDay, run));
        sheet.Add(s_easyName, title.Gentle || title.Warm);
        return sheet.Score;
    }
}
