namespace ActivitySync.Recovery.Tagging;

/// <summary>Where one activity after the other is tagged, and what of each is kept for the next.</summary>
internal sealed class TagBench(Runner runner, LongRunHabit habit, int today, double maxHeartRate, int capacity)
{
    /// <summary>A question is asked for a week.</summary>
    internal const int QuestionDays = 7;

    private static readonly Evidence s_yourOwnWord = new(Features.YourOwnWord, 1);
    private static readonly Evidence s_longLoad = new(Features.LongLoad, 1);

    private readonly RunLog _runs = new(capacity);
    private readonly RaceLog _races = new();

    /// <summary>What was counted for the activity on the bench.</summary>
    private readonly List<Evidence> _counted = [];

    internal bool IsColdOn(int day) => _runs.BaselineOn(day).Cold;

    internal Tagged Tag(Recording recording, Title title, RaceMatch? match, RunnerWord word)
    {
        var compared = recording.IsRun && LongRun.IsCompared(recording.Minutes);
        var usual = compared ? _runs.BaselineOn(recording.WrittenDay) : default;
        var raceSignal = IsStoppedShort(recording, match) ? null : Race.Signal(recording, match);
        var findings = word.Given ? Said(recording, title, match, word) : Inferred(recording, title, match, usual, raceSignal);
        Keep(recording, findings, isNamedRace: raceSignal is not null || word.Race);
        return new(recording, findings.Labels, findings.RaceIsOpen, word, Answer(recording, title, match, word, compared, usual, findings));
    }

    private static bool IsStoppedShort(Recording recording, RaceMatch? match) =>
        match is { StoppedEarly: true } && recording.Measured.ElapsedMinutes < Race.StoppedShortMinutes;

    /// <summary>The runner's word is the label set; only a C race adds hard.</summary>
    private Findings Said(Recording recording, Title title, RaceMatch? match, RunnerWord word)
    {
        var labels = (word.Race ? LabelSet.Race : 0) | (word.LongRun ? LabelSet.LongRun : 0) | (word.Hard ? LabelSet.Hard : 0);
        var (raceClass, importance) = word.Race ? Weigh(recording, title, match, word.Importance) : default;
        if (importance == Importance.C && !IsJogged(recording))
        {
            labels |= LabelSet.Hard;
        }

        return new(labels, raceClass, importance, Confidence: 1, [s_yourOwnWord], RaceIsOpen: false);
    }

    private Findings Inferred(Recording recording, Title title, RaceMatch? match, Baseline usual, Evidence? raceSignal)
    {
        var stoppedShort = IsStoppedShort(recording, match);
        _counted.Clear();
        var race = Decided(raceSignal);
        if (raceSignal is null && !stoppedShort && recording.IsRun && recording.Activity.SourceTag is not (SourceTag.LongRun or SourceTag.Workout))
        {
            race = Race.Sum(recording, title, _runs, _races, maxHeartRate, _counted);
        }

        var isRace = race >= Race.IsRace;
        var (raceClass, importance) = isRace ? Weigh(recording, title, match, null) : default;
        if (isRace && importance != Importance.C)
        {
            return new(LabelSet.Race, raceClass, importance, race, [.. _counted], RaceIsOpen: false);
        }

        var longRun = recording.IsRun && !stoppedShort
            ? LongRun.Score(recording, title, usual, !usual.Cold && habit.IsUsual(recording.WrittenDay, recording.WrittenDay), _counted)
            : 0;
        var hardSignal = HardWorkout.Signal(recording, stoppedShort);
        var hard = hardSignal is null && recording.IsRun && !isRace
            ? HardWorkout.Sum(recording, title, _runs, maxHeartRate, _counted)
            : Decided(isRace ? null : hardSignal);
        var isLong = longRun >= LongRun.IsLong;
        var isHard = isRace ? !IsJogged(recording) : hard >= HardWorkout.IsHard;
        var isLoad = LongLoad.Is(recording);
        var labels = (isRace ? LabelSet.Race : 0) | (isLong ? LabelSet.LongRun : 0) | (isHard ? LabelSet.Hard : 0) | (isLoad ? LabelSet.LongLoad : 0);
        var confidence = isRace ? race
            : isLong ? longRun
            : isHard ? hard
            : isLoad ? 1
            : Math.Max(race, Math.Max(longRun, hard));
        if (isLoad)
        {
            _counted.Add(s_longLoad);
        }

        return new(
            labels,
            raceClass,
            importance,
            confidence,
            [.. _counted],
            RaceIsOpen: !isRace && race >= Race.IsAsked);
    }

    private (RaceClass? Class, Importance? Importance) Weigh(Recording recording, Title title, RaceMatch? match, Importance? said)
    {
        var raceClass = RaceDistance.ClassOf(recording.IsRun ? recording.Measured.Meters : 0, recording.Measured.ElapsedMinutes);
        var importance = said
            ?? (match is null ? default(Importance?) : RaceImportance.Of(match.Entry))
            ?? RaceImportance.Inferred(title, raceClass, _races.ShortRacesBefore(recording.WrittenDay));
        return (raceClass, importance);
    }

    /// <summary>A run slower than usual; what cannot be compared was hard.</summary>
    private bool IsJogged(Recording recording) =>
        recording.IsRun && recording.Measured.Speed > 0 && recording.Measured.Speed < _runs.UsualSpeedOn(recording.WrittenDay);

    /// <summary>The score of a signal that decides alone; 0 without one.</summary>
    private double Decided(Evidence? signal)
    {
        if (signal is null)
        {
            return 0;
        }

        _counted.Add(signal);
        return signal.Points;
    }

    private void Keep(Recording recording, Findings findings, bool isNamedRace)
    {
        var isRace = (findings.Labels & LabelSet.Race) != 0;
        if (recording.IsRun)
        {
            _runs.Add(recording.WrittenDay, recording.Measured, isRace);
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

    private TaggedActivity Answer(
        Recording recording, Title title, RaceMatch? match, RunnerWord word, bool compared, Baseline usual, Findings findings)
    {
        var warm = compared && !usual.Cold;
        return new()
        {
            Activity = recording.Activity,
            Labels = LabelLists.Of(findings.Labels),
            Tier = (findings.Labels & LabelSet.LongRun) != 0 ? LongRun.TierOf(recording.Minutes)
                : (findings.Labels & LabelSet.LongLoad) != 0 ? LongTier.Long
                : null,
            RaceClass = findings.RaceClass,
            Importance = findings.Importance,
            Confidence = findings.Confidence,
            Evidence = findings.Evidence,
            Facts = new()
            {
                Minutes = recording.Minutes,
                EffortMinutes = Effort.Minutes(recording, runner, title, findings.Labels),
                UsualMinutes = warm ? usual.UsualMinutes : null,
                UsualWeekMinutes = warm && usual.WeekMinutes > 0 ? usual.WeekMinutes : null,
                LongestInSevenDays = warm && usual.LongestMinutesOfWeek > 0 && recording.Minutes > usual.LongestMinutesOfWeek,
                Spike = compared && usual.IsSpike(recording.Measured),
                Cold = compared && usual.Cold,
                RaceIsAsked = findings.RaceIsOpen && today - recording.WrittenDay is >= 0 and < QuestionDays,
                ByRunner = word.Given,
                StoppedEarly = match is { StoppedEarly: true },
                LeftOut = recording.Measured.LeftOut(recording.Activity) ?? [],
            },
            DuplicateOf = null,
        };
    }

    private readonly record struct Findings(
        LabelSet Labels, RaceClass? RaceClass, Importance? Importance, double Confidence, Evidence[] Evidence, bool RaceIsOpen);
}
