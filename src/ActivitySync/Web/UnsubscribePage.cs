using System.Net;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;

namespace ActivitySync.Web;

/// <summary>
/// Ends a runner's mails. A look changes nothing, since mail scanners open every link; a POST acts: the page's button, or a
/// mail program's one-click request (RFC 8058). The signed address is all the right there is, so no other site can ask for it.
/// </summary>
internal sealed class UnsubscribePage(
    UnsubscribeLinks link,
    Database database,
    TimeProvider clock,
    ILogger<UnsubscribePage> log
)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Route = $"/{UnsubscribeLinks.Path}/{{word}}";
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
        if (link.FindAthlete(context.Request.RouteValues["word"] as string) is not { } athlete)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync(
                Render(Languages.All[0], Languages.All[0].UnsubscribePage.NotValid, null)
            );
            return;
        }

        var language = Languages.GetOrDefault(athlete.Language);
        var words = language.UnsubscribePage;
        if (isConfirmed)
        {
            Unsubscribe(athlete);
        }

        var isOff = isConfirmed || IsUnsubscribed(athlete);
        await context.Response.WriteAsync(
            Render(
                language,
                isOff ? words.IsOff(athlete.Name) : words.Question(athlete.Name),
                isOff ? null : words.Button
            )
        );
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

    private bool IsUnsubscribed(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return PauseRepository.IsPausedIndefinitely(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name)
        );
    }

    private static string Render(Language language, string line, string? button) =>
        $"""
            <!doctype html><html lang="{language.Tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>ActivitySync</title></head>
            <body style="font:1.1rem/1.5 sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem"><main><h1>ActivitySync</h1><p>{WebUtility.HtmlEncode(
                line
            )}</p>
            {(
                button is null
                    ? ""
                    : $"<form method=\"post\"><button style=\"font:inherit;padding:.6rem 1.2rem\">{WebUtility.HtmlEncode(button)}</button></form>"
            )}
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
}
