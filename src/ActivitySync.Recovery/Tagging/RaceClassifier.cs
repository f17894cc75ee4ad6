namespace ActivitySync.Recovery.Tagging;

/// <summary>Decides whether an activity is a race, and how important it is (tagging.md 5).</summary>
internal static class RaceClassifier
{
    internal const double Threshold = 0.70;

    /// <summary>From this score on, "race?" is asked.</summary>
    private const double QuestionThreshold = 0.60;

    /// <summary>The same for an event title.</summary>
    private const double EventTitleQuestionThreshold = 0.45;

    /// <summary>A race of the calendar that was stopped before this many elapsed minutes is a hard run.</summary>
    internal const double MinStoppedRaceMinutes = 75;

    private const double MinForecastShare = 0.97;
    private const double MaxElapsedToMovingRatio = 1.02;

    /// <summary>After this many short races in the weeks before, the next one is training.</summary>
    private const int TrainingShortRaces = 2;

    private const string Parkrun = "parkrun";

    private static readonly TimeSpan MorningStart = new(6, 30, 0);
    private static readonly TimeSpan MorningEnd = new(11, 0, 0);

    /// <summary>
    /// Finds the deciding signal with the highest score; of equal ones the first in the table of tagging.md 5.
    /// </summary>
    internal static Evidence? FindDecidingSignal(Recording recording, RaceMatch? match)
    {
        Evidence? own =
            recording.Family == SportFamily.Multi ? new(FeatureNames.Multisport, 0.80)
            : !recording.IsRun ? null
            : recording.Activity.SourceTag == SourceTag.Race ? new(FeatureNames.SourceTag, 0.97)
            : recording.Activity.DeviceRace ? new(FeatureNames.DeviceRace, 0.95)
            : null;
        return match is null || own?.Points >= match.Score
            ? own
            : new(match.StoppedEarly ? FeatureNames.StoppedEarly : FeatureNames.RaceCalendar, match.Score);
    }

    /// <summary>Computes the sum of points for a run without a deciding signal.</summary>
    /// <param name="recording">The run.</param>
    /// <param name="runs">The runs before it.</param>
    /// <param name="races">The races before it.</param>
    /// <param name="maxHeartRate">The athlete's maximum, beats per minute; 0 is unknown.</param>
    internal static LabelScore ComputeScore(
        Recording recording,
        RunHistory runs,
        RaceHistory races,
        double maxHeartRate
    )
    {
        var score = new LabelScore();
        var (title, run) = (recording.Title, recording.Measurements);
        var isEventTitle = title.NamesRace(run.Meters);
        score.AddIf(isEventTitle, FeatureNames.RaceName, 0.45);
        score.AddIf(!isEventTitle && title.NamesDistance(run.Meters), FeatureNames.DistanceInName, 0.20);
        score.AddIf(title.IsNotRace || (title.IsLong && !isEventTitle), FeatureNames.TrainingName, -0.60);
        var isMarathon = RaceDistance.IsMarathon(run.Meters);
        score.AddIf(isMarathon, FeatureNames.MarathonDistance, 0.70);
        score.AddIf(!isMarathon && RaceDistance.IsStandard(run.Meters), FeatureNames.StandardDistance, 0.20);
        score.AddIf(IsOwnBestPace(recording.WrittenDay, run, runs, races), FeatureNames.OwnBestPace, 0.30);
        score.AddIf(HasRaceHeartRate(run, maxHeartRate), FeatureNames.RaceHeartRate, 0.20);
        score.AddIf(
            run.HasBothTimes && run.ElapsedSeconds / run.MovingSeconds <= MaxElapsedToMovingRatio,
            FeatureNames.NoStops,
            0.05
        );
        score.AddIf(IsWeekendMorning(recording.Activity.Start), FeatureNames.WeekendMorning, 0.10);
        score.AddIf(
            title.NamesTime(run.MovingSeconds) || title.NamesTime(run.ElapsedSeconds),
            FeatureNames.FinishTime,
            0.25
        );
        return score;
    }

    /// <summary>Whether a score below <see cref="Threshold"/> is an open question.</summary>
    internal static bool IsQuestion(Recording recording, double score) =>
        score < Threshold
        && score
            >= (
                recording.Title.NamesRace(recording.Measurements.Meters)
                    ? EventTitleQuestionThreshold
                    : QuestionThreshold
            );

    /// <summary>The importance in the calendar; if it is missing there, C for a parkrun, else B.</summary>
    internal static Importance GetImportance(CalendarRace race) =>
        race.Importance
        ?? (TitleNormalizer.ContainsWord(TitleNormalizer.Normalize(race.Name), Parkrun) ? Importance.C : Importance.B);

    /// <summary>The importance of a race that is in no calendar and has none from the athlete.</summary>
    internal static Importance InferImportance(ActivityTitle title, RaceClass raceClass, int shortRacesBefore) =>
        title.IsParkrun ? Importance.C
        : raceClass != RaceClass.Short ? Importance.B
        : shortRacesBefore >= TrainingShortRaces ? Importance.C
        : Importance.B;

    private static bool IsOwnBestPace(int day, Measurements run, RunHistory runs, RaceHistory races) =>
        run.Meters > 0
        && (
            runs.IsFastForDistance(day, run)
            || (
                races.ComputeForecastSpeed(day, run.Meters) is var forecast
                && forecast > 0
                && run.Speed >= MinForecastShare * forecast
            )
        );

    /// <summary>Whether the average is a race's share of the maximum, which falls with the distance.</summary>
    private static bool HasRaceHeartRate(Measurements run, double maxHeartRate)
    {
        var minShare = run.Meters switch
        {
            < 7_500 => 0.90,
            < 15_000 => 0.88,
            < 30_000 => 0.84,
            _ => 0.78,
        };
        return run.Meters > 0
            && run.AverageHeartRate > 0
            && maxHeartRate > 0
            && run.AverageHeartRate / maxHeartRate >= minShare;
    }

    private static bool IsWeekendMorning(DateTimeOffset start) =>
        start.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
        && start.TimeOfDay >= MorningStart
        && start.TimeOfDay <= MorningEnd;
}
