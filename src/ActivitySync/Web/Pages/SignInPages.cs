using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Localization;
using ActivitySync.Web.Access;
using ActivitySync.Web.Localization;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>
/// Signing in and out. A form asks for a link by email and answers the same to everybody; a link shows a button, since
/// mail scanners open every link, and the button starts the session.
/// </summary>
internal sealed class SignInPages(
    AppSettings settings,
    AthleteRoster roster,
    PageSessions pageSessions,
    Sessions sessions,
    SignInLinks links,
    SignInMailer mailer,
    SignInLimit limit,
    FormTokens tokens
)
{
    private const string UserField = "user";
    private const string LinkRoute = $"{SignInLinks.Path}/{{token}}";

    private const int MaxFormBytes = 4 * 1024;
    private const int MaxFields = 10;
    private const int MaxUserLength = 200;

    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>The sign-in page that leads back to a page.</summary>
    public static string GetPath(string? back) =>
        IsLocalPath(back) && back != "/"
            ? $"{SignInLinks.Path}?{SignInLinks.BackField}={Uri.EscapeDataString(back!)}"
            : SignInLinks.Path;

    public static void Map(WebApplication app)
    {
        app.MapMethods(SignInLinks.Path, ReadMethods, context => Get(context).ShowForm(context));
        app.MapPost(SignInLinks.Path, context => Get(context).SendLinkAsync(context));
        app.MapMethods(LinkRoute, ReadMethods, context => Get(context).ShowButton(context));
        app.MapPost(LinkRoute, context => Get(context).StartAsync(context));
        app.MapMethods("/", ReadMethods, context => Get(context).LeadOnAsync(context));

        static SignInPages Get(HttpContext context)
        {
            WebEndpoints.SetPageHeaders(context.Response);
            return context.RequestServices.GetRequiredService<SignInPages>();
        }
    }

    /// <summary>Maps what needs a session.</summary>
    public static void Map(PageRoutes routes) => routes.Post("/signout", page =>
        {
            page.GetService<Sessions>().End(page.Http, page.Session, isEverywhere: page.Form["all"] == "1");
            return PageResult.SeeOther(SignInLinks.Path);
        });

    private Task LeadOnAsync(HttpContext context) =>
        PageResult
            .SeeOther(pageSessions.Find(context) is null ? SignInLinks.Path : WeekPages.Path)
            .ExecuteAsync(context);

    private Task ShowForm(HttpContext context) =>
        RenderFormAsync(context, isSent: false, StatusCodes.Status200OK, GetBack(context));

    private async Task SendLinkAsync(HttpContext context)
    {
        if (await ReadOwnFormAsync(context) is not { } form)
        {
            await RenderFormAsync(context, isSent: false, StatusCodes.Status403Forbidden);
            return;
        }

        var user = form[UserField];
        var back = GetBack(form);
        var found = roster.GetAll().Where(athlete => PageSessions.IsUser(athlete, user)).ToList();
        // Name and address of an athlete count together.
        var key = found is [var one] ? one.Name : user.ToLowerInvariant();
        if (!limit.TryCount($"client {SignInLimit.GetNetwork(context.Connection.RemoteIpAddress)}", $"user {key}"))
        {
            await RenderMessageAsync(context, texts => texts.TooMany, StatusCodes.Status429TooManyRequests);
            return;
        }

        if (IsMailed)
        {
            foreach (var athlete in found)
            {
                mailer.Queue(athlete, back);
            }
        }

        await RenderFormAsync(context, isSent: true, StatusCodes.Status200OK, back);
    }

    private async Task ShowButton(HttpContext context)
    {
        var token = context.Request.RouteValues["token"] as string;
        switch (links.Find(token))
        {
            case { Athlete: { } athlete, IsUsed: false }:
                var texts = PageLanguages.GetOrDefault(athlete.Language);
                var view = Views.SignInLink.Create(
                    new SignInLinkPage(
                        CreateFrame(context, texts),
                        athlete.Name,
                        context.Request.Path.Value ?? "",
                        GetBack(context)
                    )
                );
                await PageResult.View(view).ExecuteAsync(context);
                break;
            case { IsUsed: true }:
                await RenderMessageAsync(context, texts => texts.Used, StatusCodes.Status410Gone);
                break;
            default:
                await RenderMessageAsync(context, texts => texts.Expired, StatusCodes.Status404NotFound);
                break;
        }
    }

    private async Task StartAsync(HttpContext context)
    {
        var token = context.Request.RouteValues["token"] as string;
        if (await ReadOwnFormAsync(context) is not { } form)
        {
            await RenderMessageAsync(context, texts => texts.Expired, StatusCodes.Status403Forbidden);
            return;
        }

        if (links.Use(token) is { } athlete)
        {
            sessions.Start(context, athlete);
            await PageResult
                .SeeOther(GetBack(form) is { Length: > 0 } back ? back : WeekPages.Path)
                .ExecuteAsync(context);
            return;
        }

        var isUsed = links.Find(token).IsUsed;
        await RenderMessageAsync(
            context,
            texts => isUsed ? texts.Used : texts.Expired,
            isUsed ? StatusCodes.Status410Gone : StatusCodes.Status404NotFound
        );
    }

    /// <summary>Links are sent if mail can be, and unless a proxy signs athletes in.</summary>
    private bool IsMailed => settings.Mail.TransportError is null && settings.Page.TrustedHeader is null;

    /// <summary>Reads a form of this site; null for any other.</summary>
    private async Task<FormFields?> ReadOwnFormAsync(HttpContext context) =>
        RequestOrigin.IsOwn(context.Request, settings.ActivitySync.PublicUrl)
        && await FormFields.ReadAsync(context.Request, MaxFormBytes, MaxFields, MaxUserLength) is { } form
        && tokens.IsValid(form[FormTokens.Field], sessionKey: "", context.Request.Path.Value ?? "")
            ? form
            : null;

    private Task RenderFormAsync(HttpContext context, bool isSent, int status, string back = "")
    {
        var texts = GetTexts(context);
        var model = new SignInPage(CreateFrame(context, texts), isSent, IsMailed, back);
        return PageResult.View(Views.SignIn.Create(model), status).ExecuteAsync(context);
    }

    private Task RenderMessageAsync(HttpContext context, Func<SignInTexts, string> choose, int status)
    {
        var texts = GetTexts(context);
        var model = new MessagePage(
            CreateFrame(context, texts),
            texts.SignIn.Heading,
            [choose(texts.SignIn), texts.SignIn.OnTheTerminal]
        );
        return PageResult.View(Views.Message.Create(model), status).ExecuteAsync(context);
    }

    private PageFrame CreateFrame(HttpContext context, PageTexts texts) =>
        new()
        {
            Title = texts.SignIn.Heading,
            Texts = texts,
            Base = context.Request.PathBase.Value ?? "",
            Path = context.Request.Path.Value ?? "",
            CreateToken = path => tokens.Create("", path),
        };

    /// <summary>Before anybody has signed in, the browser's language is used.</summary>
    private static PageTexts GetTexts(HttpContext context) =>
        PageLanguages.GetOrDefault(
            context
                .Request.GetTypedHeaders()
                .AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
                .Select(language => language.Value.ToString())
                .FirstOrDefault(tag => Languages.All.Any(known => tag.StartsWith(known.Tag, StringComparison.Ordinal)))
                ?? ""
        );

    /// <summary>The page to lead back to; empty for none, or one that is not of this site.</summary>
    private static string GetBack(HttpContext context) =>
        context.Request.Query[SignInLinks.BackField] is [{ } back] && IsLocalPath(back) ? back : "";

    private static string GetBack(FormFields form) =>
        form[SignInLinks.BackField] is var back && IsLocalPath(back) ? back : "";

    /// <summary>Whether a text is a path of this site, of plain characters, and no address of another.</summary>
    private static bool IsLocalPath(string? path) =>
        path is ['/', ..] and { Length: <= MaxUserLength }
        && !path.StartsWith("//", StringComparison.Ordinal)
        && path.All(character => char.IsAsciiLetterOrDigit(character) || "/-._".Contains(character));
}
