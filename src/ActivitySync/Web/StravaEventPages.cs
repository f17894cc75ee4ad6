using ActivitySync.Sources.Strava;

namespace ActivitySync.Web;

/// <summary>The address that Strava's events come to, where the page has one from outside.</summary>
internal static class StravaEventPages
{
    public static void Map(WebApplication app)
    {
        var events = app.Services.GetRequiredService<StravaEvents>();
        if (events.Callback is null) return;
        app.MapGet("/strava/{key}", async context =>
        {
            var asked = context.Request.Query;
            var answer = events.IsOurs(context.Request.RouteValues["key"] as string)
                ? events.Handshake(asked["hub.mode"], asked["hub.verify_token"], asked["hub.challenge"])
                : null;
            context.Response.StatusCode = answer is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
            context.Response.ContentType = "application/json; charset=utf-8";
            if (answer is not null) await context.Response.WriteAsync(answer);
        });

        // Strava wants its answer within two seconds: the hint is noted, and the sync comes later.
        app.MapPost("/strava/{key}", async context =>
        {
            var isOurs = events.IsOurs(context.Request.RouteValues["key"] as string);
            if (isOurs && await ReadAsync(context.Request) is { } body) events.Take(body);
            context.Response.StatusCode = isOurs ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        });
    }

    /// <summary>Null if it is longer than any event.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        var body = new byte[StravaEvents.MostBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        return length > StravaEvents.MostBytes ? null : body[..length];
    }
}
