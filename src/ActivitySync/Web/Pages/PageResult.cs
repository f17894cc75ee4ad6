using ActivitySync.Configuration;
using ActivitySync.Digest.Rendering;
using ActivitySync.Web.Views;
using RazorSlices;

namespace ActivitySync.Web.Pages;

/// <summary>The answers of pages. The only place that knows how views are rendered.</summary>
internal static class PageResult
{
    /// <summary>A page.</summary>
    public static IResult View(RazorSlice slice, int status = StatusCodes.Status200OK) => new ViewResult(slice, status);

    /// <summary>Another page is read next.</summary>
    /// <param name="path">A path of this site, with its query.</param>
    public static IResult SeeOther(string path) => new SeeOtherResult(path);

    /// <summary>The browser leaves this site, for an address that this program built.</summary>
    public static IResult Leave(Uri address) => new LeaveResult(address);

    /// <summary>A file that the browser saves.</summary>
    /// <param name="name">The suggested name, in ASCII.</param>
    /// <param name="type">The media type.</param>
    /// <param name="content">The content.</param>
    public static IResult Download(string name, string type, byte[] content) => new DownloadResult(name, type, content);

    /// <summary>There is no such page, or it belongs to another athlete.</summary>
    public static IResult NotFound(PageContext page) =>
        Message(page, page.Texts.Common.NotFound, page.Texts.Common.NotFoundText, StatusCodes.Status404NotFound);

    /// <summary>The form doesn't come from this session's own page.</summary>
    public static IResult Forbidden(PageContext page) =>
        Message(page, page.Texts.Common.Forbidden, page.Texts.Common.ForbiddenText, StatusCodes.Status403Forbidden);

    /// <summary>Something failed that the athlete can't change.</summary>
    public static IResult Failed(PageContext page, OperationException exception) =>
        exception.Kind == ErrorKind.InvalidInput
            ? Message(page, page.Texts.Common.Invalid, exception.Message, StatusCodes.Status400BadRequest)
            : Message(
                page,
                page.Texts.Common.Failed,
                page.Texts.Common.FailedText,
                StatusCodes.Status503ServiceUnavailable
            );

    /// <summary>A page that only says something.</summary>
    public static IResult Message(PageContext page, string heading, string text, int status) =>
        View(Views.Message.Create(new MessagePage(page.CreateFrame(heading), heading, [text])), status);

    private sealed class ViewResult(RazorSlice slice, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using (slice)
            {
                httpContext.Response.StatusCode = status;
                httpContext.Response.ContentType = "text/html; charset=utf-8";
                await slice.RenderAsync(
                    httpContext.Response.BodyWriter,
                    HtmlRenderer.Encoder,
                    httpContext.RequestAborted
                );
            }
        }
    }

    private sealed class SeeOtherResult(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = $"{httpContext.Request.PathBase}{path}";
            return Task.CompletedTask;
        }
    }

    private sealed class DownloadResult(string name, string type, byte[] content) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = type;
            response.ContentLength = content.Length;
            response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            return HttpMethods.IsHead(httpContext.Request.Method)
                ? Task.CompletedTask
                : response.Body.WriteAsync(content, httpContext.RequestAborted).AsTask();
        }
    }

    private sealed class LeaveResult(Uri address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address.AbsoluteUri;
            return Task.CompletedTask;
        }
    }
}
