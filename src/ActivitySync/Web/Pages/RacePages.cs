using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Sync;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>The race calendar: list, add, change, remove.</summary>
internal static class RacePages
{
    public const string Path = "/races";

    private const string ChangeQuery = "change";
    private const double MetersPerMile = 1609.344;

    /// <summary>A distance that differs by less was not changed; the field shows three decimals.</summary>
    private const double RoundingMeters = 1;

    /// <summary>Calendars can have hundreds of races; a page has to stay small.</summary>
    private const int MaxAhead = 60;

    private const int MaxPast = 20;
    private const int MaxNameLength = 100;

    public static void Map(PageRoutes routes)
    {
        routes.Get(Path, Show);
        routes.Post(Path, page => page.Form.Has("remove") ? Remove(page) : Save(page));
    }

    private static IResult Show(PageContext page)
    {
        var typed = page.Request.Query[ChangeQuery].ToString();
        if (typed.Length == 0)
        {
            return Render(page, CreateForm(page, "", page.Today.ToColumn(), "", "", ""), errors: []);
        }

        using var logbook = page.OpenLogbook(isReadOnly: true);
        return FindOwnRace(logbook, typed) is { } race
            ? Render(
                page,
                CreateForm(
                    page,
                    typed,
                    race.Date.ToColumn(),
                    race.Name,
                    FormatDistance(race.DistanceMeters, page),
                    race.Importance is { } importance ? EnumText.Format(importance) : ""
                ),
                errors: []
            )
            : PageResult.NotFound(page);
    }

    private static IResult Remove(PageContext page) =>
        PageLogbook.RemoveEntry(page, page.Form["remove"], Path, EntryKind.Race);

    private static IResult Save(PageContext page)
    {
        var form = page.Form;
        var entered = CreateForm(
            page,
            form["id"],
            form["date"],
            form["name"],
            form["distance"],
            form["importance"].ToUpperInvariant()
        );
        using var logbook = page.OpenLogbook();
        var changed = entered.Id.Length > 0 ? FindOwnRace(logbook, entered.Id) : null;
        if (entered.Id.Length > 0 && changed is null)
        {
            return PageResult.NotFound(page);
        }

        try
        {
            var race = new CalendarRace
            {
                Date = EntryParser.ParseDate(entered.Date, page.Today, DateDirection.Future),
                Name = EntryParser.ParseText(entered.Name, EntryField.Name),
                DistanceMeters = ParseDistance(entered.Distance, changed?.DistanceMeters, page),
                Importance =
                    entered.Importance.Length > 0
                        ? EntryParser.ParseChoice<Importance>(entered.Importance, EntryField.Importance)
                        : null,
            };
            var saved = changed is null
                ? logbook.AddRace(race.Date, race.Name, race.DistanceMeters, race.Importance)
                : logbook.ChangeRace(entered.Id, race.Date, race.Name, race.DistanceMeters, race.Importance);
            return page.SeeSaved(Path, saved.UndoId);
        }
        catch (InvalidEntryException invalid)
        {
            return Render(page, entered, [CreateError(page, invalid)]);
        }
    }

    private static FormError CreateError(PageContext page, InvalidEntryException invalid) =>
        invalid.Field == EntryField.Distance
            ? new FormError("distance", page.Texts.Races.DistanceInvalid(GetUnit(page), FormatDistance(21_100, page)))
            : PageLogbook.CreateError(page, invalid, field => field switch
                {
                    EntryField.Name => "name",
                    EntryField.Importance => "importance",
                    _ => "date",
                });

    /// <summary>The athlete's own race with an id; null if there is none, or it comes from a calendar.</summary>
    private static CalendarRace? FindOwnRace(AthleteLogbook logbook, string id) =>
        logbook
            .GetEntries(EntryKind.Race)
            .OfType<RaceEntry>()
            .FirstOrDefault(entry => entry.CanRemove && entry.Id.ToString() == id)
            ?.Race;

    private static IResult Render(PageContext page, RaceForm form, IReadOnlyList<FormError> errors)
    {
        using var logbook = page.OpenLogbook(isReadOnly: true);
        var places = NameCalendars(page, logbook);
        List<RaceEntry> races = [.. logbook.GetEntries(EntryKind.Race).OfType<RaceEntry>()];
        return PageResult.View(
            Races.Create(
                new RacesPage
                {
                    Frame = page.CreateFrame(page.Texts.Races.Heading, tab: null, errors),
                    Ahead =
                    [
                        .. races
                            .Where(race => race.Date >= page.Today)
                            .Take(MaxAhead)
                            .Select(race => CreateRow(race, places, page)),
                    ],
                    Past =
                    [
                        .. races
                            .Where(race => race.Date < page.Today)
                            .Reverse()
                            .Take(MaxPast)
                            .Select(race => CreateRow(race, places, page)),
                    ],
                    Form = form,
                }
            ),
            errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK
        );
    }

    private static RaceItem CreateRow(RaceEntry entry, Dictionary<long, string> places, PageContext page)
    {
        var (race, texts) = (entry.Race, page.Texts.Races);
        string[] details =
        [
            race.Date >= page.Today ? texts.DaysToGo(race.Date.DayNumber - page.Today.DayNumber) : "",
            Sentences.FormatDistance(race.DistanceMeters, page.Athlete.Units, page.Language),
            race.Importance is { } importance ? texts.ImportanceChoice(importance) : "",
        ];
        return new RaceItem(
            entry.Id.ToString(),
            UntrustedText.Shorten(race.Name, MaxNameLength),
            string.Create(CultureInfo.InvariantCulture, $"{page.Language.LongDate(race.Date)} {race.Date.Year}"),
            string.Join(" · ", details.Where(detail => detail.Length > 0)),
            entry.CanRemove ? "" : places.GetValueOrDefault(entry.Number, texts.FromAnyCalendar)
        );
    }

    /// <summary>Says of each race from a calendar which one it is, by the race's id.</summary>
    /// <remarks>The address of a calendar may be a secret, so only its host is shown.</remarks>
    private static Dictionary<long, string> NameCalendars(PageContext page, AthleteLogbook logbook)
    {
        var sync = page.GetService<RaceCalendarSync>();
        var calendars = page
            .Athlete.Sources.RaceCalendars.Select(
                (address, index) =>
                    (
                        Feed: sync.ComputeFingerprint(address),
                        Text: page.Texts.Races.FromCalendar(index + 1, ShortenAddress(address))
                    )
            )
            .DistinctBy(calendar => calendar.Feed)
            .ToDictionary(calendar => calendar.Feed, calendar => calendar.Text, StringComparer.Ordinal);
        return RaceRepository
            .GetFeeds(logbook.Connection, logbook.AthleteId)
            .Where(race => calendars.ContainsKey(race.Value))
            .ToDictionary(race => race.Key, race => calendars[race.Value]);
    }

    private static string ShortenAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && !url.IsFile
            ? UntrustedText.Sanitize(url.Host)
            : UntrustedText.Sanitize(System.IO.Path.GetFileName(address));

    private static RaceForm CreateForm(
        PageContext page,
        string id,
        string date,
        string name,
        string distance,
        string importance
    ) =>
        new(
            id,
            date,
            name,
            distance,
            importance,
            GetUnit(page),
            [
                new Choice("", page.Texts.Races.ImportanceChoice(null)),
                .. Enum.GetValues<Importance>()
                    .Select(value => new Choice(EnumText.Format(value), page.Texts.Races.ImportanceChoice(value))),
            ]
        );

    private static double? ParseDistance(string typed, double? stored, PageContext page)
    {
        if (typed.Length == 0)
        {
            return null;
        }

        var length = EntryParser.ParseKilometers(typed.Replace(',', '.'));
        var meters =
            page.Athlete.Units == UnitSystem.Metric ? length : length / EntryParser.MetersPerKilometer * MetersPerMile;
        return stored is { } before && Math.Abs(before - meters) < RoundingMeters ? before : meters;
    }

    private static string FormatDistance(double? meters, PageContext page) =>
        meters is { } known
            ? (known / (page.Athlete.Units == UnitSystem.Metric ? EntryParser.MetersPerKilometer : MetersPerMile))
                .ToString("0.###", CultureInfo.InvariantCulture)
                .Replace('.', page.Language.DecimalPoint)
            : "";

    private static string GetUnit(PageContext page) => page.Athlete.Units == UnitSystem.Metric ? "km" : "mi";
}
