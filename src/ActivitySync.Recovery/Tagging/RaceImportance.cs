namespace ActivitySync.Recovery.Tagging;

/// <summary>How much a race matters when the runner has not said (tagging.md 5).</summary>
internal static class RaceImportance
{
    /// <summary>From this many short races in the weeks before, the next one is training.</summary>
    private const int ManyShortRaces = 2;

    private const string Parkrun = "parkrun";

    /// <summary>The calendar's word; missing there, C for a parkrun and B for all else.</summary>
    internal static Importance Of(CalendarRace entry) =>
        entry.Importance ?? (TitleForm.HasWord(TitleForm.Of(entry.Name), Parkrun) ? Importance.C : Importance.B);

    /// <summary>The importance of a race that is in no calendar.</summary>
    internal static Importance Inferred(Title title, RaceClass raceClass, int shortRacesBefore) =>
        title.IsParkrun ? Importance.C
        : raceClass != RaceClass.Short ? Importance.B
        : shortRacesBefore >= ManyShortRaces ? Importance.C
        : Importance.B;
}
