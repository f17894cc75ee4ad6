using System.Net;
using ActivitySync.Configuration;

namespace ActivitySync.Web;

/// <summary>
/// Answers only to this machine's names, to IP addresses, and to the names in <c>PublicUrl</c> and <c>Page:Hosts</c>,
/// on every listen address. This stops DNS rebinding, where the name of a foreign site points here: its page could then
/// read ours. A foreign site can't make a browser send another name than its own.
/// </summary>
internal static class AllowedHosts
{
    /// <summary>Home networks add one of these to the names of machines.</summary>
    private static readonly string[] LocalDomains = ["", ".local", ".lan", ".home", ".home.arpa", ".fritz.box"];

    public static void Enforce(WebApplication app, AppSettings settings) =>
        app.Use(
            async (context, next) =>
            {
                if (IsAllowed(context.Request.Host.Host, settings))
                {
                    await next(context);
                    return;
                }

                WebEndpoints.SetSecurityHeaders(context.Response);
                context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
                context.Response.ContentType = "text/plain; charset=utf-8";
                await context.Response.WriteAsync(
                    "This page is only available under this machine's own name and that of ActivitySync:PublicUrl. "
                        + "Set ActivitySync:PublicUrl to the address you used, or add its name to Page:Hosts.\n"
                );
            }
        );

    /// <summary>Whether a request may name this host. A request without a name comes from no browser.</summary>
    public static bool IsAllowed(string host, AppSettings settings) =>
        host.Length == 0
        || IPAddress.TryParse(host.Trim('[', ']'), out _)
        || IsOwnName(host.TrimEnd('.'))
        || Equals(host, settings.ActivitySync.PublicUrl?.Host)
        || Equals(host, settings.ActivitySync.PublicUrl?.IdnHost)
        || settings.Page.Hosts.Any(name => Equals(host, name));

    private static bool IsOwnName(string host) =>
        Equals(host, "localhost") || LocalDomains.Any(domain => Equals(host, Environment.MachineName + domain));

    private static bool Equals(string host, string? name) =>
        string.Equals(host, name, StringComparison.OrdinalIgnoreCase);
}
