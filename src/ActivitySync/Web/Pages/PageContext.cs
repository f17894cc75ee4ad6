using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Rules;
using ActivitySync.Web.Access;
using ActivitySync.Web.Localization;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>One request of a signed-in athlete.</summary>
internal sealed class PageContext(HttpContext http, PageSession session)
{
    /// <summary>The query parameter with the id of the change that the page offers to undo.</summary>
    public const string SavedQuery = "saved";

    /// <summary>The query parameter that says that a change was undone.</summary>
    public const string UndoneQuery = "undone";

    private const int MaxFormBytes = 32 * 1024;
    private const int MaxFields = 100;
    private const int MaxValueLength = 8 * 1024;

    private readonly FormTokens _tokens = http.RequestServices.GetRequiredService<FormTokens>();

    public HttpContext Http => http;

    public HttpRequest Request => http.Request;

    public PageSession Session => session;

    public AthleteSettings Athlete => session.Athlete;

    public AppSettings Settings { get; } = http.RequestServices.GetRequiredService<AppSettings>();

    public RuleParameters Rules => Settings.Rules;

    public TimeProvider Clock { get; } = http.RequestServices.GetRequiredService<TimeProvider>();

    public Database Database { get; } = http.RequestServices.GetRequiredService<Database>();

    /// <summary>The language of mails and of sentences about the advice.</summary>
    public Language Language { get; } = Languages.GetOrDefault(session.Athlete.Language);

    /// <summary>The page's own texts.</summary>
    public PageTexts Texts { get; } = PageLanguages.GetOrDefault(session.Athlete.Language);

    /// <summary>The current date in the athlete's time zone.</summary>
    public DateOnly Today => Athlete.GetDate(Clock.GetUtcNow());

    /// <summary>The fields of the form; empty before <see cref="ReadFormAsync"/>.</summary>
    public FormFields Form { get; private set; } = new(new Dictionary<string, string[]>());

    public T GetService<T>()
        where T : notnull => http.RequestServices.GetRequiredService<T>();

    /// <summary>A value of the route: <c>id</c>.</summary>
    public string GetRouteValue(string name) => http.Request.RouteValues[name] as string ?? "";

    /// <summary>A number of the route; null if it is none.</summary>
    public long? GetRouteNumber(string name) => FormFields.ParseNumber(GetRouteValue(name));

    /// <summary>The token that a form needs to post to a path of this session.</summary>
    public string CreateToken(string path) => _tokens.Create(session.Key, path);

    /// <summary>Whether a form's token belongs to this session and path.</summary>
    public bool HasToken(string? token) => _tokens.IsValid(token, session.Key, Request.Path.Value ?? "");

    /// <summary>Reads a form of text fields; false if it is not one, or too large.</summary>
    public async Task<bool> ReadFormAsync()
    {
        if (await FormFields.ReadAsync(Request, MaxFormBytes, MaxFields, MaxValueLength) is not { } form)
        {
            return false;
        }

        Form = form;
        return true;
    }

    /// <summary>Creates the frame of a page.</summary>
    /// <param name="title">The page's title, without the program's name.</param>
    /// <param name="tab">The tab that is current; null for a page without one.</param>
    /// <param name="errors">What is wrong with a form.</param>
    public PageFrame CreateFrame(string title, PageTab? tab = null, IReadOnlyList<FormError>? errors = null) =>
        new()
        {
            Title = title,
            Texts = Texts,
            Base = Request.PathBase.Value ?? "",
            Athlete = Athlete.Name,
            Tab = tab,
            Errors = errors ?? [],
            SavedId = FormFields.ParseNumber(Request.Query[SavedQuery].ToString()),
            IsUndone = Request.Query.ContainsKey(UndoneQuery),
            Path = Request.Path.Value ?? "",
            CreateToken = CreateToken,
        };

    /// <summary>The page to show after a change: the same with a line that says so, and a button to undo it.</summary>
    /// <param name="path">The page.</param>
    /// <param name="undoId">The id of the change; null if it can't be undone.</param>
#pragma warning disable CA1822 // reads as what the request ends with
    public IResult SeeSaved(string path, long? undoId) =>
#pragma warning restore CA1822
        PageResult.SeeOther(
            undoId is { } id ? string.Create(CultureInfo.InvariantCulture, $"{path}?{SavedQuery}={id}") : path
        );
}
