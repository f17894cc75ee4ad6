namespace ActivitySync.Recovery.Tagging;

/// <summary>How much a race matters when the runner has not said (tagging.md 5).</summary>
internal static class RaceImportanceClassifier
{
    /// <summary>From this many short races in the weeks before, the next one is training.</summary>
    private const int TrainingShortRaces = 2;

    private const string Parkrun = "parkrun";

    /// <summary>The calendar's word; missing there, C for a parkrun and B for all else.</summary>
    internal static Importance GetImportance(CalendarRace entry) =>
        entry.Importance
        ?? (TitleNormalizer.ContainsWord(TitleNormalizer.Normalize(entry.Name), Parkrun) ? Importance.C : Importance.B);

    /// <summary>The importance of a race that is in no calendar.</summary>
    internal static Importance InferImportance(ActivityTitle title, RaceClass raceClass, int shortRacesBefore) =>
        title.IsParkrun ? Importance.C
        : raceClass != RaceClass.Short ? Importance.B
        : shortRacesBefore >= TrainingShortRaces ? Importance.C
        : Importance.B;
}
