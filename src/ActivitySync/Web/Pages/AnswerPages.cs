using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>Saves what a button of this week's page says.</summary>
internal static class AnswerPages
{
    /// <summary>Where the buttons post to.</summary>
    public const string Path = "/answers";

    /// <summary>The field with the pressed button.</summary>
    public const string Field = "answer";

    /// <summary>The field with the chosen day.</summary>
    public const string DayField = "day";

    /// <summary>The value of the button that removes the booking.</summary>
    public const string Cancel = "canceled";

    private const int DaysPerWeek = 7;

    public static void Map(PageRoutes routes) => routes.Post(Path, Save);

    private static IResult Save(PageContext page)
    {
        var pressed = page.Form[Field];
        var choice = WeekPages.ParseChoice(pressed);
        if (choice?.Action == AnswerAction.Hurts)
        {
            return PageResult.SeeOther("/log/pain");
        }

        using var logbook = page.OpenLogbook();
        try
        {
            var saved =
                pressed == Cancel ? CancelBooking(page, logbook)
                : choice is { } known ? Save(known, page, logbook)
                : null;
            return saved is null
                ? WeekPages.Render(page, [new FormError(DayField, page.Texts.Week.NotValid)])
                : page.SeeSaved(WeekPages.Path, saved.UndoId);
        }
        catch (InvalidEntryException)
        {
            // What the button was about has changed since the page was loaded.
            return WeekPages.Render(page, [new FormError(DayField, page.Texts.Week.NotValid)]);
        }
    }

    /// <summary>Saves an answer; null if it makes no sense.</summary>
    private static SavedChange? Save(AnswerChoice choice, PageContext page, AthleteLogbook logbook)
    {
        var today = logbook.Today;
        var window = AnswerDays.Find(choice.Argument);
        switch (choice.Action)
        {
            case AnswerAction.Booked when window is not null:
                return ChooseDay(page, window, earliest: today) is { } booked
                    ? logbook.AddSlot(booked, window.Kind, SlotsToMove(page))
                    : null;
            case AnswerAction.HadSuggested when window is not null:
                return logbook.AddMassage(window.To < today ? window.To : today, window.Kind);
            case AnswerAction.HadMassage:
                return logbook.AddMassage(
                    today,
                    page.GetService<WeekReader>().Read(page.Athlete).Plan.Massage?.Kind ?? MassageKind.Other
                );
            case AnswerAction.NotThisWeek or AnswerAction.DidNotHave when window is not null:
                return logbook.DeclineSuggestion(window);
            case AnswerAction.WasRace:
                return logbook.SetLabel(choice.Argument, AthleteLabelKind.Race);
            case AnswerAction.JustRun:
                return logbook.SetLabel(choice.Argument, AthleteLabelKind.Easy);
            case AnswerAction.Ran when AnswerDays.FindDay(choice.Argument) is { } day:
                return logbook.ConfirmStart(day);
            case AnswerAction.DidNotStart when AnswerDays.FindDay(choice.Argument) is { } day:
                return logbook.RemoveRaces(day);
            case AnswerAction.Better:
                return SaveFeeling(MassageFeeling.Better, choice, logbook);
            case AnswerAction.Same:
                return SaveFeeling(MassageFeeling.Same, choice, logbook);
            case AnswerAction.Worse:
                return SaveFeeling(MassageFeeling.Worse, choice, logbook);
            case AnswerAction.PainGone:
                return logbook.ResolveAllPains(today);
            case AnswerAction.SawSomeone:
                return new SavedChange();
            case AnswerAction.PauseWeek:
                return logbook.Pause(today.AddDays(DaysPerWeek - 1));
            default:
                return null;
        }
    }

    private static SavedFeeling? SaveFeeling(MassageFeeling feeling, AnswerChoice choice, AthleteLogbook logbook) =>
        AnswerDays.FindDay(choice.Argument) is { } day ? logbook.SaveFeeling(feeling, day) : null;

    /// <summary>The chosen day, or the only one; null for a day outside the window.</summary>
    private static DateOnly? ChooseDay(PageContext page, SuggestedWindow window, DateOnly earliest)
    {
        var day = page.Form.Has(DayField) ? page.Form.GetDate(DayField) : window.From;
        return day >= window.From && day <= window.To && day >= earliest ? day : null;
    }

    /// <summary>A booking on a bad day is replaced by the new one.</summary>
    private static IReadOnlyList<DateOnly> SlotsToMove(PageContext page) =>
        [.. page.GetService<WeekReader>().Read(page.Athlete).Plan.Facts.SlotsToMove.Take(1).Select(slot => slot.Date)];

    private static SavedChange? CancelBooking(PageContext page, AthleteLogbook logbook) =>
        page.GetService<WeekReader>().Read(page.Athlete) is { IsBooked: true, Plan.Massage: { } massage }
        && logbook.GetEntries(EntryKind.Slot).FirstOrDefault(entry => entry.Date == massage.From) is { } slot
            ? logbook.RemoveSlot(slot.Id.ToString())
            : null;
}
