using System.Text.Json;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.Strava;

/// <summary>What the token endpoint hands out.</summary>
internal sealed record StravaTokenResponse
{
    public required string AccessToken { get; init; }

    public required string RefreshToken { get; init; }

    /// <summary>By our own clock.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Only with a code; empty otherwise.</summary>
    public string AthleteId { get; init; } = "";

    /// <summary>Text from outside; empty if unknown.</summary>
    public string FirstName { get; init; } = "";

    /// <summary>Null if it is no such answer.</summary>
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

    /// <summary>Names no token: a record's own text would end in a log some day.</summary>
    public override string ToString() => "a token answer";

    // The life is told as a length and as an instant; the length does not mind two clocks that differ.
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
