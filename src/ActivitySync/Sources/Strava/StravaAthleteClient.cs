using ActivitySync.Configuration;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Reads from the API on behalf of an athlete. Respects the rate limits, uses a valid token, and retries once with a
/// renewed token if Strava refuses the first one.
/// </summary>
internal sealed class StravaAthleteClient(StravaApiClient api, StravaTokenProvider access, StravaRateLimiter limits)
{
    /// <summary>Returns the athlete's id at Strava; empty if the athlete is not connected.</summary>
    public string GetAccountId(AthleteSettings athlete) => access.GetAccountId(athlete);

    /// <summary>Returns the response body, or the error.</summary>
    public async Task<(ReadOnlyMemory<byte> Body, StravaError? Error)> GetAsync(
        AthleteSettings athlete,
        string pathAndQuery,
        RequestCounter calls,
        CancellationToken cancellationToken
    )
    {
        string? refused = null;
        while (true)
        {
            if (limits.FindBlockingError() is { } blocked)
            {
                return (default, blocked);
            }

            var token = await access.GetTokenAsync(athlete, refused, calls, cancellationToken);
            if (token.Error is { } noToken)
            {
                return (default, noToken);
            }

            StravaResponse reply;
            try
            {
                reply = await api.GetAsync(pathAndQuery, token.Token!, limits, calls, cancellationToken);
            }
            catch (StravaLimitException exception)
            {
                return (default, exception.Error);
            }

            limits.Observe(reply);
            switch (reply.ErrorKind)
            {
                case null:
                    return (reply.Body, null);
                case StravaErrorKind.TokenRefused when refused is null:
                    refused = token.Token;
                    continue;
                case StravaErrorKind.LimitReached when limits.FindBlockingError() is { } until:
                    return (default, until);
                default:
                    return (default, StravaError.FromResponse(reply, athlete.Name));
            }
        }
    }
}
