using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Web.Access;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>The next days: what is allowed and why, booked massages and planned sessions.</summary>
internal static class DaysPages
{
    public const string Path = "/days";

    private const string SlotsPath = "/slots";
    private const string PlannedPath = "/planned";
    private const string RemovePath = "/remove";

    private const string DateField = "date";
    private const string KindField = "kind";

    /// <summary>Far more than anybody plans; a page has to stay small.</summary>
    private const int MaxRows = 100;

    public static void Map(PageRoutes routes)
    {
        routes.Get(Path, page => Render(page, errors: [], booking: null, planned: null));
        routes.Post(SlotsPath, Book);
        routes.Post(PlannedPath, Plan);
        routes.Post(SlotsPath + RemovePath, page =>
            PageLogbook.RemoveEntry(page, page.Form["id"], Path, EntryKind.Slot)
        );
        routes.Post(PlannedPath + RemovePath, page =>
            PageLogbook.RemoveEntry(page, page.Form["id"], Path, EntryKind.PlannedSession)
        );
    }

    private static IResult Book(PageContext page)
    {
        var (date, kind) = (page.Form[DateField], page.Form[KindField]);
        return Save(
            page,
            "slot",
            logbook =>
                logbook.AddSlot(
                    EntryParser.ParseDate(date, page.Today, DateDirection.Future),
                    EntryParser.ParseChoice<MassageKind>(kind)
                ),
            error => Render(page, [error], booking: (date, kind), planned: null)
        );
    }

    private static IResult Plan(PageContext page)
    {
        var (date, kind) = (page.Form[DateField], page.Form[KindField]);
        return Save(
            page,
            "planned",
            logbook =>
                logbook.AddPlanned(
                    EntryParser.ParseDate(date, page.Today, DateDirection.Future),
                    EntryParser.ParseChoice<PlannedSessionKind>(kind)
                ),
            error => Render(page, [error], booking: null, planned: (date, kind))
        );
    }

    private static IResult Save(
        PageContext page,
        string form,
        Func<AthleteLogbook, SavedChange> save,
        Func<FormError, IResult> showAgain
    )
    {
        try
        {
            using var logbook = page.OpenLogbook();
            return page.SeeSaved(Path, save(logbook).UndoId);
        }
        catch (InvalidEntryException invalid)
        {
            return showAgain(
                PageLogbook.CreateError(page, invalid, field =>
                    $"{form}-{(field == EntryField.Date ? DateField : KindField)}"
                )
            );
        }
    }

    /// <summary>Renders the page.</summary>
    /// <param name="page">The request.</param>
    /// <param name="errors">What was wrong with a form.</param>
    /// <param name="booking">What was sent in the form of bookings; null for the suggestion.</param>
    /// <param name="planned">What was sent in the form of planned sessions; null for the default.</param>
    private static IResult Render(
        PageContext page,
        IReadOnlyList<FormError> errors,
        (string Date, string Kind)? booking,
        (string Date, string Kind)? planned
    )
    {
        var content = page.GetService<WeekReader>().Read(page.Athlete);
        using var logbook = page.OpenLogbook(isReadOnly: true);
        List<LogbookEntry> slots = [.. logbook.GetEntries(EntryKind.Slot).Where(entry => entry.Date >= page.Today)];
        var sessions = logbook.GetEntries(EntryKind.PlannedSession).Where(entry => entry.Date >= page.Today);
        var days = new DayCalendar(
            content,
            slots.Select(slot => slot.Date).ToHashSet(),
            page.Texts.Days,
            page.Language
        );
        var (texts, tomorrow) = (page.Texts, page.Today.AddDays(1).ToColumn());
        var suggested = content.IsBooked ? null : content.Plan.Massage;
        var (slotDate, slotKind) = booking
            ?? (suggested?.From.ToColumn() ?? tomorrow, EnumText.Format(suggested?.Kind ?? MassageKind.Swedish));
        var (sessionDate, sessionKind) = planned ?? (tomorrow, EnumText.Format(PlannedSessionKind.Hard));
        return PageResult.View(
            Views.Days.Create(
                new DaysPage
                {
                    Frame = page.CreateFrame(texts.Days.Heading, PageTab.Days, errors),
                    Headline = DecisionSentences.Create(content with { Questions = [] }, page.Language).Headline,
                    Caption = days.Caption,
                    Weeks = days.CreateWeeks(),
                    Reasons = [.. days.ExplainDays()],
                    Bookings = [.. slots.Take(MaxRows).Select(entry => CreateSlotRow(entry, page))],
                    Planned = [.. sessions.Take(MaxRows).Select(entry => CreateSessionRow(entry, page))],
                    BookingForm = new DatedForm(slotDate, slotKind, PageLogbook.ListMassageKinds(texts.Log))
                    {
                        Min = page.Today.ToColumn(),
                    },
                    PlannedForm = new DatedForm(
                        sessionDate,
                        sessionKind,
                        [
                            .. Enum.GetValues<PlannedSessionKind>()
                                .Select(kind => new Choice(EnumText.Format(kind), texts.Days.PlannedKind(kind))),
                        ]
                    ),
                    CalendarAddress = page.GetService<FeedLinks>()
                        .GetAddress(page.Athlete, FeedKind.Calendar)
                        .AbsoluteUri,
                }
            ),
            errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK
        );
    }

    private static EntryRow CreateSlotRow(LogbookEntry entry, PageContext page) =>
        new(
            entry.Id.ToString(),
            page.Language.ShortDate(entry.Date),
            page.Texts.Log.MassageKind(((SlotEntry)entry).Massage.Kind)
        );

    private static EntryRow CreateSessionRow(LogbookEntry entry, PageContext page) =>
        new(
            entry.Id.ToString(),
            page.Language.ShortDate(entry.Date),
            page.Texts.Days.PlannedKind(((PlannedSessionEntry)entry).Session.Kind)
        );
}
