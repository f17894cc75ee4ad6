using System.Text.Json;

namespace ActivitySync.Sources.Strava;

/// <summary>What the token endpoint hands out.</summary>
internal sealed record TokenAnswer
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
    public static TokenAnswer? Read(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var answer = document.RootElement;
            var access = answer.Text("access_token");
            var refresh = answer.Text("refresh_token");
            if (access.Length == 0 || refresh.Length == 0 || Expiry(answer, now) is not { } expiresAt) return null;
            var athlete = answer.TryGetProperty("athlete", out var told) ? told : default;
            return new TokenAnswer
            {
                AccessToken = access,
                RefreshToken = refresh,
                ExpiresAt = expiresAt,
                AthleteId = athlete.Id("id"),
                FirstName = athlete.Text("firstname"),
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
    private static DateTimeOffset? Expiry(JsonElement answer, DateTimeOffset now)
    {
        const double longest = 366 * 24 * 3600.0;
        if (answer.Number("expires_in") is >= 0 and <= longest and var seconds) return now.AddSeconds(seconds);
        return answer.Number("expires_at") is >= 0 and <= int.MaxValue and var instant
            ? DateTimeOffset.FromUnixTimeSeconds((long)instant)
            : null;
    }
}
