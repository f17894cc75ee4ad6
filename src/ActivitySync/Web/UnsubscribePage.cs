using System.Net;
using ActivitySync.Digest;
using ActivitySync.Digest.Words;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Web;

/// <summary>
/// Ends a runner's mails. A look changes nothing, since mail scanners open every link; a POST acts: the page's button, or a
/// mail program's one-click request (RFC 8058). The signed address is all the right there is, so no other site can ask for it.
/// </summary>
internal sealed class UnsubscribePage(UnsubscribeLink link, Database database, TimeProvider clock, ILogger<UnsubscribePage> log)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Route = $"/{UnsubscribeLink.Path}/{{word}}";
        routes.MapGet(Route, context => context.RequestServices.GetRequiredService<UnsubscribePage>().AnswerAsync(context, acts: false));
        routes.MapPost(Route, context => context.RequestServices.GetRequiredService<UnsubscribePage>().AnswerAsync(context, acts: true));
    }

    private async Task AnswerAsync(HttpContext context, bool acts)
    {
        Pages.Protect(context.Response);
        context.Response.ContentType = "text/html; charset=utf-8";
        if (link.Opened(context.Request.RouteValues["word"] as string) is not { } athlete)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync(Html(Languages.All[0], Languages.All[0].Ending.NotValid, null));
            return;
        }

        var language = Languages.Of(athlete.Language);
        var words = language.Ending;
        if (acts) TurnOff(athlete);
        var isOff = acts || IsOff(athlete);
        await context.Response.WriteAsync(Html(language, isOff ? words.IsOff(athlete.Name) : words.Question(athlete.Name), isOff ? null : words.Button));
    }

    private void TurnOff(AthleteSettings athlete)
    {
        using var store = database.Open();
        Pauses.Set(store, Athletes.IdOf(store, athlete.Name, clock), Pauses.ForGood);
        log.Unsubscribed(athlete.Name);
    }

    private bool IsOff(AthleteSettings athlete)
    {
        using var store = database.Open();
        return Pauses.IsOff(store, Athletes.IdOf(store, athlete.Name, clock));
    }

    private static string Html(Language language, string line, string? button) =>
        $"""
        <!doctype html><html lang="{language.Tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>ActivitySync</title></head>
        <body style="font:1.1rem/1.5 sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem"><main><h1>ActivitySync</h1><p>{WebUtility.HtmlEncode(line)}</p>
        {(button is null ? "" : $"<form method=\"post\"><button style=\"font:inherit;padding:.6rem 1.2rem\">{WebUtility.HtmlEncode(button)}</button></form>")}
        </main></body></html>
        """;
}
