using ActivitySync.Digest.Words;
using ActivitySync.Recovery;

namespace ActivitySync.Digest;

/// <summary>Look ahead: the next race, the window before it, a day worth knowing.</summary>
internal static class AheadSentences
{
    public static PageBlock Block(DigestContent content, Language language) =>
        new(language.HeadingAhead, [.. Lines(content, language)], [], []);

    public static string Race(DigestContent content, Language language) =>
        content.RaceAhead is { } race
            ? language.Ahead.Race(OutsideText.Tame(race.Name), language.LongDate(race.Date), race.Date.DayNumber - content.Today.DayNumber)
            : "";

    /// <summary>That races may have moved unseen; empty while the calendars are read.</summary>
    public static IEnumerable<string> CalendarAge(DigestContent content, Language language) =>
        content.CalendarReadOn is { } read ? [language.Ahead.CalendarReadOn(language.LongDate(read))] : [];

    private static IEnumerable<string> Lines(DigestContent content, Language language)
    {
        foreach (var slot in content.Plan.Facts.SlotsToMove) yield return language.Why.SlotMove(language.LongDate(slot.Date));
        var isToldAbove = content.Race is { Days: > 0 } told && told.Race.Date == content.RaceAhead?.Date;
        if (content.RaceAhead is not null && !isToldAbove) yield return Race(content, language);
        if (content.RaceWindowOpens is { } opens && opens > content.Today) yield return language.Ahead.RaceWindowOpens(language.LongDate(opens));
        else if (content.DayToAvoid is { } day && !content.Leaves(Cut.Ahead))
        {
            var code = day.Because.Contains(ReasonCode.RaceTooClose) ? ReasonCode.RaceTooClose : ReasonCode.NextDayNotEasy;
            yield return language.Ahead.AvoidDay(language.LongDate(day.Date), code);
        }

        foreach (var line in CalendarAge(content, language)) yield return line;
    }
}
