namespace ActivitySync.Recovery.Tagging;

/// <summary>An activity taken for a race of the calendar.</summary>
/// <param name="Entry">The race of the calendar.</param>
/// <param name="Score">How sure.</param>
/// <param name="StoppedEarly">Less than 95 % of the distance was run.</param>
internal sealed record RaceMatch(CalendarRace Entry, double Score, bool StoppedEarly);
