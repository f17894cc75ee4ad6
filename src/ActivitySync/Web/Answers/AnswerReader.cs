using System.Globalization;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;
using ActivitySync.Sync;

namespace ActivitySync.Web.Answers;

/// <summary>What an answer is about: the days, entries and sentences of its page.</summary>
internal sealed class AnswerReader(MailAnswer answer, AthleteLogbook logbook, Language language)
{
    /// <summary>Until the digest after the next one is due, whatever weekday today is.</summary>
    public const int PauseDays = 7;

    private AnswerPageTexts Texts => language.AnswerPage;

    private long Argument => answer.Choice.Argument;

    /// <summary>The suggested days; null if the answer isn't about any.</summary>
    public SuggestedWindow? Window => AnswerDays.Find(Argument);

    /// <summary>The last day of the pause.</summary>
    public DateOnly PauseEnd => logbook.Today.AddDays(PauseDays);

    /// <summary>The suggested days that can still be booked, or that a massage can have been on.</summary>
    public IReadOnlyList<DateOnly> GetDays()
    {
        if (Window is not { } window)
        {
            return [];
        }

        var isBooking = answer.Choice.Action == AnswerAction.Booked;
        return
        [
            .. Enumerable
                .Range(0, window.To.DayNumber - window.From.DayNumber + 1)
                .Select(window.From.AddDays)
                .Where(day => isBooking ? day >= logbook.Today : day <= logbook.Today),
        ];
    }

    /// <summary>The races of the answer's day.</summary>
    public IReadOnlyList<RaceEntry> GetRaces() =>
        AnswerDays.FindDay(Argument) is { } day
            ? [.. logbook.GetEntries(EntryKind.Race).OfType<RaceEntry>().Where(race => race.Date == day)]
            : [];

    /// <summary>The pains that haven't ended, the latest of each area, newest first.</summary>
    public IReadOnlyList<PainEntry> GetPains() =>
        [
            .. logbook
                .GetEntries(EntryKind.Pain)
                .OfType<PainEntry>()
                .Where(entry => !(entry.Pain.ResolvedOn <= logbook.Today))
                .OrderByDescending(entry => entry.Date)
                .DistinctBy(entry => entry.Pain.Area, StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>Says why there is nothing to save; null if the answer can be saved.</summary>
    public string? FindObstacle() =>
        answer.Choice.Action switch
        {
            AnswerAction.Booked when GetDays().Count == 0 => Texts.DaysHavePassed,
            AnswerAction.HadSuggested when GetDays().Count == 0 => Texts.DaysToCome,
            AnswerAction.NotThisWeek or AnswerAction.DidNotHave when Window is null => Texts.Gone,
            AnswerAction.WasRace or AnswerAction.JustRun when FindRunDay() is null => Texts.Gone,
            AnswerAction.Ran or AnswerAction.DidNotStart when GetRaces().Count == 0 => Texts.Gone,
            AnswerAction.DidNotStart when GetRaces().All(race => !race.CanRemove) => Texts.RaceIsFromCalendar,
            AnswerAction.Better or AnswerAction.Same or AnswerAction.Worse when !HasMassage() => Texts.Gone,
            AnswerAction.PainGone when GetPains().Count == 0 => Texts.NoPain,
            AnswerAction.PauseWeek when IsPausedLonger() => Texts.PausedAlready,
            _ => null,
        };

    /// <summary>Says what will be saved.</summary>
    public string DescribeAnswer() =>
        answer.Choice.Action switch
        {
            AnswerAction.Booked => Texts.Booked(language.KindInSentence(Window!.Kind)),
            AnswerAction.HadMassage or AnswerAction.HadSuggested => Texts.HadMassage,
            AnswerAction.Hurts => Texts.Hurts,
            AnswerAction.NotThisWeek => Texts.NotThisWeek(FormatWindow()),
            AnswerAction.DidNotHave => Texts.DidNotHave(FormatWindow()),
            AnswerAction.WasRace => Texts.WasRace(FormatRunDay()),
            AnswerAction.JustRun => Texts.JustRun(FormatRunDay()),
            AnswerAction.Ran => Texts.Ran(FormatDay()),
            AnswerAction.DidNotStart => Texts.DidNotStart(FormatDay()),
            AnswerAction.Better => Texts.Better(FormatDay()),
            AnswerAction.Same => Texts.Same(FormatDay()),
            AnswerAction.Worse => Texts.Worse(FormatDay()),
            AnswerAction.PainGone => Texts.PainGone,
            AnswerAction.SawSomeone => Texts.SawSomeone,
            AnswerAction.PauseWeek => Texts.Pause(language.LongDate(PauseEnd)),
            _ => "",
        };

    public string FormatWindow() => Window is { } window ? language.Days(window.From, window.To) : "";

    /// <summary>The day of a race or massage.</summary>
    public string FormatDay() => AnswerDays.FindDay(Argument) is { } day ? language.LongDate(day) : "";

    public string FormatRunDay() => FindRunDay() is { } day ? language.LongDate(day) : "";

    /// <summary>The local date of the activity; null if it isn't stored any more.</summary>
    private DateOnly? FindRunDay()
    {
        var id = Argument.ToString(CultureInfo.InvariantCulture);
        return StoredActivityLoader
            .Load(logbook.Connection, logbook.AthleteId)
            .Where(stored => stored.Activity.Id == id)
            .Select(stored => (DateOnly?)DateOnly.FromDateTime(stored.Activity.Start.DateTime))
            .FirstOrDefault();
    }

    private bool HasMassage() =>
        AnswerDays.FindDay(Argument) is { } day
        && logbook.GetEntries(EntryKind.Massage).Any(massage => massage.Date == day);

    private bool IsPausedLonger() => PauseRepository.FindEndDate(logbook.Connection, logbook.AthleteId) > PauseEnd;
}
