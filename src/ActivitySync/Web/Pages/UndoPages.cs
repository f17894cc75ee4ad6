using ActivitySync.Logbook;

namespace ActivitySync.Web.Pages;

/// <summary>Undoes a change that a page saved.</summary>
internal static class UndoPages
{
    public const string Path = "/undo";

    private const int MaxPathLength = 200;

    /// <summary>The first part of the paths that an undo may lead back to.</summary>
    private static readonly HashSet<string> Pages =
    [
        "week",
        "days",
        "season",
        "activities",
        "races",
        "log",
        "emails",
        "settings",
        "connect",
        "imports",
        "admin",
    ];

    public static void Map(PageRoutes routes) => routes.Post(Path, Undo);

    private static IResult Undo(PageContext page)
    {
        if (page.Form.GetNumber("id") is not { } id)
        {
            return PageResult.NotFound(page);
        }

        using var logbook = page.OpenLogbook();
        return logbook.Undo(id) switch
        {
            UndoResult.Done => PageResult.SeeOther($"{ChooseBack(page.Form["back"])}?{PageContext.UndoneQuery}=1"),
            UndoResult.NotFound => PageResult.NotFound(page),
            _ => PageResult.Message(
                page,
                page.Texts.Common.CannotUndo,
                page.Texts.Log.CannotUndo,
                StatusCodes.Status409Conflict
            ),
        };
    }

    /// <summary>The page to show: one of this site, whatever was sent.</summary>
    private static string ChooseBack(string path) => IsPage(path) ? path : LogPages.Path;

    private static bool IsPage(string path) =>
        path is ['/', .. var rest]
        && path.Length <= MaxPathLength
        && rest.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_')
        && !rest.Contains("//", StringComparison.Ordinal)
        && Pages.Contains(rest.Split('/')[0]);
}
