using ActivitySync.Data;
using ActivitySync.Hosting;

namespace ActivitySync.Web;

/// <summary>What the daemon answers on its address.</summary>
internal static class WebEndpoints
{
    /// <summary>Watchers like to ask for the head alone; the server leaves the body out.</summary>
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(WebApplication app)
    {
        app.Use(HandleDatabaseErrorAsync);
        UnsubscribePage.Map(app);
        app.MapMethods("/", ReadMethods, async context =>
        {
            SetSecurityHeaders(context.Response);
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(StatusPage.Render(GetHealth(context)));
        });
        StravaEventEndpoints.Map(app);
        app.MapMethods("/health", ReadMethods, async context =>
        {
            SetSecurityHeaders(context.Response);
            var health = GetHealth(context);
            context.Response.StatusCode = health.Healthy
                ? StatusCodes.Status200OK
                : StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(HealthJson.Serialize(health));
        });
        app.MapMethods("/metrics", ReadMethods, async context =>
        {
            SetSecurityHeaders(context.Response);
            context.Response.ContentType = MetricsPage.ContentType;
            var jobs = context.RequestServices.GetRequiredService<HealthReader>().GetJobRuns();
            await context.Response.WriteAsync(MetricsPage.Render(GetHealth(context), jobs, Environment.WorkingSet));
        });
    }

    /// <summary>A disk or a database that does not do its work is told by health and the log; whoever asks a page is told to come again.</summary>
    private static async Task HandleDatabaseErrorAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (DatabaseException) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            SetSecurityHeaders(context.Response);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("This cannot be answered at the moment; please try again later.\n");
        }
    }

    private static Health GetHealth(HttpContext context) =>
        context.RequestServices.GetRequiredService<HealthReader>().Read();

    /// <summary>Nothing is kept by caches, framed, guessed at, or told to the next site.</summary>
    public static void SetSecurityHeaders(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
