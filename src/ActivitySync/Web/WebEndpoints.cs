using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Sources;
using ActivitySync.Web.Answers;

namespace ActivitySync.Web;

/// <summary>Maps the pages of the daemon.</summary>
internal static class WebEndpoints
{
    /// <summary>Monitoring services may use HEAD; the server then omits the body.</summary>
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(WebApplication app)
    {
        app.Use(HandleDatabaseErrorAsync);
        UnsubscribePage.Map(app);
        SelfMassagePage.Map(app);
        AnswerPage.Map(app);
        app.MapMethods("/", ReadMethods, async context =>
        {
            SetSecurityHeaders(context.Response);
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(StatusPage.Render(GetHealth(context)));
        });
        foreach (var source in SourceDescriptors.All)
        {
            source.MapEndpoints(app);
        }

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

    /// <summary>
    /// Answers 503 after an error of the disk or the database. Health and the log report the error itself.
    /// </summary>
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
            await context.Response.WriteAsync("The page is not available at the moment. Please try again later.\n");
        }
    }

    /// <summary>Anybody who reaches the page may read it, so it shows states and no names.</summary>
    private static Health GetHealth(HttpContext context) =>
        context.RequestServices.GetRequiredService<HealthReader>().Read().ForPage();

    /// <summary>Forbids caching, framing, content sniffing and referrers.</summary>
    public static void SetSecurityHeaders(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
