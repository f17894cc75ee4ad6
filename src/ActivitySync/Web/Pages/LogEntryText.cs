using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;
using ActivitySync.Sources;
using ActivitySync.Web.Localization;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>Describes entries in lists.</summary>
internal static class LogEntryText
{
    private const int MaxNameLength = 100;

    /// <summary>An entry as a row of a list.</summary>
    public static EntryRow CreateRow(LogbookEntry entry, PageContext page) =>
        new(entry.Id.ToString(), page.Language.ShortDate(entry.Date), Describe(entry, page))
        {
            Fixed = entry.CanRemove
                ? ""
                : ExplainFixed(
                    entry.Origin == EntryOrigin.Calendar ? EntryProblem.FromCalendar : EntryProblem.FromTitle,
                    entry.Title,
                    page.Texts.Log
                ),
            CanEnd = entry is PainEntry { Pain: var pain } && pain.IsActiveOn(page.Today),
        };

    /// <summary>Says where an entry has to be removed.</summary>
    public static string ExplainFixed(EntryProblem problem, TitleOrigin? title, LogPageTexts texts) =>
        problem == EntryProblem.FromCalendar ? texts.FromCalendar : texts.FromTitle(FindSourceName(title));

    private static string FindSourceName(TitleOrigin? title) =>
        SourceDescriptors.All.FirstOrDefault(source => source.Name.Text == title?.Source)?.Name.DisplayName ?? "";

    private static string Describe(LogbookEntry entry, PageContext page)
    {
        var (texts, language) = (page.Texts.Log, page.Language);
        return entry switch
        {
            MassageEntry { Massage: var massage } => texts.Massage(texts.MassageKind(massage.Kind)),
            SlotEntry { Massage: var massage } => texts.BookedMassage(texts.MassageKind(massage.Kind)),
            FeelingEntry { Answer: var answer } => texts.Feeling(DescribeFeeling(answer.Feeling, page.Language)),
            PainEntry { Pain: var pain } => Sentences.Join(
                texts.Pain(
                    DescribeArea(pain.Area, texts),
                    Sentences.FormatNumber(pain.Severity, language),
                    string.Join(", ", pain.Signs.Select(sign => UntrustedText.Sanitize(language.Medical.Sign(sign))))
                ) + (pain.ResolvedOn is null ? "" : ","),
                pain.ResolvedOn is { } day ? texts.Gone(language.ShortDate(day)) : ""
            ),
            IllnessEntry { Illness: var illness } => texts.Illness(UntrustedText.Shorten(illness.Kind, MaxNameLength)),
            RaceEntry { Race: var race } => texts.Race(
                UntrustedText.Shorten(race.Name, MaxNameLength),
                Sentences.FormatDistance(race.DistanceMeters, page.Athlete.Units, language)
            ),
            PlannedSessionEntry { Session: var session } => texts.Planned(page.Texts.Days.PlannedKind(session.Kind)),
            _ => "",
        };
    }

    /// <summary>Common areas are named in the athlete's language; others stay in the athlete's words.</summary>
    private static string DescribeArea(string area, LogPageTexts texts) =>
        SoreArea.Split(area) is var (side, name) && texts.Areas.TryGetValue(name, out var known)
            ? side.Length > 0
                ? texts.AreaWithSide(known, texts.Side(side))
                : known
            : UntrustedText.Shorten(area, MaxNameLength);

    private static string DescribeFeeling(MassageFeeling feeling, Language language) =>
        language.Answers.Choice(
            feeling switch
            {
                MassageFeeling.Better => AnswerAction.Better,
                MassageFeeling.Same => AnswerAction.Same,
                _ => AnswerAction.Worse,
            }
        );
}
