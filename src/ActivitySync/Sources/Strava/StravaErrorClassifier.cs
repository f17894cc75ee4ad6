using System.Net;
using System.Text.Json;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Classifies a status and its body by https://developers.strava.com/docs/ and by responses observed in practice.
/// </summary>
internal static class StravaErrorClassifier
{
    private const int FirstServerError = 500;
    private const int FirstRedirect = 300;
    private const int FirstError = 400;

    /// <summary>Returns null for a success status.</summary>
    public static StravaErrorKind? Classify(int status, ReadOnlyMemory<byte> body)
    {
        if (status is >= 200 and < FirstRedirect)
        {
            return null;
        }

        if (status is >= FirstRedirect and < FirstError)
        {
            return StravaErrorKind.Redirected;
        }

        var (message, errors) = ParseEnvelope(body);

        // The body comes first: Strava has sent 403 for rate limits, and one status stands for several errors.
        if (status == (int)HttpStatusCode.TooManyRequests || EqualsIgnoreCase(message, "Rate Limit Exceeded"))
        {
            return StravaErrorKind.LimitReached;
        }

        foreach (var error in errors)
        {
            if (ClassifyDetail(status, error) is { } kind)
            {
                return kind;
            }
        }

        return status switch
        {
            (int)HttpStatusCode.RequestTimeout or >= FirstServerError => StravaErrorKind.ServerError,
            (int)HttpStatusCode.Unauthorized => StravaErrorKind.TokenRefused,
            (int)HttpStatusCode.Forbidden when EqualsIgnoreCase(message, "Limit of connected athletes exceeded") =>
                StravaErrorKind.AthleteLimit,
            (int)HttpStatusCode.NotFound => StravaErrorKind.NotFound,
            _ => StravaErrorKind.Refused,
        };
    }

    private static StravaErrorKind? ClassifyDetail(int status, ErrorDetail error)
    {
        var (resource, field, code) = error;
        if (EqualsIgnoreCase(resource, "Application"))
        {
            if (field.EndsWith("rate limit", StringComparison.OrdinalIgnoreCase))
            {
                return StravaErrorKind.LimitReached;
            }

            if (EqualsIgnoreCase(field, "Status") && EqualsIgnoreCase(code, "Inactive"))
            {
                return StravaErrorKind.AppInactive;
            }

            if (EqualsIgnoreCase(field, "client_id"))
            {
                return StravaErrorKind.ClientIdUnknown;
            }

            if (EqualsIgnoreCase(field, "client_secret"))
            {
                return StravaErrorKind.ClientSecretWrong;
            }

            if (EqualsIgnoreCase(field, "redirect_uri"))
            {
                return StravaErrorKind.RedirectRefused;
            }

            if (EqualsIgnoreCase(field, "athlete limit"))
            {
                return StravaErrorKind.AthleteLimit;
            }

            if (EqualsIgnoreCase(field, "after") && EqualsIgnoreCase(code, "future"))
            {
                return StravaErrorKind.ClockAhead;
            }

            if (field.Length == 0 && status == (int)HttpStatusCode.Unauthorized)
            {
                return StravaErrorKind.ClientSecretWrong;
            }
        }

        if (EqualsIgnoreCase(resource, "PushSubscription"))
        {
            return EqualsIgnoreCase(code, "already exists")
                ? StravaErrorKind.SubscriptionTaken
                : StravaErrorKind.CallbackUnreachable;
        }

        if (EqualsIgnoreCase(resource, "RefreshToken"))
        {
            return StravaErrorKind.AuthorisationDead;
        }

        if (EqualsIgnoreCase(resource, "AuthorizationCode"))
        {
            return StravaErrorKind.CodeRefused;
        }

        if (EqualsIgnoreCase(resource, "AccessToken") && EqualsIgnoreCase(code, "missing"))
        {
            return StravaErrorKind.ScopeMissing;
        }

        return null;
    }

    private static (string Message, IReadOnlyList<ErrorDetail> Errors) ParseEnvelope(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return ("", []);
            }

            var errors =
                document.RootElement.TryGetProperty("errors", out var list) && list.ValueKind == JsonValueKind.Array
                    ? list.EnumerateArray()
                        .Select(e => new ErrorDetail(
                            e.GetTextOrEmpty("resource"),
                            e.GetTextOrEmpty("field"),
                            e.GetTextOrEmpty("code")
                        ))
                        .ToList()
                    : [];
            return (document.RootElement.GetTextOrEmpty("message"), errors);
        }
        catch (JsonException)
        {
            return ("", []);
        }
    }

    private static bool EqualsIgnoreCase(string given, string known) =>
        string.Equals(given, known, StringComparison.OrdinalIgnoreCase);

    private readonly record struct ErrorDetail(string Resource, string Field, string Code);
}
