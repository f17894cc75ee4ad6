using System.Net;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;

namespace ActivitySync.Web;

/// <summary>
/// Ends an athlete's mails, and turns them on again. GET changes nothing, since mail scanners open every link. A POST
/// comes from the page's buttons, or from a mail program's one-click request (RFC 8058). The signed token in the
/// address authorizes the request, so no other site can forge it.
/// </summary>
internal sealed class UnsubscribePage(
    UnsubscribeLinks links,
    Database database,
    TimeProvider clock,
    ILogger<UnsubscribePage> log
)
{
    /// <summary>
    /// The query of the button that turns mails on again. One-click requests have the link's address, which has none.
    /// </summary>
    private const string ResumeQuery = "emails=on";

    /// <summary>Text and button reach a contrast of 4.5:1 in both color schemes.</summary>
    private const string Style = """
        :root{color-scheme:light dark}
        body{font:1.1rem/1.5 sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}
        body{color:#1a1a1a;background:#ffffff}
        button{font:inherit;padding:.6rem 1.2rem;border:1px solid #1a5276;border-radius:.3rem}
        button{color:#ffffff;background:#1a5276}
        @media (prefers-color-scheme:dark){
        body{color:#e8e8e8;background:#121212}
        button{border-color:#9ecbee}
        button{color:#10202c;background:#9ecbee}
        }
        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Route = $"/{UnsubscribeLinks.Path}/{{token}}";
        routes.MapGet(Route, context =>
            context.RequestServices.GetRequiredService<UnsubscribePage>().HandleAsync(context, isConfirmed: false)
        );
        routes.MapPost(Route, context =>
            context.RequestServices.GetRequiredService<UnsubscribePage>().HandleAsync(context, isConfirmed: true)
        );
    }

    private async Task HandleAsync(HttpContext context, bool isConfirmed)
    {
        WebEndpoints.SetSecurityHeaders(context.Response);
        context.Response.ContentType = "text/html; charset=utf-8";
        if (links.FindAthlete(context.Request.RouteValues["token"] as string) is not { } athlete)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync(
                Render(Languages.All[0], Languages.All[0].UnsubscribePage.NotValid, form: "")
            );
            return;
        }

        var language = Languages.GetOrDefault(athlete.Language);
        var texts = language.UnsubscribePage;
        var isResumed = isConfirmed && context.Request.QueryString.Value == $"?{ResumeQuery}";
        if (isResumed)
        {
            Resume(athlete);
        }
        else if (isConfirmed)
        {
            Unsubscribe(athlete);
        }

        var page = IsUnsubscribed(athlete)
            ? Render(language, texts.IsOff(athlete.Name), CreateForm($"?{ResumeQuery}", texts.ResumeButton))
            : Render(
                language,
                isResumed ? texts.IsOn(athlete.Name) : texts.Question(athlete.Name),
                CreateForm("?", texts.Button)
            );
        await context.Response.WriteAsync(page);
    }

    private void Unsubscribe(AthleteSettings athlete)
    {
        using var connection = database.Open();
        PauseRepository.Save(
            connection,
            AthleteRepository.GetOrAddId(connection, athlete.Name, clock),
            PauseRepository.Indefinitely
        );
        log.Unsubscribed(athlete.Name);
    }

    private void Resume(AthleteSettings athlete)
    {
        using var connection = database.Open();
        if (PauseRepository.EndIndefinite(connection, AthleteRepository.GetIdForReading(connection, athlete.Name)))
        {
            log.Resumed(athlete.Name);
        }
    }

    private bool IsUnsubscribed(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return PauseRepository.IsPausedIndefinitely(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name)
        );
    }

    /// <param name="query">The query of the address that the button posts to; "?" for none.</param>
    /// <param name="button">The label of the button.</param>
    private static string CreateForm(string query, string button) =>
        $"<form method=\"post\" action=\"{query}\"><button>{WebUtility.HtmlEncode(button)}</button></form>";

    /// <param name="language">The language of the page.</param>
    /// <param name="line">The text of the page.</param>
    /// <param name="form">The button; empty for none.</param>
    private static string Render(Language language, string line, string form) =>
        $"""
            <!doctype html><html lang="{language.Tag}"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
            <meta name="color-scheme" content="light dark">
            <title>ActivitySync</title><style>
            {Style}
            </style></head>
            <body>
            <main><h1>ActivitySync</h1><p>{WebUtility.HtmlEncode(line)}</p>
            {form}
            </main></body></html>
            """;
}

internal static partial class WebLog
{
    [LoggerMessage(
        EventName = "mails_off",
        Level = LogLevel.Information,
        Message = "athlete={Athlete} by=unsubscribe_link"
    )]
    public static partial void Unsubscribed(this ILogger log, string athlete);

    [LoggerMessage(
        EventName = "mails_on",
        Level = LogLevel.Information,
        Message = "athlete={Athlete} by=unsubscribe_link"
    )]
    public static partial void Resumed(this ILogger log, string athlete);
}
