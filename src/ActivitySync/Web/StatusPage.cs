using System.Globalization;
using System.Net;
using System.Text;
using ActivitySync.Hosting;

namespace ActivitySync.Web;

/// <summary>Renders the page at <c>/</c>: what <c>activitysync status</c> prints, for a browser.</summary>
internal static class StatusPage
{
    public static string Render(Health health)
    {
        var page = new StringBuilder();
        page.Append(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><title>ActivitySync</title></head><body>"
        );
        page.Append("<h1>ActivitySync</h1><p>")
            .Append(health.Healthy ? "All is well." : "Attention needed:")
            .Append("</p>");
        if (health.Reasons.Count > 0)
        {
            page.Append("<ul>");
            foreach (var reason in health.Reasons)
            {
                page.Append("<li>").Append(WebUtility.HtmlEncode(reason)).Append("</li>");
            }

            page.Append("</ul>");
        }

        if (health.Sources.Count > 0)
        {
            page.Append(
                "<table><thead><tr><th>Athlete</th><th>Source</th><th>Last success (UTC)</th></tr></thead><tbody>"
            );
            foreach (var source in health.Sources)
            {
                var last = source.LastSuccess?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
                    ?? "never";
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"<tr><td>{WebUtility.HtmlEncode(source.Athlete)}</td><td>{source.Source}</td><td>{last}</td></tr>"
                );
            }

            page.Append("</tbody></table>");
        }

        if (health.NextDigest is { } next)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<p>The next digest is due on {next:dddd d MMMM 'at' HH:mm} (UTC{next:zzz}).</p>"
            );
        }

        return page.Append(
                CultureInfo.InvariantCulture,
                $"<p>Mails waiting: {health.Outbox.Waiting}; failed in the last week: {health.Outbox.Failed}.</p>"
                    + $"</body></html>"
            )
            .ToString();
    }
}
