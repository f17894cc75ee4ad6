using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Web.Localization;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>How pages use the athlete's logbook.</summary>
internal static class PageLogbook
{
    /// <summary>Opens the logbook of the athlete; the caller disposes it.</summary>
    public static AthleteLogbook OpenLogbook(this PageContext page, bool isReadOnly = false) =>
        AthleteLogbook.Open(page.Database, page.Athlete, page.Clock, page.Rules, isReadOnly);

    /// <summary>The kinds of massage to choose from.</summary>
    public static IReadOnlyList<Choice> ListMassageKinds(LogPageTexts texts) =>
        [
            .. new[]
            {
                MassageKind.Swedish,
                MassageKind.DeepTissue,
                MassageKind.ActiveRelease,
                MassageKind.Other,
            }.Select(kind => new Choice(EnumText.Format(kind), texts.MassageKind(kind))),
        ];

    /// <summary>Removes an entry and shows a page again; 404 if the athlete has no such entry.</summary>
    /// <param name="page">The request.</param>
    /// <param name="entryId">The id as it was sent.</param>
    /// <param name="path">The page to show.</param>
    /// <param name="kinds">The kinds that the page removes; none means all.</param>
    public static IResult RemoveEntry(PageContext page, string entryId, string path, params EntryKind[] kinds)
    {
        try
        {
            using var logbook = page.OpenLogbook();
            return page.SeeSaved(path, logbook.RemoveEntry(entryId, kinds).UndoId);
        }
        catch (InvalidEntryException invalid)
            when (invalid is { Field: EntryField.Id, Problem: EntryProblem.NotFound or EntryProblem.Unreadable })
        {
            return PageResult.NotFound(page);
        }
        catch (InvalidEntryException invalid)
            when (invalid.Problem is EntryProblem.FromTitle or EntryProblem.FromCalendar)
        {
            return PageResult.Message(
                page,
                page.Texts.Common.Invalid,
                LogEntryText.ExplainFixed(invalid.Problem, invalid.Title, page.Texts.Log),
                StatusCodes.Status400BadRequest
            );
        }
    }

    /// <summary>Says what is wrong with a form.</summary>
    /// <param name="page">The request.</param>
    /// <param name="invalid">The error.</param>
    /// <param name="getFieldId">Finds the id of a field in the page.</param>
    public static FormError CreateError(
        PageContext page,
        InvalidEntryException invalid,
        Func<EntryField, string> getFieldId
    ) => new(getFieldId(invalid.Field), Describe(page, invalid));

    private static string Describe(PageContext page, InvalidEntryException invalid)
    {
        var texts = page.Texts.Log;
        return (invalid.Problem, invalid.Field) switch
        {
            (EntryProblem.TooLong, _) => texts.TooLong(EntryParser.MaxLength),
            (EntryProblem.InFuture, _) when invalid.Date is { } day => texts.InFuture(page.Language.LongDate(day)),
            (EntryProblem.InPast, _) when invalid.Date is { } day => texts.InPast(page.Language.LongDate(day)),
            (_, EntryField.Date) => texts.DateMissing,
            (_, EntryField.Area) => texts.AreaMissing,
            (_, EntryField.Severity) => texts.SeverityMissing,
            (_, EntryField.Sign) => texts.SignUnknown,
            (_, EntryField.Name) => page.Texts.Races.NameMissing,
            (EntryProblem.Empty, EntryField.Kind) => texts.IllnessMissing,
            (_, EntryField.Kind) => texts.KindMissing,
            _ => page.Texts.Common.Invalid,
        };
    }
}
