using ActivitySync.Settings;

namespace ActivitySync.Sources.Strava;

/// <summary>Reads from the API in a runner's name: within the limits, with a living token, and once more if it was refused.</summary>
internal sealed class StravaCalls(StravaApi api, StravaAccess access, StravaLimits limits)
{
    /// <summary>The athlete at Strava whom the calls are about; empty if the runner is not connected.</summary>
    public string AccountOf(AthleteSettings athlete) => access.AccountOf(athlete);

    /// <summary>The answer's body, or the trouble.</summary>
    public async Task<(ReadOnlyMemory<byte> Body, StravaTrouble? Trouble)> GetAsync(
        AthleteSettings athlete, string pathAndQuery, CallCount calls, CancellationToken cancellationToken)
    {
        string? refused = null;
        while (true)
        {
            if (limits.Closed() is { } closed) return (default, closed);
            var token = await access.TokenAsync(athlete, refused, calls, cancellationToken);
            if (token.Trouble is { } noToken) return (default, noToken);

            var reply = await api.GetAsync(pathAndQuery, token.Token!, calls, cancellationToken);
            limits.Observe(reply);
            switch (reply.Fault)
            {
                case null:
                    return (reply.Body, null);
                case StravaFault.TokenRefused when refused is null:
                    refused = token.Token;
                    continue;
                case StravaFault.LimitReached when limits.Closed() is { } until:
                    return (default, until);
                default:
                    return (default, StravaTrouble.Of(reply, athlete.Name));
            }
        }
    }
}
