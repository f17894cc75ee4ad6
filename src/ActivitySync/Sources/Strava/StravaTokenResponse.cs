using System.Text.Json;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.Strava;

/// <summary>A response of the token endpoint.</summary>
internal sealed record StravaTokenResponse
{
    public required string AccessToken { get; init; }

    public required string RefreshToken { get; init; }

    /// <summary>The expiry by this machine's clock.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The Strava id of the athlete; empty unless a code was exchanged.</summary>
    public string AthleteId { get; init; } = "";

    /// <summary>Untrusted text; empty if unknown.</summary>
    public string FirstName { get; init; } = "";

    /// <summary>Returns null if the body is not a token response.</summary>
    public static StravaTokenResponse? Parse(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var answer = document.RootElement;
            var access = answer.GetTextOrEmpty("access_token");
            var refresh = answer.GetTextOrEmpty("refresh_token");
            if (access.Length == 0 || refresh.Length == 0 || ParseExpiry(answer, now) is not { } expiresAt)
            {
                return null;
            }

            var athlete = answer.TryGetProperty("athlete", out var told) ? told : default;
            return new StravaTokenResponse
            {
                AccessToken = access,
                RefreshToken = refresh,
                ExpiresAt = expiresAt,
                AthleteId = athlete.GetIdOrEmpty("id"),
                FirstName = athlete.GetTextOrEmpty("firstname"),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Leaves out the tokens, so that they are never logged.</summary>
    public override string ToString() => "a token response";

    // Strava sends a duration and an instant. The duration is preferred, since the two clocks may differ.
    private static DateTimeOffset? ParseExpiry(JsonElement answer, DateTimeOffset now)
    {
        const double longest = 366 * 24 * 3600.0;
        if (answer.GetNumberOrNull("expires_in") is >= 0 and <= longest and var seconds)
        {
            return now.AddSeconds(seconds);
        }

        return answer.GetNumberOrNull("expires_at") is >= 0 and <= int.MaxValue and var instant
            ? DateTimeOffset.FromUnixTimeSeconds((long)instant)
            : null;
    }
}
