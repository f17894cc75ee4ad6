using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Maintenance;
using ActivitySync.Web.Access;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>Preferences, the pause, the calendar's address, and the browsers that are signed in.</summary>
internal static class SettingsPages
{
    public const string Path = "/settings";
    private const string DeletePath = "/settings/delete";

    public static void Map(PageRoutes routes)
    {
        routes.Get(Path, page => Render(page, errors: []));
        routes.Post(Path, Save);
        routes.Post("/settings/pause", Pause);
        routes.Post("/settings/resume", page =>
        {
            using var logbook = page.OpenLogbook();
            return page.SeeSaved(Path, logbook.Resume().UndoId);
        });
        routes.Post("/settings/calendar", page =>
        {
            page.GetService<FeedLinks>().Renew(page.Athlete, FeedKind.Calendar);
            return PageResult.SeeOther(Path);
        });
        routes.Post("/settings/sessions", EndSession);
        routes.Get("/settings/export", Export);
        routes.Get(DeletePath, page => RenderDelete(page, errors: []));
        routes.Post(DeletePath, Delete);
        routes.Post($"{DeletePath}/keep", page =>
        {
            page.GetService<DeletionService>().Cancel(page.Athlete.Name);
            return PageResult.SeeOther(DeletePath);
        });
    }

    /// <summary>Everything stored about the athlete, like <c>export</c>.</summary>
    private static IResult Export(PageContext page)
    {
        using var file = new MemoryStream();
        page.GetService<AthleteExporter>().Write(page.Athlete, file);
        return PageResult.Download($"activitysync-{page.Today.ToColumn()}.zip", "application/zip", file.ToArray());
    }

    private static IResult Delete(PageContext page)
    {
        if (!page.Form["name"].Trim().Equals(page.Athlete.Name, StringComparison.OrdinalIgnoreCase))
        {
            return RenderDelete(
                page,
                [new FormError("name", page.Texts.Settings.DeleteNotConfirmed(page.Athlete.Name))]
            );
        }

        page.GetService<DeletionService>().Request(page.Athlete.Name);
        return PageResult.SeeOther(DeletePath);
    }

    private static IResult RenderDelete(PageContext page, List<FormError> errors) =>
        PageResult.View(
            Views.Delete.Create(
                new DeletePage(
                    page.CreateFrame(page.Texts.Settings.Delete, PageTab.Settings, errors),
                    DescribeDeletion(page).FirstOrDefault() ?? ""
                )
            ),
            errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK
        );

    /// <summary>Says when everything about the athlete is deleted; empty if nobody asked for it.</summary>
    public static IEnumerable<string> DescribeDeletion(PageContext page)
    {
        if (page.GetService<DeletionService>().Find(page.Athlete.Name) is { } deletion)
        {
            var due = TimeZoneInfo.ConvertTime(deletion.DueAt, page.Athlete.TimeZone);
            yield return page.Texts.Settings.DeletePending(
                page.Language.LongDate(DateOnly.FromDateTime(due.DateTime)),
                due.ToString("HH:mm", CultureInfo.InvariantCulture)
            );
        }
    }

    /// <summary>Saves what has changed. A field that is locked isn't sent, and one that is wrong stops all.</summary>
    private static IResult Save(PageContext page)
    {
        var preferences = page.GetService<PreferenceService>();
        List<FormError> errors = [];
        List<(Preference, string)> changed = [];
        foreach (var state in preferences.GetAll(page.Athlete.Name))
        {
            var id = GetFieldId(state.Preference);
            if (!page.Form.Has(id) || !state.CanChange)
            {
                continue;
            }

            var text = page.Form[id].ReplaceLineEndings("\n");
            try
            {
                var value = preferences.Parse(page.Athlete.Name, state.Preference.Key, text);
                if (value != state.Value)
                {
                    changed.Add((state.Preference, value));
                }
            }
            catch (OperationException invalid) when (invalid.Kind == ErrorKind.InvalidInput)
            {
                errors.Add(
                    new FormError(id, page.Texts.Settings.NotValid(page.Texts.Settings.Label(state.Preference.Key)))
                );
            }
        }

        if (errors.Count > 0)
        {
            return Render(page, errors);
        }

        using var logbook = page.OpenLogbook();
        return page.SeeSaved(Path, changed.Count == 0 ? null : logbook.SavePreferences(changed).UndoId);
    }

    private static IResult Pause(PageContext page)
    {
        using var logbook = page.OpenLogbook();
        try
        {
            return page.Form.GetDate("until") is { } until
                ? page.SeeSaved(Path, logbook.Pause(until).UndoId)
                : RenderInvalidPause(page);
        }
        catch (InvalidEntryException)
        {
            return RenderInvalidPause(page);
        }
    }

    private static IResult RenderInvalidPause(PageContext page) =>
        Render(page, [new FormError("until", page.Texts.Settings.NotValid(page.Texts.Settings.PauseUntil))]);

    private static IResult EndSession(PageContext page)
    {
        using var connection = page.Database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, page.Athlete.Name);
        return page.Form.GetNumber("id") is { } id && SessionRepository.Remove(connection, athleteId, id)
            ? PageResult.SeeOther(Path)
            : PageResult.NotFound(page);
    }

    private static IResult Render(PageContext page, List<FormError> errors)
    {
        using var connection = page.Database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, page.Athlete.Name);
        return PageResult.View(
            Views.Settings.Create(
                new SettingsPage
                {
                    Frame = page.CreateFrame(page.Texts.Settings.Heading, PageTab.Settings, errors),
                    Fields =
                    [
                        .. page.GetService<PreferenceService>()
                            .GetAll(page.Athlete.Name)
                            .Select(state => CreateField(state, page, keepsSent: errors.Count > 0)),
                    ],
                    Paused = WeekPages.DescribePause(page).FirstOrDefault() ?? "",
                    FirstPauseDay = page.Today.ToColumn(),
                    Calendar = page.GetService<FeedLinks>().GetAddress(page.Athlete, FeedKind.Calendar).AbsoluteUri,
                    Sessions =
                    [
                        .. SessionRepository
                            .GetAll(connection, athleteId)
                            .Select(session => new Views.SessionRow(
                                session.Id,
                                page.Texts.Settings.Session(
                                    session.Browser.Length > 0 ? session.Browser : "–",
                                    page.Language.LongDate(page.Athlete.GetDate(session.SeenAt))
                                ),
                                session.Id == page.Session.Id
                            )),
                    ],
                    IsAdmin = page.Settings.IsAdmin(page.Athlete),
                }
            ),
            errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK
        );
    }

    private static PreferenceField CreateField(PreferenceState state, PageContext page, bool keepsSent)
    {
        var (texts, preference) = (page.Texts.Settings, state.Preference);
        var id = GetFieldId(preference);
        return new PreferenceField(
            id,
            texts.Label(preference.Key),
            keepsSent && page.Form.Has(id) ? page.Form[id] : state.Value,
            [.. preference.Choices.Select(value => new Choice(value, texts.Choice(preference.Key, value)))],
            state.Lock switch
            {
                PreferenceLock.Environment => texts.LockedByEnvironment,
                PreferenceLock.Operator => texts.LockedByOperator,
                _ => texts.Hint(preference.Key),
            },
            !state.CanChange,
            preference.IsList ? FieldKind.Lines
                : preference.Key == "Digest:Time" ? FieldKind.Time
                : FieldKind.Line
        );
    }

    /// <summary>The id of a preference's field: <c>digest-day</c>.</summary>
    private static string GetFieldId(Preference preference) => preference.Key.Replace(':', '-').ToLowerInvariant();
}
