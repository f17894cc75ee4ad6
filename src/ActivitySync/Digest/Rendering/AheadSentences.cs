using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;

namespace ActivitySync.Digest.Rendering;

/// <summary>The block "Coming up": the next race, the window before it, when it is too close.</summary>
internal static class AheadSentences
{
    public static PageBlock CreateBlock(DigestContent content, Language language) =>
        new(language.Ahead.Heading, [.. CreateLines(content, language)], [], []);

    /// <summary>Creates the block of a quiet week, which has the next race alone.</summary>
    public static PageBlock CreateQuietBlock(DigestContent content, Language language) =>
        new(
            language.Ahead.Heading,
            [
                .. content.RaceAhead is null || IsInRaceBlock(content)
                    ? Array.Empty<string>()
                    : [DescribeRace(content, language)],
                .. DescribeCalendarAge(content, language),
            ],
            [],
            []
        );

    private static bool IsInRaceBlock(DigestContent content) =>
        content.RaceMail is { Days: > 0 } mail && mail.Race.Date == content.RaceAhead?.Date;

    private static string DescribeRace(DigestContent content, Language language) =>
        content.RaceAhead is { } race
            ? language.Ahead.Race(
                UntrustedText.Sanitize(race.Name),
                language.LongDate(race.Date),
                race.Date.DayNumber - content.Today.DayNumber
            )
            : "";

    /// <summary>Warns that a race calendar has not been read for a while; empty if all are up to date.</summary>
    public static IEnumerable<string> DescribeCalendarAge(DigestContent content, Language language) =>
        content.CalendarReadOn is { } readOn ? [language.Ahead.CalendarReadOn(language.LongDate(readOn))] : [];

    private static IEnumerable<string> CreateLines(DigestContent content, Language language)
    {
        if (content.RaceAhead is not null && !IsInRaceBlock(content))
        {
            yield return DescribeRace(content, language);
        }

        if (content.RaceWindowOpens is { } opens && opens > content.Today && !content.Omits(DigestShortening.Ahead))
        {
            yield return language.Ahead.RaceWindowOpens(language.LongDate(opens));
        }
        else if (content.DayToAvoid is { } day && !content.Omits(DigestShortening.Ahead))
        {
            yield return language.Ahead.TooCloseFrom(language.LongDate(day.Date));
        }

        foreach (var line in DescribeCalendarAge(content, language))
        {
            yield return line;
        }
    }
}
