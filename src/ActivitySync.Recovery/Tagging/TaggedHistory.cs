namespace ActivitySync.Recovery.Tagging;

/// <summary>All that tagging knows of a runner on one day.</summary>
/// <param name="Answers">Every recording up to T, copies and short ones too, by start instant, then id.</param>
/// <param name="Kept">Those that count: at least 5 minutes, copies merged, in the same order.</param>
/// <param name="UnmatchedRaces">Races of the calendar without a recording, by date, then name.</param>
/// <param name="Habit">The weekdays of long runs.</param>
/// <param name="IsCold">The baseline with reference T is cold.</param>
internal sealed record TaggedHistory(
    IReadOnlyList<TaggedActivity> Answers,
    IReadOnlyList<Tagged> Kept,
    IReadOnlyList<CalendarRace> UnmatchedRaces,
    LongRunHabit Habit,
    bool IsCold);
