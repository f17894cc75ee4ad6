using System.Security.Cryptography;
using ActivitySync.FileSystem;

namespace ActivitySync.Web;

/// <summary>The stylesheet, the icon and the manifest. Their addresses contain a hash, so browsers keep them.</summary>
public static class Assets
{
    private const string Folder = "/assets/";

    private static readonly byte[] Stylesheet = EmbeddedFile.ReadBytes("Assets/app.css");
    private static readonly byte[] Icon = EmbeddedFile.ReadBytes("Assets/icon.svg");

    public static string StylesheetPath { get; } = $"{Folder}app.{Hash(Stylesheet)}.css";

    public static string IconPath { get; } = $"{Folder}icon.{Hash(Icon)}.svg";

    public static string ManifestPath => "/manifest.webmanifest";

    internal static void Map(WebApplication app)
    {
        MapFile(app, StylesheetPath, "text/css; charset=utf-8", Stylesheet);
        MapFile(app, IconPath, "image/svg+xml", Icon);
        MapFile(app, "/favicon.svg", "image/svg+xml", Icon);
        app.MapGet(ManifestPath, async context =>
        {
            WebEndpoints.SetSecurityHeaders(context.Response);
            context.Response.ContentType = "application/manifest+json";
            var root = context.Request.PathBase.Value;
            await context.Response.WriteAsync(
                $$"""
                {"name":"ActivitySync","short_name":"ActivitySync","start_url":"{{root}}/week","scope":"{{root}}/",
                "display":"minimal-ui","background_color":"#f3f2ec","theme_color":"#1a6a4c",
                "icons":[{"src":"{{root}}{{IconPath}}","type":"image/svg+xml","sizes":"any"}]}
                """
            );
        });
    }

    private static void MapFile(WebApplication app, string path, string type, byte[] content) =>
        app.MapGet(path, async context =>
        {
            WebEndpoints.SetSecurityHeaders(context.Response);
            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            context.Response.ContentType = type;
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
        });

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..12];
}
