using System.Net;
using ActivitySync.Configuration;

namespace ActivitySync.Web;

/// <summary>
/// Restricts a page on a loopback address to the host names of this machine and of <c>PublicUrl</c>. This stops DNS
/// rebinding,
/// where a foreign site's name points here. A page on the network can have any name, so it is not restricted.
/// </summary>
internal static class AllowedHosts
{
    public static void Enforce(WebApplication app, DaemonSettings settings)
    {
        if (DaemonSettings.ParseListenAddress(settings.Listen) is not { IsLoopback: true })
        {
            return;
        }

        app.Use(
            async (context, next) =>
            {
                var host = context.Request.Host.Host;
                if (
                    host.Length == 0
                    || IsLocalHost(host)
                    || string.Equals(host, settings.PublicUrl?.Host, StringComparison.OrdinalIgnoreCase)
                )
                {
                    await next(context);
                    return;
                }

                WebEndpoints.SetSecurityHeaders(context.Response);
                context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
                context.Response.ContentType = "text/plain; charset=utf-8";
                await context.Response.WriteAsync(
                    "This page is only available under this machine's own name and that of ActivitySync:PublicUrl. "
                        + "Set ActivitySync:PublicUrl to the address you used.\n"
                );
            }
        );
    }

    private static bool IsLocalHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
