namespace ActivitySync.Web.Access;

/// <summary>
/// Tells a browser's own forms from those of other sites. Over plain http to a name on the network browsers send no
/// <c>Sec-Fetch-Site</c>; then the <c>Origin</c> decides.
/// </summary>
internal static class RequestOrigin
{
    /// <summary>Whether a POST comes from a page of this site, or from no page at all.</summary>
    public static bool IsOwn(HttpRequest request, Uri? publicUrl)
    {
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site)
        {
            return site == "same-origin" || site == "none";
        }

        return request.Headers.Origin is { Count: 1 } origins
            && origins[0] is { Length: > 0 } origin
            && (
                origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
                || origin.Equals(publicUrl?.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
            );
    }
}
