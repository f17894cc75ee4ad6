using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Web.Access;

namespace ActivitySync.Web;

/// <summary>Addresses that programs read: the calendar feed, and the advice for home dashboards.</summary>
internal static class FeedEndpoints
{
    private const string BearerPrefix = "Bearer ";

    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps <c>/calendar/{token}.ics</c>. It works without a session, for everybody who has the
    /// address.</summary>
    public static void MapCalendar(WebApplication app) =>
        app.MapMethods("/calendar/{token}.ics", ReadMethods, async context =>
        {
            WebEndpoints.SetSecurityHeaders(context.Response);
            var token = context.Request.RouteValues["token"] as string;
            if (
                context.RequestServices.GetRequiredService<FeedLinks>().FindAthlete(token, FeedKind.Calendar)
                is not { } athlete
            )
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            context.Response.ContentType = "text/calendar; charset=utf-8";
            await context.Response.WriteAsync(
                context.RequestServices.GetRequiredService<CalendarFeed>().ReadOrCreateEmpty(athlete),
                context.RequestAborted
            );
        });

    /// <summary>
    /// Maps <c>/api/state</c>. The token is in the header <c>Authorization: Bearer</c>, or in the query, which proxies
    /// may log.
    /// </summary>
    public static void MapState(WebApplication app) => app.MapMethods("/api/state", ReadMethods, async context =>
        {
            WebEndpoints.SetSecurityHeaders(context.Response);
            if (
                context
                    .RequestServices.GetRequiredService<FeedLinks>()
                    .FindAthlete(GetToken(context.Request), FeedKind.State)
                is not { } athlete
            )
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.Body.WriteAsync(
                context.RequestServices.GetRequiredService<StateReader>().Read(athlete).ToUtf8Bytes(),
                context.RequestAborted
            );
        });

    private static string? GetToken(HttpRequest request) =>
        request.Headers.Authorization is [{ } header]
        && header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? header[BearerPrefix.Length..].Trim()
            : request.Query["token"].ToString();
}
