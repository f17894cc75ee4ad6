using System.Net;
using System.Text.Json;

namespace ActivitySync.Sources.Strava;

/// <summary>Reads what a status and its body mean (https://developers.strava.com/docs/ and answers seen in the wild).</summary>
internal static class StravaErrors
{
    private const int FirstServerError = 500;
    private const int FirstRedirect = 300;
    private const int FirstError = 400;

    /// <summary>Null if the status says it went well.</summary>
    public static StravaFault? Classify(int status, ReadOnlyMemory<byte> body)
    {
        if (status is >= 200 and < FirstRedirect) return null;
        if (status is >= FirstRedirect and < FirstError) return StravaFault.Redirected;
        var (message, errors) = Envelope(body);

        // The body first: limits were once told with 403, and one status stands for several troubles.
        if (status == (int)HttpStatusCode.TooManyRequests || Same(message, "Rate Limit Exceeded")) return StravaFault.LimitReached;
        foreach (var error in errors)
        {
            if (FaultOf(status, error) is { } fault) return fault;
        }

        return status switch
        {
            (int)HttpStatusCode.RequestTimeout or >= FirstServerError => StravaFault.ServerTrouble,
            (int)HttpStatusCode.Unauthorized => StravaFault.TokenRefused,
            (int)HttpStatusCode.Forbidden when Same(message, "Limit of connected athletes exceeded") => StravaFault.AthleteLimit,
            (int)HttpStatusCode.NotFound => StravaFault.NotFound,
            _ => StravaFault.Refused,
        };
    }

    private static StravaFault? FaultOf(int status, StravaError error)
    {
        var (resource, field, code) = error;
        if (Same(resource, "Application"))
        {
            if (field.EndsWith("rate limit", StringComparison.OrdinalIgnoreCase)) return StravaFault.LimitReached;
            if (Same(field, "Status") && Same(code, "Inactive")) return StravaFault.AppInactive;
            if (Same(field, "client_id")) return StravaFault.ClientIdUnknown;
            if (Same(field, "client_secret")) return StravaFault.ClientSecretWrong;
            if (Same(field, "redirect_uri")) return StravaFault.RedirectRefused;
            if (Same(field, "athlete limit")) return StravaFault.AthleteLimit;
            if (Same(field, "after") && Same(code, "future")) return StravaFault.ClockAhead;
            if (field.Length == 0 && status == (int)HttpStatusCode.Unauthorized) return StravaFault.ClientSecretWrong;
        }

        if (Same(resource, "PushSubscription")) return Same(code, "already exists") ? StravaFault.SubscriptionTaken : StravaFault.CallbackUnreachable;
        if (Same(resource, "RefreshToken")) return StravaFault.AuthorisationDead;
        if (Same(resource, "AuthorizationCode")) return StravaFault.CodeRefused;
        if (Same(resource, "AccessToken") && Same(code, "missing")) return StravaFault.ScopeMissing;
        return null;
    }

    private static (string Message, IReadOnlyList<StravaError> Errors) Envelope(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return ("", []);
            var errors = document.RootElement.TryGetProperty("errors", out var list) && list.ValueKind == JsonValueKind.Array
                ? list.EnumerateArray().Select(e => new StravaError(e.Text("resource"), e.Text("field"), e.Text("code"))).ToList()
                : [];
            return (document.RootElement.Text("message"), errors);
        }
        catch (JsonException)
        {
            return ("", []);
        }
    }

    private static bool Same(string given, string known) => string.Equals(given, known, StringComparison.OrdinalIgnoreCase);

    private readonly record struct StravaError(string Resource, string Field, string Code);
}
