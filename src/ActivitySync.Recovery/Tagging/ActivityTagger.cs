namespace ActivitySync.Recovery.Tagging;

/// <summary>
/// Tags activities one after the other, in order of their start instant, then their id. Each sees only those tagged
/// before it, which this class remembers.
/// </summary>
/// <param name="athlete">The athlete.</param>
/// <param name="habit">Collects the weekdays of long runs.</param>
/// <param name="today">The day number of T.</param>
/// <param name="maxHeartRate">Beats per minute; 0 is unknown.</param>
internal sealed class ActivityTagger(AthleteProfile athlete, LongRunHabit habit, int today, double maxHeartRate)
{
    /// <summary>The question "race?" is asked for a week: written date T-6 .. T.</summary>
    internal const int QuestionDays = 7;

    private readonly RunHistory _runs = new();
    private readonly RaceHistory _races = new();

    internal bool IsCold(int day) => _runs.ComputeBaseline(day).IsCold;

    /// <summary>Tags the next activity.</summary>
    /// <param name="recording">At least 5 minutes long, copies merged.</param>
    /// <param name="match">The race of the calendar it was matched with, if any.</param>
    /// <param name="labelOverride">The athlete's labels.</param>
    internal TaggedRecording Tag(Recording recording, RaceMatch? match, LabelOverride labelOverride)
    {
        var baseline =
            recording.IsRun && LongRunClassifier.IsCompared(recording.Minutes)
                ? _runs.ComputeBaseline(recording.WrittenDay)
                : null;
        // tagging.md 5, "Stopped early in under 75 minutes": no race and no long run, whatever the tags say.
        var isStoppedShort =
            match is { StoppedEarly: true }
            && recording.Measurements.ElapsedMinutes < RaceClassifier.MinStoppedRaceMinutes;
        var raceSignal = isStoppedShort ? null : RaceClassifier.FindDecidingSignal(recording, match);

        var result = labelOverride.IsGiven
            ? ApplyAthleteLabels(recording, match, labelOverride)
            : InferLabels(recording, match, baseline, raceSignal, isStoppedShort);

        Remember(recording, result, isNamedRace: raceSignal is not null || labelOverride.IsRace);
        return new(
            recording,
            result.IsPossibleRace,
            labelOverride,
            CreateTaggedActivity(recording, match, labelOverride, baseline, result)
        );
    }

    /// <summary>tagging.md 8: the athlete's labels are the label set; only a race of importance C adds hard.</summary>
    private TaggingResult ApplyAthleteLabels(Recording recording, RaceMatch? match, LabelOverride labelOverride)
    {
        var (raceClass, importance) = labelOverride.IsRace
            ? ClassifyRace(recording, match, labelOverride.Importance)
            : default;
        var labels = ListLabels(
            labelOverride.IsRace,
            labelOverride.IsLongRun,
            labelOverride.IsHard || (importance == Importance.C && !IsSlowerThanUsual(recording)),
            isLongLoad: false
        );
        return new(labels, Confidence: 1, [new(FeatureNames.AthleteLabel, 1)])
        {
            RaceClass = raceClass,
            Importance = importance,
        };
    }

    /// <summary>tagging.md 5 to 7: each label by its score.</summary>
    private TaggingResult InferLabels(
        Recording recording,
        RaceMatch? match,
        Baseline? baseline,
        Evidence? raceSignal,
        bool isStoppedShort
    )
    {
        // tagging.md 5: race. A and B races are nothing else.
        var race = ComputeRaceScore(recording, raceSignal, isStoppedShort);
        var isRace = race.Value >= RaceClassifier.Threshold;
        var (raceClass, importance) = isRace ? ClassifyRace(recording, match, athletesImportance: null) : default;
        if (isRace && importance != Importance.C)
        {
            return new([Label.Race], race.Value, race.Evidence) { RaceClass = raceClass, Importance = importance };
        }

        // tagging.md 6: long run and long load.
        var longRun =
            recording.IsRun && !isStoppedShort
                ? LongRunClassifier.ComputeScore(recording, baseline, IsUsualWeekday(recording, baseline))
                : new LabelScore();
        var isLongRun = longRun.Value >= LongRunClassifier.Threshold && !recording.Measurements.IsForgottenWatch;
        var isLongLoad = LongRunClassifier.IsLongLoad(recording);

        // tagging.md 7: hard workout. A C race is hard by its speed alone.
        var hard = isRace ? new LabelScore() : ComputeHardScore(recording, isStoppedShort);
        var isHard = isRace ? !IsSlowerThanUsual(recording) : hard.Value >= HardWorkoutClassifier.Threshold;

        var confidence =
            isRace ? race.Value
            : isLongRun ? longRun.Value
            : isHard ? hard.Value
            : isLongLoad ? 1
            : Math.Max(race.Value, Math.Max(longRun.Value, hard.Value));
        List<Evidence> evidence = [.. race.Evidence, .. longRun.Evidence, .. hard.Evidence];
        if (isLongLoad)
        {
            evidence.Add(new(FeatureNames.LongLoad, 1));
        }

        return new(ListLabels(isRace, isLongRun, isHard, isLongLoad), confidence, evidence)
        {
            RaceClass = raceClass,
            Importance = importance,
            IsPossibleRace = RaceClassifier.IsQuestion(recording, race.Value),
        };
    }

    private LabelScore ComputeRaceScore(Recording recording, Evidence? signal, bool isStoppedShort)
    {
        var hasSum =
            recording.IsRun
            && !isStoppedShort
            && recording.Activity.SourceTag is not (SourceTag.LongRun or SourceTag.Workout);
        return signal is null && hasSum
            ? RaceClassifier.ComputeScore(recording, _runs, _races, maxHeartRate)
            : LabelScore.FromSignal(signal);
    }

    private LabelScore ComputeHardScore(Recording recording, bool isStoppedShort)
    {
        var signal = HardWorkoutClassifier.FindDecidingSignal(recording, isStoppedShort);
        return signal is null && recording.IsRun
            ? HardWorkoutClassifier.ComputeScore(recording, _runs, maxHeartRate)
            : LabelScore.FromSignal(signal);
    }

    private bool IsUsualWeekday(Recording recording, Baseline? baseline) =>
        baseline is { IsCold: false } && habit.IsUsual(recording.WrittenDay, recording.WrittenDay);

    /// <summary>tagging.md 5, class and importance.</summary>
    private (RaceClass? Class, Importance? Importance) ClassifyRace(
        Recording recording,
        RaceMatch? match,
        Importance? athletesImportance
    )
    {
        var raceClass = RaceDistance.Classify(
            recording.IsRun ? recording.Measurements.Meters : 0,
            recording.Measurements.ElapsedMinutes
        );
        if (athletesImportance is not null)
        {
            return (raceClass, athletesImportance);
        }

        return match is not null
            ? (raceClass, RaceClassifier.GetImportance(match.Race))
            : (
                raceClass,
                RaceClassifier.InferImportance(
                    recording.Title,
                    raceClass,
                    _races.CountShortRacesBefore(recording.WrittenDay)
                )
            );
    }

    /// <summary>tagging.md 5, C races: a run slower than the usual speed; false if a speed is missing.</summary>
    private bool IsSlowerThanUsual(Recording recording) =>
        recording.IsRun
        && recording.Measurements.Speed > 0
        && recording.Measurements.Speed < _runs.ComputeUsualSpeed(recording.WrittenDay);

    private void Remember(Recording recording, TaggingResult result, bool isNamedRace)
    {
        if (recording.IsRun)
        {
            _runs.Add(recording.WrittenDay, recording.Measurements, result.Labels.Contains(Label.Race));
        }

        if (result.RaceClass is { } raceClass)
        {
            _races.Add(recording, raceClass, isNamedRace);
        }

        if (result.Labels.Contains(Label.LongRun))
        {
            habit.Add(recording.WrittenDay);
        }
    }

    private TaggedActivity CreateTaggedActivity(
        Recording recording,
        RaceMatch? match,
        LabelOverride labelOverride,
        Baseline? baseline,
        TaggingResult result
    )
    {
        var warm = baseline is { IsCold: false } ? baseline : null;
        return new()
        {
            Activity = recording.Activity,
            Labels = result.Labels,
            Tier =
                result.Labels.Contains(Label.LongRun) ? LongRunClassifier.GetTier(recording.Minutes)
                : result.Labels.Contains(Label.LongLoad) ? LongTier.Long
                : null,
            RaceClass = result.RaceClass,
            Importance = result.Importance,
            Confidence = result.Confidence,
            Evidence = result.Evidence,
            Facts = new()
            {
                Minutes = recording.Minutes,
                EffortMinutes = EffortCalculator.ComputeMinutes(recording, athlete, result.Labels),
                UsualMinutes = warm?.UsualMinutes,
                UsualWeekMinutes = warm?.UsualWeekMinutes > 0 ? warm.UsualWeekMinutes : null,
                IsLongestInSevenDays = warm is not null && warm.IsLongestInWeek(recording.Measurements),
                IsSpike = warm is not null && warm.IsSpike(recording.Measurements),
                IsCold = baseline is { IsCold: true },
                HasRaceQuestion = result.IsPossibleRace && today - recording.WrittenDay is >= 0 and < QuestionDays,
                IsLabeledByAthlete = labelOverride.IsGiven,
                IsStoppedEarly = match is { StoppedEarly: true },
                IgnoredValues = recording.Measurements.DescribeIgnoredValues(recording.Activity),
            },
            DuplicateOf = null,
        };
    }

    private static IReadOnlyList<Label> ListLabels(bool isRace, bool isLongRun, bool isHard, bool isLongLoad)
    {
        (bool Applies, Label Label)[] all =
        [
            (isRace, Label.Race),
            (isLongRun, Label.LongRun),
            (isHard, Label.Hard),
            (isLongLoad, Label.LongLoad),
        ];
        return [.. all.Where(one => one.Applies).Select(one => one.Label)];
    }

    /// <param name="Labels">In the order of <see cref="Label"/>.</param>
    /// <param name="Confidence">0 to 1.</param>
    /// <param name="Evidence">Race first, then long run, hard and long load.</param>
    private sealed record TaggingResult(
        IReadOnlyList<Label> Labels,
        double Confidence,
        IReadOnlyList<Evidence> Evidence
    )
    {
        /// <summary>Set with race.</summary>
        internal RaceClass? RaceClass { get; init; }

        /// <summary>Set with race.</summary>
        internal Importance? Importance { get; init; }

        internal bool IsPossibleRace { get; init; }
    }
}
