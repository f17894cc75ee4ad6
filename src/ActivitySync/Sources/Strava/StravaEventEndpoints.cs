namespace ActivitySync.Sources.Strava;

/// <summary>Maps the endpoint for Strava's events if a public URL is set.</summary>
internal static class StravaEventEndpoints
{
    public static void Map(WebApplication app)
    {
        var events = app.Services.GetRequiredService<StravaEventReceiver>();
        if (events.CallbackUrl is null)
        {
            return;
        }

        app.MapGet("/strava/{key}", async context =>
        {
            var asked = context.Request.Query;
            var answer = events.IsValidKey(context.Request.RouteValues["key"] as string)
                ? events.AnswerChallenge(asked["hub.mode"], asked["hub.verify_token"], asked["hub.challenge"])
                : null;
            context.Response.StatusCode = answer is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
            context.Response.ContentType = "application/json; charset=utf-8";
            if (answer is not null)
            {
                await context.Response.WriteAsync(answer);
            }
        });

        // Strava expects a response within two seconds, so this saves a hint, and the sync runs later.
        app.MapPost("/strava/{key}", async context =>
        {
            var isOurs = events.IsValidKey(context.Request.RouteValues["key"] as string);
            if (isOurs && await ReadBodyAsync(context.Request) is { } body)
            {
                events.Receive(body);
            }

            context.Response.StatusCode = isOurs ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        });
    }

    /// <summary>Returns null if the body is longer than any event.</summary>
    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request)
    {
        var body = new byte[StravaEventReceiver.MaxBodyBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(
            body,
            body.Length,
            throwOnEndOfStream: false,
            request.HttpContext.RequestAborted
        );
        return length > StravaEventReceiver.MaxBodyBytes ? null : body[..length];
    }
}
