using System.Net;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;

namespace ActivitySync.Web;

/// <summary>
/// Ends an athlete's mails. GET changes nothing, since mail scanners open every link. POST unsubscribes: the page's
/// button, or
/// a mail program's one-click request (RFC 8058). The signed token in the address authorizes the request, so no other
/// site can
/// forge it.
/// </summary>
internal sealed class UnsubscribePage(
    UnsubscribeLinks links,
    Database database,
    TimeProvider clock,
    ILogger<UnsubscribePage> log
)
{
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
                Render(Languages.All[0], Languages.All[0].UnsubscribePage.NotValid, null)
            );
            return;
        }

        var language = Languages.GetOrDefault(athlete.Language);
        var texts = language.UnsubscribePage;
        if (isConfirmed)
        {
            Unsubscribe(athlete);
        }

        var isOff = isConfirmed || IsUnsubscribed(athlete);
        await context.Response.WriteAsync(
            Render(
                language,
                isOff ? texts.IsOff(athlete.Name) : texts.Question(athlete.Name),
                isOff ? null : texts.Button
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

    /// <param name="language">The language of the page.</param>
    /// <param name="line">The text of the page.</param>
    /// <param name="button">The label of the button that unsubscribes; null for no button.</param>
    private static string Render(Language language, string line, string? button)
    {
        var form = button is null
            ? ""
            : "<form method=\"post\"><button style=\"font:inherit;padding:.6rem 1.2rem\">"
                + $"{WebUtility.HtmlEncode(button)}</button></form>";
        return $"""
            <!doctype html><html lang="{language.Tag}"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
            <title>ActivitySync</title></head>
            <body style="font:1.1rem/1.5 sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem">
            <main><h1>ActivitySync</h1><p>{WebUtility.HtmlEncode(line)}</p>
            {form}
            </main></body></html>
            """;
    }
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
