using System.Text;
using ActivitySync.Digest.Localization;
using ActivitySync.FileSystem;

namespace ActivitySync.Web;

/// <summary>
/// Serves the self-massage guide of <c>docs</c> with its drawings, in every language of mails. It has no personal data,
/// so everybody who reaches the page may read it.
/// </summary>
/// <remarks>A test writes the HTML from the Markdown, so that the program needs no converter.</remarks>
internal static class SelfMassagePage
{
    private const string Resources = "SelfMassage/";
    private const string PictureFolder = "self-massage";
    private const string PageLifetime = "public, max-age=3600";
    private const string PictureLifetime = "public, max-age=86400";

    /// <summary>Pictures load from this page only.</summary>
    private static readonly string SecurityPolicy = PlainPage.CreateSecurityPolicy("'self' data:");

    /// <summary>A picture has a style of its own, and is not a page: opened alone it can't do anything.</summary>
    private const string PicturePolicy =
        "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>The drawings by name, and nothing else: a name from outside opens no file.</summary>
    private static readonly Lazy<Dictionary<string, byte[]>> Pictures = new(() =>
        typeof(SelfMassagePage)
            .Assembly.GetManifestResourceNames()
            .Where(name =>
                name.StartsWith(Resources, StringComparison.Ordinal) && name.EndsWith(".svg", StringComparison.Ordinal)
            )
            .ToDictionary(name => name[Resources.Length..], EmbeddedFile.ReadBytes, StringComparer.Ordinal)
    );

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var language in Languages.All)
        {
            var page = new Lazy<byte[]>(() => Render(language));
            routes.MapMethods($"/{language.Tonight.GuidePath}", ReadMethods, context =>
                WriteAsync(context, PlainPage.ContentType, SecurityPolicy, PageLifetime, page.Value)
            );
        }

        routes.MapMethods($"/{PictureFolder}/{{name}}", ReadMethods, async context =>
        {
            if (context.Request.RouteValues["name"] is string name && Pictures.Value.TryGetValue(name, out var picture))
            {
                await WriteAsync(context, "image/svg+xml", PicturePolicy, PictureLifetime, picture);
                return;
            }

            WebEndpoints.SetSecurityHeaders(context.Response);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        });
    }

    private static async Task WriteAsync(
        HttpContext context,
        string contentType,
        string securityPolicy,
        string lifetime,
        byte[] content
    )
    {
        WebEndpoints.SetSecurityHeaders(context.Response);
        context.Response.Headers.CacheControl = lifetime;
        context.Response.Headers.ContentSecurityPolicy = securityPolicy;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private static byte[] Render(Language language)
    {
        var guide = EmbeddedFile.ReadText($"{Resources}{language.Tonight.GuidePath}.html");
        return Encoding.UTF8.GetBytes(PlainPage.Render(language, language.Tonight.GuideTitle, guide));
    }
}
