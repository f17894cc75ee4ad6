using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Sources;
using ActivitySync.Web.Answers;
using ActivitySync.Web.Pages;

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
        Assets.Map(app);
        FeedEndpoints.MapCalendar(app);
        if (app.Services.GetRequiredService<AppSettings>().Page.Enabled)
        {
            MapPages(app);
        }

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
        app.MapMethods("/health/cluster", ReadMethods, async context =>
        {
            SetSecurityHeaders(context.Response);
            var nodes = NodeList
                .Read(
                    context.RequestServices.GetRequiredService<Database>(),
                    context.RequestServices.GetRequiredService<AppSettings>()
                )
                .ForPage();
            context.Response.StatusCode = nodes.Healthy
                ? StatusCodes.Status200OK
                : StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(NodeListJson.Serialize(nodes));
        });
        app.MapMethods("/metrics", ReadMethods, async context =>
        {
            SetSecurityHeaders(context.Response);
            context.Response.ContentType = MetricsPage.ContentType;
            var jobs = context.RequestServices.GetRequiredService<HealthReader>().GetJobRuns();
            await context.Response.WriteAsync(MetricsPage.Render(GetHealth(context), jobs, Environment.WorkingSet));
        });
    }

    /// <summary>Maps the pages of athletes.</summary>
    private static void MapPages(WebApplication app)
    {
        SignInPages.Map(app);
        FeedEndpoints.MapState(app);
        AnswerPage.Map(app);
        var routes = new PageRoutes(app);
        SignInPages.Map(routes);
        WeekPages.Map(routes);
        AnswerPages.Map(routes);
        SettingsPages.Map(routes);
        SeasonPages.Map(routes);
        ActivityPages.Map(routes);
        EmailPages.Map(routes);
        ConnectPages.Map(routes);
        UploadPages.Map(routes);
        AdminPages.Map(routes);
        DaysPages.Map(routes);
        RacePages.Map(routes);
        LogPages.Map(routes);
        HealthPages.Map(routes);
        UndoPages.Map(routes);
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

    /// <summary>
    /// Anybody who reaches the page may read it, so it shows states and athletes' names, but no titles, names of files
    /// or answers of servers.
    /// </summary>
    private static Health GetHealth(HttpContext context) =>
        context.RequestServices.GetRequiredService<HealthReader>().Read().ForPage();

    /// <summary>
    /// Sets the headers of a page with forms. Its own address may be the referrer within the site: without any, a form
    /// over plain http says that it comes from nowhere.
    /// </summary>
    public static void SetPageHeaders(HttpResponse response)
    {
        SetSecurityHeaders(response);
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; manifest-src 'self'; "
            + $"form-action 'self'{FormatFormTargets(response)}; base-uri 'none'; frame-ancestors 'none'";
        response.Headers["Referrer-Policy"] = "same-origin";
    }

    /// <summary>The pages of sources that ask for permission; a form here leads there.</summary>
    private static string FormatFormTargets(HttpResponse response)
    {
        var settings = response.HttpContext.RequestServices.GetRequiredService<AppSettings>();
        return string.Concat(
            SourceDescriptors
                .All.Select(source => source.PageConnection)
                .OfType<AuthorizationConnection>()
                .Select(connection => $" {connection.GetPageUrl(settings).GetLeftPart(UriPartial.Authority)}")
        );
    }

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
