using System.Net;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Digest.Localization;

namespace ActivitySync.Web;

/// <summary>
/// The frame of pages that need no session: answers to emails and the self-massage guide. They are complete without
/// another file, have no script, and their only style is named in the security policy by its hash.
/// </summary>
internal static class PlainPage
{
    public const string ContentType = "text/html; charset=utf-8";

    /// <summary>Every text reaches a contrast of 4.5:1 in both color schemes; targets are 44 px high.</summary>
    private const string Style = """
        :root{color-scheme:light dark;--ground:#f3f2ec;--card:#ffffff;--text:#1f2521;--note:#525c55;--line:#d9d7cc}
        :root{--accent:#1a6a4c;--on-accent:#ffffff;--alarm:#fdecea;--on-alarm:#6b1410;--edge:#767d78}
        @media (prefers-color-scheme:dark){
        :root{--ground:#0f1110;--card:#1a1d1b;--text:#e9ece8;--note:#b4beb7;--line:#3a403c}
        :root{--accent:#86d4ae;--on-accent:#10271c;--alarm:#43201d;--on-alarm:#ffe9e6;--edge:#8b948e}
        }
        *{box-sizing:border-box}
        body{margin:0;padding:1rem;background:var(--ground);color:var(--text);font:100%/1.5 system-ui,sans-serif}
        main{max-width:38rem;margin:1rem auto;padding:1.25rem;background:var(--card)}
        main{border:1px solid var(--line);border-radius:.9rem;overflow-wrap:anywhere}
        h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25;text-wrap:balance}
        h2{margin:1.75rem 0 .5rem;font-size:1.15rem;line-height:1.3;color:var(--accent)}
        a{color:var(--accent)}
        .alarm{margin:0 0 1rem;padding:1rem;border-radius:.6rem;background:var(--alarm);color:var(--on-alarm)}
        .note{color:var(--note)}
        form{margin:1rem 0 0}
        button,.button{display:inline-block;min-height:2.75rem;margin:0 .4rem .6rem 0;padding:.55rem 1.1rem}
        button{cursor:pointer}
        button,.button{border:1px solid var(--accent);border-radius:.6rem;font:inherit;font-weight:600}
        button{color:var(--on-accent);background:var(--accent)}
        .button,.quiet button{color:var(--accent);background:transparent;text-decoration:none}
        label,legend{display:block;margin:.9rem 0 .25rem;padding:0;font-weight:600}
        fieldset{margin:0;padding:0;border:0}
        fieldset label{display:flex;gap:.6rem;align-items:center;min-height:2.75rem;margin:0;font-weight:400}
        fieldset input{flex:none;width:1.25rem;height:1.25rem;margin:0}
        select,input[type=text]{width:100%;min-height:2.75rem;padding:.4rem .6rem;border:1px solid var(--edge)}
        select,input[type=text]{border-radius:.5rem;background:var(--card);color:var(--text);font:inherit}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        table{width:100%;border-collapse:collapse}
        th,td{padding:.4rem .5rem .4rem 0;border-top:1px solid var(--line);text-align:left;vertical-align:top}
        img{display:block;width:100%;max-width:30rem;height:auto;margin:.5rem 0;border-radius:.6rem;background:#ffffff}
        li{margin:.3rem 0}
        @media print{body,main{background:none;border:0;color:#000000}}
        """;

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    /// <summary>The policy of a page without images.</summary>
    public static string SecurityPolicy { get; } = CreateSecurityPolicy("data:");

    /// <summary>Creates the policy of a page.</summary>
    /// <param name="images">The sources of images; <c>data:</c> is for the icon.</param>
    public static string CreateSecurityPolicy(string images) =>
        $"default-src 'none'; style-src 'sha256-{StyleHash}'; img-src {images}; base-uri 'none'; form-action 'self'; "
        + "frame-ancestors 'none'";

    /// <summary>Sets the headers of a page that must not be stored, indexed or named to other pages.</summary>
    public static void SetPrivateHeaders(HttpResponse response)
    {
        WebEndpoints.SetSecurityHeaders(response);
        response.Headers.ContentSecurityPolicy = SecurityPolicy;
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        response.ContentType = ContentType;
    }

    /// <summary>Encodes a text for an element or an attribute in double quotes.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <param name="language">The language of the page.</param>
    /// <param name="title">The title, without the program's name.</param>
    /// <param name="body">The content with its only <c>h1</c>, as HTML.</param>
    public static string Render(Language language, string title, string body) =>
        $"""
            <!doctype html>
            <html lang="{language.Tag}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <title>{Encode(title)} · ActivitySync</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            {body}
            </main>
            </body>
            </html>

            """;
}
