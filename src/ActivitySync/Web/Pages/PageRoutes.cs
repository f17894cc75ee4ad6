using ActivitySync.Configuration;
using ActivitySync.Web.Access;

namespace ActivitySync.Web.Pages;

/// <summary>
/// Maps pages of a signed-in athlete. Every handler gets a <see cref="PageContext"/>; without a session it is not
/// called, and a form only reaches it if it comes from this session's own page.
/// </summary>
internal sealed class PageRoutes(WebApplication app)
{
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps a page.</summary>
    /// <param name="path">The route: <c>/days</c>.</param>
    /// <param name="handler">Renders the page.</param>
    public void Get(string path, Func<PageContext, IResult> handler) =>
        Get(path, page => Task.FromResult(handler(page)));

    /// <inheritdoc cref="Get(string, Func{PageContext, IResult})"/>
    public void Get(string path, Func<PageContext, Task<IResult>> handler) =>
        app.MapMethods(path, ReadMethods, context => RunAsync(context, handler, isForm: false));

    /// <summary>
    /// Maps what a form does. The handler ends with a redirect, or with the page again and its errors.
    /// </summary>
    /// <param name="path">The route: <c>/slots</c>.</param>
    /// <param name="handler">Saves the form.</param>
    public void Post(string path, Func<PageContext, IResult> handler) =>
        Post(path, page => Task.FromResult(handler(page)));

    /// <inheritdoc cref="Post(string, Func{PageContext, IResult})"/>
    public void Post(string path, Func<PageContext, Task<IResult>> handler) =>
        app.MapPost(path, context => RunAsync(context, handler, isForm: true));

    /// <summary>
    /// Maps a form with files. The handler reads the body itself, and checks the form's token with
    /// <see cref="PageContext.HasToken"/> before it stores anything.
    /// </summary>
    /// <param name="path">The route.</param>
    /// <param name="handler">Reads the files.</param>
    public void PostFiles(string path, Func<PageContext, Task<IResult>> handler) =>
        app.MapPost(path, context => RunAsync(context, handler, isForm: false));

    private static async Task RunAsync(HttpContext context, Func<PageContext, Task<IResult>> handler, bool isForm)
    {
        WebEndpoints.SetPageHeaders(context.Response);
        if (context.RequestServices.GetRequiredService<PageSessions>().Find(context) is not { } session)
        {
            if (HttpMethods.IsPost(context.Request.Method) && !IsOwnOrigin(context))
            {
                // A browser keeps the cookie from a form of another site.
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            var back = HttpMethods.IsPost(context.Request.Method) ? "" : context.Request.Path.Value;
            await PageResult.SeeOther(SignInPages.GetPath(back)).ExecuteAsync(context);
            return;
        }

        var page = new PageContext(context, session);
        if (HttpMethods.IsPost(context.Request.Method) && !IsOwnOrigin(context))
        {
            await PageResult.Forbidden(page).ExecuteAsync(context);
            return;
        }

        if (isForm && (!await page.ReadFormAsync() || !page.HasToken(page.Form[FormTokens.Field])))
        {
            await PageResult.Forbidden(page).ExecuteAsync(context);
            return;
        }

        await (await RunAsync(page, handler)).ExecuteAsync(context);
    }

    private static bool IsOwnOrigin(HttpContext context) =>
        RequestOrigin.IsOwn(
            context.Request,
            context.RequestServices.GetRequiredService<AppSettings>().ActivitySync.PublicUrl
        );

    /// <summary>What an athlete can't change, such as a busy disk, is one line on a page of its own.</summary>
    private static async Task<IResult> RunAsync(PageContext page, Func<PageContext, Task<IResult>> handler)
    {
        try
        {
            return await handler(page);
        }
        catch (OperationException exception)
        {
            return PageResult.Failed(page, exception);
        }
    }
}
