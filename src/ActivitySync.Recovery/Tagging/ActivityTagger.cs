namespace ActivitySync.Recovery.Tagging;

/// <summary>Where one activity after the other is tagged, and what of each is kept for the next.</summary>
internal sealed class ActivityTagger(
    AthleteProfile athlete,
    LongRunHabit habit,
    int today,
    double maxHeartRate,
    int capacity
)
{
    /// <summary>A question is asked for a week.</summary>
    internal const int QuestionDays = 7;

    private static readonly Evidence AthleteLabelEvidence = new(FeatureNames.AthleteLabel, 1);
    private static readonly Evidence LongLoadEvidence = new(FeatureNames.LongLoad, 1);

    private readonly RunHistory _runs = new(capacity);
    private readonly RaceHistory _races = new();

    /// <summary>What was counted for the activity on the bench.</summary>
    private readonly List<Evidence> _evidence = [];

    internal bool IsCold(int day) => _runs.ComputeBaseline(day).IsCold;

    internal TaggedRecording Tag(
        Recording recording,
        ActivityTitle title,
        RaceMatch? match,
        LabelOverride labelOverride
    )
    {
        var compared = recording.IsRun && LongRunClassifier.IsCompared(recording.Minutes);
        var usual = compared ? _runs.ComputeBaseline(recording.WrittenDay) : default;
        var raceSignal = IsStoppedShort(recording, match) ? null : RaceClassifier.FindDecidingSignal(recording, match);
        var findings = labelOverride.IsGiven
            ? TagAsLabeled(recording, title, match, labelOverride)
            : InferTags(recording, title, match, usual, raceSignal);
        Remember(recording, findings, isNamedRace: raceSignal is not null || labelOverride.IsRace);
        return new(
            recording,
            findings.Labels,
            findings.IsPossibleRace,
            labelOverride,
            CreateTaggedActivity(recording, title, match, labelOverride, compared, usual, findings)
        );
    }

    private static bool IsStoppedShort(Recording recording, RaceMatch? match) =>
        match is { StoppedEarly: true } && recording.Measurements.ElapsedMinutes < RaceClassifier.MinStoppedRaceMinutes;

    /// <summary>The runner's word is the label set; only a C race adds hard.</summary>
    private TaggingResult TagAsLabeled(
        Recording recording,
        ActivityTitle title,
        RaceMatch? match,
        LabelOverride labelOverride
    )
    {
        var labels =
            (labelOverride.IsRace ? LabelSet.Race : 0)
            | (labelOverride.IsLongRun ? LabelSet.LongRun : 0)
            | (labelOverride.IsHard ? LabelSet.Hard : 0);
        var (raceClass, importance) = labelOverride.IsRace
            ? ClassifyRace(recording, title, match, labelOverride.Importance)
            : default;
        if (importance == Importance.C && !IsSlowerThanUsual(recording))
        {
            labels |= LabelSet.Hard;
        }

        return new(labels, raceClass, importance, Confidence: 1, [AthleteLabelEvidence], IsPossibleRace: false);
    }

    private TaggingResult InferTags(
        Recording recording,
        ActivityTitle title,
        RaceMatch? match,
        Baseline usual,
        Evidence? raceSignal
    )
    {
        var stoppedShort = IsStoppedShort(recording, match);
        _evidence.Clear();
        var race = ScoreSignal(raceSignal);
        if (
            raceSignal is null
            && !stoppedShort
            && recording.IsRun
            && recording.Activity.SourceTag is not (SourceTag.LongRun or SourceTag.Workout)
        )
        {
            race = RaceClassifier.ComputeScore(recording, title, _runs, _races, maxHeartRate, _evidence);
        }

        var isRace = race >= RaceClassifier.Threshold;
        var (raceClass, importance) = isRace ? ClassifyRace(recording, title, match, null) : default;
        if (isRace && importance != Importance.C)
        {
            return new(LabelSet.Race, raceClass, importance, race, [.. _evidence], IsPossibleRace: false);
        }

        var longRun =
            recording.IsRun && !stoppedShort
                ? LongRunClassifier.ComputeScore(
                    recording,
                    title,
                    usual,
                    !usual.IsCold && habit.IsUsual(recording.WrittenDay, recording.WrittenDay),
                    _evidence
                )
                : 0;
        var hardSignal = HardWorkoutClassifier.FindDecidingSignal(recording, stoppedShort);
        var hard =
            hardSignal is null && recording.IsRun && !isRace
                ? HardWorkoutClassifier.ComputeScore(recording, title, _runs, maxHeartRate, _evidence)
                : ScoreSignal(isRace ? null : hardSignal);
        var isLong = longRun >= LongRunClassifier.Threshold;
        var isHard = isRace ? !IsSlowerThanUsual(recording) : hard >= HardWorkoutClassifier.Threshold;
        var isLoad = LongLoadClassifier.IsLongLoad(recording);
        var labels =
            (isRace ? LabelSet.Race : 0)
            | (isLong ? LabelSet.LongRun : 0)
            | (isHard ? LabelSet.Hard : 0)
            | (isLoad ? LabelSet.LongLoad : 0);
        var confidence =
            isRace ? race
            : isLong ? longRun
            : isHard ? hard
            : isLoad ? 1
            : Math.Max(race, Math.Max(longRun, hard));
        if (isLoad)
        {
            _evidence.Add(LongLoadEvidence);
        }

        return new(
            labels,
            raceClass,
            importance,
            confidence,
            [.. _evidence],
            IsPossibleRace: !isRace && race >= RaceClassifier.QuestionThreshold
        );
    }

    private (RaceClass? Class, Importance? Importance) ClassifyRace(
        Recording recording,
        ActivityTitle title,
        RaceMatch? match,
        Importance? said
    )
    {
        var raceClass = RaceDistance.Classify(
            recording.IsRun ? recording.Measurements.Meters : 0,
            recording.Measurements.ElapsedMinutes
        );
        var importance = said
            ?? (match is null ? default(Importance?) : RaceImportanceClassifier.GetImportance(match.Race))
            ?? RaceImportanceClassifier.InferImportance(
                title,
                raceClass,
                _races.CountShortRacesBefore(recording.WrittenDay)
            );
        return (raceClass, importance);
    }

    /// <summary>A run slower than usual; what cannot be compared was hard.</summary>
    private bool IsSlowerThanUsual(Recording recording) =>
        recording.IsRun
        && recording.Measurements.Speed > 0
        && recording.Measurements.Speed < _runs.ComputeUsualSpeed(recording.WrittenDay);

    /// <summary>The score of a signal that decides alone; 0 without one.</summary>
    private double ScoreSignal(Evidence? signal)
    {
        if (signal is null)
        {
            return 0;
        }

        _evidence.Add(signal);
        return signal.Points;
    }

    private void Remember(Recording recording, TaggingResult findings, bool isNamedRace)
    {
        var isRace = (findings.Labels & LabelSet.Race) != 0;
        if (recording.IsRun)
        {
            _runs.Add(recording.WrittenDay, recording.Measurements, isRace);
        }

        if (isRace)
        {
            _races.Add(recording, findings.RaceClass!.Value, isNamedRace);
        }

        if ((findings.Labels & LabelSet.LongRun) != 0)
        {
            habit.Add(recording.WrittenDay);
        }
    }

    private TaggedActivity CreateTaggedActivity(
        Recording recording,
        ActivityTitle title,
        RaceMatch? match,
        LabelOverride labelOverride,
        bool compared,
        Baseline usual,
        TaggingResult findings
    )
    {
        var warm = compared && !usual.IsCold;
        return new()
        {
            Activity = recording.Activity,
            Labels = LabelLists.Get(findings.Labels),
            Tier =
                (findings.Labels & LabelSet.LongRun) != 0 ? LongRunClassifier.GetTier(recording.Minutes)
                : (findings.Labels & LabelSet.LongLoad) != 0 ? LongTier.Long
                : null,
            RaceClass = findings.RaceClass,
            Importance = findings.Importance,
            Confidence = findings.Confidence,
            Evidence = findings.Evidence,
            Facts = new()
            {
                Minutes = recording.Minutes,
                EffortMinutes = EffortCalculator.ComputeMinutes(recording, athlete, title, findings.Labels),
                UsualMinutes = warm ? usual.UsualMinutes : null,
                UsualWeekMinutes = warm && usual.UsualWeekMinutes > 0 ? usual.UsualWeekMinutes : null,
                IsLongestInSevenDays =
                    warm && usual.LongestMinutesInWeek > 0 && recording.Minutes > usual.LongestMinutesInWeek,
                IsSpike = compared && usual.IsSpike(recording.Measurements),
                IsCold = compared && usual.IsCold,
                HasRaceQuestion = findings.IsPossibleRace && today - recording.WrittenDay is >= 0 and < QuestionDays,
                IsLabeledByAthlete = labelOverride.IsGiven,
                IsStoppedEarly = match is { StoppedEarly: true },
                IgnoredValues = recording.Measurements.DescribeIgnoredValues(recording.Activity) ?? [],
            },
            DuplicateOf = null,
        };
    }

    private readonly record struct TaggingResult(
        LabelSet Labels,
        RaceClass? RaceClass,
        Importance? Importance,
        double Confidence,
        Evidence[] Evidence,
        bool IsPossibleRace
    );
}
