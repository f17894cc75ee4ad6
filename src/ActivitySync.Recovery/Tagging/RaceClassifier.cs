namespace ActivitySync.Recovery.Tagging;

/// <summary>Whether an activity was a race (tagging.md 5).</summary>
internal static class RaceClassifier
{
    internal const double Threshold = 0.70;
    internal const double QuestionThreshold = 0.50;

    /// <summary>A race stopped before this many elapsed minutes was a hard run.</summary>
    internal const double MinStoppedRaceMinutes = 75;

    private const double MinForecastShare = 0.97;
    private const double MaxElapsedToMovingRatio = 1.02;

    // What a feature is worth never changes, so all races share one note of it.
    private static readonly Evidence SourceTagEvidence = new(FeatureNames.SourceTag, 0.97);
    private static readonly Evidence DeviceRaceEvidence = new(FeatureNames.DeviceRace, 0.95);
    private static readonly Evidence MultisportEvidence = new(FeatureNames.Multisport, 0.80);
    private static readonly Evidence RaceNameEvidence = new(FeatureNames.RaceName, 0.45);
    private static readonly Evidence DistanceInNameEvidence = new(FeatureNames.DistanceInName, 0.20);
    private static readonly Evidence TrainingNameEvidence = new(FeatureNames.TrainingName, -0.60);
    private static readonly Evidence StandardDistanceEvidence = new(FeatureNames.StandardDistance, 0.20);
    private static readonly Evidence OwnBestPaceEvidence = new(FeatureNames.OwnBestPace, 0.30);
    private static readonly Evidence RaceHeartRateEvidence = new(FeatureNames.RaceHeartRate, 0.20);
    private static readonly Evidence NoStopsEvidence = new(FeatureNames.NoStops, 0.05);
    private static readonly Evidence WeekendMorningEvidence = new(FeatureNames.WeekendMorning, 0.05);

    private static readonly TimeSpan MorningStart = new(6, 30, 0);
    private static readonly TimeSpan MorningEnd = new(11, 0, 0);

    /// <summary>A signal that decides alone; null without one.</summary>
    internal static Evidence? FindDecidingSignal(Recording recording, RaceMatch? match)
    {
        var own =
            recording.Family == SportFamily.Multi ? MultisportEvidence
            : !recording.IsRun ? null
            : recording.Activity.SourceTag == SourceTag.Race ? SourceTagEvidence
            : recording.Activity.DeviceRace ? DeviceRaceEvidence
            : null;
        return match is null || own?.Points >= match.Score
            ? own
            : new(match.StoppedEarly ? FeatureNames.StoppedEarly : FeatureNames.RaceCalendar, match.Score);
    }

    /// <summary>What a run adds up to when nothing decides.</summary>
    /// <returns>The score.</returns>
    internal static double ComputeScore(
        Recording recording,
        ActivityTitle title,
        RunHistory runs,
        RaceHistory races,
        double maxHeartRate,
        List<Evidence> evidence
    )
    {
        var sheet = new EvidenceScore(evidence);
        var run = recording.Measurements;
        var isEvent = title.NamesRace(run.Meters);
        sheet.AddIf(RaceNameEvidence, isEvent);
        sheet.AddIf(DistanceInNameEvidence, !isEvent && title.NamesDistance(run.Meters));
        sheet.AddIf(TrainingNameEvidence, title.IsNotRace);
        sheet.AddIf(StandardDistanceEvidence, RaceDistance.IsStandard(run.Meters));
        sheet.AddIf(OwnBestPaceEvidence, IsOwnBest(recording.WrittenDay, run, runs, races));
        sheet.AddIf(
            RaceHeartRateEvidence,
            run.Meters > 0
                && run.AverageHeartRate > 0
                && maxHeartRate > 0
                && run.AverageHeartRate / maxHeartRate >= GetRaceHeartRateShare(run.Meters)
        );
        sheet.AddIf(
            NoStopsEvidence,
            run.HasBothTimes && run.ElapsedSeconds / run.MovingSeconds <= MaxElapsedToMovingRatio
        );
        sheet.AddIf(WeekendMorningEvidence, IsWeekendMorning(recording.Activity.Start));
        return sheet.Score;
    }

    private static bool IsOwnBest(int day, Measurements run, RunHistory runs, RaceHistory races) =>
        run.Meters > 0
        && (
            runs.IsFastForDistance(day, run)
            || (
                races.ComputeForecastSpeed(day, run.Meters) is var forecast
                && forecast > 0
                && run.Speed >= MinForecastShare * forecast
            )
        );

    /// <summary>The share of the maximum that a race of this distance asks for.</summary>
    private static double GetRaceHeartRateShare(double meters) =>
        meters switch
        {
            < 7_500 => 0.90,
            < 15_000 => 0.88,
            < 30_000 => 0.84,
            _ => 0.78,
        };

    private static bool IsWeekendMorning(DateTimeOffset start) =>
        start.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
        && start.TimeOfDay >= MorningStart
        && start.TimeOfDay <= MorningEnd;
}
