using ActivitySync.Configuration;

namespace ActivitySync.Sources.Strava;

/// <summary>Reads from the API in a runner's name: within the limits, with a living token, and once more if it was refused.</summary>
internal sealed class StravaAthleteClient(StravaApiClient api, StravaTokenProvider access, StravaRateLimiter limits)
{
    /// <summary>The athlete at Strava whom the calls are about; empty if the runner is not connected.</summary>
    public string GetAccountId(AthleteSettings athlete) => access.GetAccountId(athlete);

    /// <summary>The answer's body, or the trouble.</summary>
    public async Task<(ReadOnlyMemory<byte> Body, StravaError? Trouble)> GetAsync(
        AthleteSettings athlete,
        string pathAndQuery,
        RequestCounter calls,
        CancellationToken cancellationToken
    )
    {
        string? refused = null;
        while (true)
        {
            if (limits.FindBlockingError() is { } closed)
            {
                return (default, closed);
            }

            var token = await access.GetTokenAsync(athlete, refused, calls, cancellationToken);
            if (token.Error is { } noToken)
            {
                return (default, noToken);
            }

            var reply = await api.GetAsync(pathAndQuery, token.Token!, calls, cancellationToken);
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
