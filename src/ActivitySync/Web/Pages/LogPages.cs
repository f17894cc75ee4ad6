using System.Globalization;
using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>Everything the athlete reported, and the form for a massage.</summary>
internal static class LogPages
{
    public const string Path = "/log";
    public const string MassagePath = "/log/massage";

    private const string PageQuery = "page";

    /// <summary>The entries on one page.</summary>
    private const int PageSize = 50;

    public static void Map(PageRoutes routes)
    {
        routes.Get(Path, Render);
        routes.Post(Path, Change);
        routes.Get(MassagePath, page => RenderMassage(page, page.Today.ToColumn(), kind: "", errors: []));
        routes.Post(MassagePath, SaveMassage);
    }

    private static IResult Render(PageContext page)
    {
        var number = FormFields.ParseNumber(page.Request.Query[PageQuery].ToString()) is { } asked and <= int.MaxValue
            ? Math.Max((int)asked, 1)
            : 1;
        using var logbook = page.OpenLogbook(isReadOnly: true);
        var entries = logbook.GetAll();
        var shown = entries.Skip((int)Math.Min((number - 1) * (long)PageSize, int.MaxValue)).Take(PageSize);
        return PageResult.View(
            Views.Log.Create(
                new LogPage(
                    page.CreateFrame(page.Texts.Log.Heading, PageTab.Log),
                    [
                        .. shown
                            .GroupBy(entry => (entry.Date.Year, entry.Date.Month))
                            .Select(month => new LogMonth(
                                string.Create(
                                    CultureInfo.InvariantCulture,
                                    $"{page.Language.Chart.Month(month.First().Date)} {month.Key.Year}"
                                ),
                                [.. month.Select(entry => LogEntryText.CreateRow(entry, page))]
                            )),
                    ],
                    Newer: number > 1 ? GetPath(number - 1) : "",
                    Older: (long)number * PageSize < entries.Count ? GetPath(number + 1) : ""
                )
            )
        );
    }

    private static string GetPath(int number) =>
        number == 1 ? Path : string.Create(CultureInfo.InvariantCulture, $"{Path}?{PageQuery}={number}");

    /// <summary>Removes an entry, or ends a pain.</summary>
    private static IResult Change(PageContext page)
    {
        if (!page.Form.Has("gone"))
        {
            return PageLogbook.RemoveEntry(page, page.Form["remove"], Path);
        }

        try
        {
            using var logbook = page.OpenLogbook();
            return page.SeeSaved(Path, logbook.ResolvePainEntry(page.Form["gone"], page.Today).UndoId);
        }
        catch (InvalidEntryException)
        {
            return PageResult.NotFound(page);
        }
    }

    private static IResult SaveMassage(PageContext page)
    {
        var (date, kind) = (page.Form["date"], page.Form["kind"]);
        try
        {
            using var logbook = page.OpenLogbook();
            var saved = logbook.AddMassage(
                EntryParser.ParseDate(date, page.Today),
                EntryParser.ParseChoice<MassageKind>(kind)
            );
            return page.SeeSaved(WeekPages.Path, saved.UndoId);
        }
        catch (InvalidEntryException invalid)
        {
            var error = PageLogbook.CreateError(page, invalid, field => field == EntryField.Date ? "date" : "kind");
            return RenderMassage(page, date, kind, [error]);
        }
    }

    private static IResult RenderMassage(PageContext page, string date, string kind, IReadOnlyList<FormError> errors) =>
        PageResult.View(
            Views.LogMassage.Create(
                new LogMassagePage(
                    page.CreateFrame(page.Texts.Log.MassageHeading, PageTab.Log, errors),
                    new DatedForm(date, kind, PageLogbook.ListMassageKinds(page.Texts.Log))
                    {
                        Max = page.Today.ToColumn(),
                    }
                )
            ),
            errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK
        );
}
