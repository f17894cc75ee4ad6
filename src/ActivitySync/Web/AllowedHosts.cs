using System.Net;
using ActivitySync.Configuration;

namespace ActivitySync.Web;

/// <summary>
/// The names that a page of this machine alone answers to: its own and <c>PublicUrl</c>'s. A foreign page whose name was made
/// to point here (DNS rebinding) reads nothing by it. A page that listens to the network has names that only its owner knows.
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
                var asked = context.Request.Host.Host;
                if (
                    asked.Length == 0
                    || IsLocalHost(asked)
                    || string.Equals(asked, settings.PublicUrl?.Host, StringComparison.OrdinalIgnoreCase)
                )
                {
                    await next(context);
                    return;
                }

                WebEndpoints.SetSecurityHeaders(context.Response);
                context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
                context.Response.ContentType = "text/plain; charset=utf-8";
                await context.Response.WriteAsync(
                    "This page answers to this machine's own name and to that of ActivitySync:PublicUrl; set that to the address you came by.\n"
                );
            }
        );
    }

    private static bool IsLocalHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
