using System.Net;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using Microsoft.AspNetCore.HttpOverrides;

namespace ActivitySync.Web.Access;

/// <summary>
/// Finds who is signed in: by the header of a trusted proxy, else by the cookie of a link. A proxy's user who is no
/// athlete gets nothing; no athlete is created.
/// </summary>
internal sealed class PageSessions(AppSettings settings, AthleteRoster roster, Sessions sessions)
{
    private const string PeerItem = "peer";

    /// <summary>
    /// Keeps the address of the direct peer, and takes scheme, client address and prefix from the headers of trusted
    /// proxies. Headers of others are ignored.
    /// </summary>
    public static void UseProxies(WebApplication app, PageSettings page)
    {
        app.Use(
            (context, next) =>
            {
                context.Items[PeerItem] = context.Connection.RemoteIpAddress;
                return next(context);
            }
        );
        if (page.TrustedProxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedPrefix,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in page.TrustedProxies)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }

    /// <summary>Finds who is signed in; null for nobody.</summary>
    public PageSession? Find(HttpContext context) => FindByHeader(context) ?? sessions.Find(context);

    private PageSession? FindByHeader(HttpContext context)
    {
        if (
            settings.Page.TrustedHeader is not { } name
            || !settings.Page.IsTrustedProxy(context.Items[PeerItem] as IPAddress)
            || context.Request.Headers[name] is not [{ Length: > 0 } user]
        )
        {
            return null;
        }

        var athletes = roster.GetAll().Where(athlete => IsUser(athlete, user)).ToList();
        return athletes is [var athlete]
            ? new PageSession(
                athlete,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"proxy {athlete.Name}"))),
                Id: null
            )
            : null;
    }

    /// <summary>Whether a typed or forwarded text names an athlete: by name or email address.</summary>
    public static bool IsUser(AthleteSettings athlete, string user) =>
        athlete.Name.Equals(user, StringComparison.OrdinalIgnoreCase)
        || athlete.Email.Equals(user, StringComparison.OrdinalIgnoreCase);
}
