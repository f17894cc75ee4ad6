using ActivitySync.Operations;
using ActivitySync.Store;

namespace ActivitySync.Web;

/// <summary>What the daemon answers on its address.</summary>
internal static class Pages
{
    /// <summary>Watchers like to ask for the head alone; the server leaves the body out.</summary>
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(WebApplication app)
    {
        app.Use(AnswerTroubleAsync);
        UnsubscribePage.Map(app);
        app.MapMethods("/", Read, async context =>
        {
            Protect(context.Response);
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(StatusPage.Html(Health(context)));
        });
        StravaEventPages.Map(app);
        app.MapMethods("/health", Read, async context =>
        {
            Protect(context.Response);
            var health = Health(context);
            context.Response.StatusCode = health.Healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(HealthJson.Write(health));
        });
        app.MapMethods("/metrics", Read, async context =>
        {
            Protect(context.Response);
            context.Response.ContentType = MetricsPage.ContentType;
            var jobs = context.RequestServices.GetRequiredService<ReadHealth>().Jobs();
            await context.Response.WriteAsync(MetricsPage.Text(Health(context), jobs, Environment.WorkingSet));
        });
    }

    /// <summary>A disk or a database that does not do its work is told by health and the log; whoever asks a page is told to come again.</summary>
    private static async Task AnswerTroubleAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception trouble) when (!context.Response.HasStarted && context.RequestServices.GetRequiredService<Database>().LineOf(trouble) is not null)
        {
            context.Response.Clear();
            Protect(context.Response);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("This cannot be answered at the moment; please try again later.\n");
        }
    }

    private static Health Health(HttpContext context) => context.RequestServices.GetRequiredService<ReadHealth>().Read();

    /// <summary>Nothing is kept by caches, framed, guessed at, or told to the next site.</summary>
    public static void Protect(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
