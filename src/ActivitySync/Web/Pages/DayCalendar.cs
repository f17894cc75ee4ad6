using System.Globalization;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Web.Localization;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>The calendar of a plan in words: a cell for each day, and why days are blocked.</summary>
/// <param name="content">The advice.</param>
/// <param name="booked">The days with a booked massage.</param>
/// <param name="texts">The texts of the page.</param>
/// <param name="language">The language of dates and reasons.</param>
internal sealed class DayCalendar(
    DigestContent content,
    IReadOnlySet<DateOnly> booked,
    DaysPageTexts texts,
    Language language
)
{
    private const int DaysPerWeek = 7;

    private readonly Dictionary<DateOnly, CalendarDay> _days = content.Plan.Calendar.ToDictionary(day => day.Date);

    private DateOnly First => content.Plan.AsOf;

    private DateOnly Last => content.Plan.Calendar is [.., var last] ? last.Date : First;

    /// <summary>What the table has: its days, and what the words mean.</summary>
    public string Caption => texts.Caption(language.ShortDate(First), language.ShortDate(Last));

    /// <summary>Weeks from Monday to Sunday, from today's to that of the last day.</summary>
    public IReadOnlyList<IReadOnlyList<DayCell>> CreateWeeks()
    {
        var monday = First.AddDays(-(((int)First.DayOfWeek + DaysPerWeek - 1) % DaysPerWeek));
        var weeks = new List<IReadOnlyList<DayCell>>();
        for (; monday <= Last; monday = monday.AddDays(DaysPerWeek))
        {
            weeks.Add([.. Enumerable.Range(0, DaysPerWeek).Select(offset => CreateCell(monday.AddDays(offset)))]);
        }

        return weeks;
    }

    /// <summary>The days that are blocked or allow gentle work only, with all their reasons.</summary>
    public IEnumerable<DayReason> ExplainDays() =>
        from day in content.Plan.Calendar
        let word = ChooseWord(day)
        where word is DayWord.No or DayWord.Race or DayWord.Light
        select new DayReason(
            language.ShortDate(day.Date),
            Sentences.Join([word == DayWord.Light ? texts.LightOnly : "", .. Explain(day)])
        );

    private DayCell CreateCell(DateOnly date)
    {
        DayWord? word =
            _days.TryGetValue(date, out var day) ? ChooseWord(day)
            : date == First && FindRace(date) is not null ? DayWord.Race
            : null;
        return new DayCell(
            date.ToColumn(),
            date.Day.ToString(CultureInfo.InvariantCulture),
            language.LongDate(date),
            word,
            word is { } known ? texts.Word(known) : ""
        )
        {
            IsToday = date == First,
            IsBooked = booked.Contains(date),
        };
    }

    private DayWord ChooseWord(CalendarDay day) =>
        day switch
        {
            { Swedish: DayState.Suggested } or { DeepTissue: DayState.Suggested } => DayWord.Best,
            { Swedish: DayState.Blocked, DeepTissue: DayState.Blocked } => FindRace(day.Date) is null
                ? DayWord.No
                : DayWord.Race,
            { DeepTissue: DayState.Blocked } => DayWord.Light,
            _ => DayWord.Ok,
        };

    private IEnumerable<string> Explain(CalendarDay day)
    {
        var race = FindRace(day.Date);
        if (race is not null)
        {
            yield return language.Reasons.RaceDay(UntrustedText.Sanitize(race.Name));
        }

        // The race of the day itself has been said.
        var reasons = day.Reasons.Where(code => race is null || code != ReasonCode.RacePost);
        foreach (var reason in reasons.Select(code => language.Reasons.Plain(code, FindNextRaceName(day.Date))))
        {
            yield return reason;
        }
    }

    private CalendarRace? FindRace(DateOnly date) => content.Timeline.Races.FirstOrDefault(race => race.Date == date);

    private string FindNextRaceName(DateOnly date) =>
        UntrustedText.Sanitize(
            content.Timeline.Races.Where(race => race.Date > date).MinBy(race => race.Date)?.Name ?? ""
        );
}
