using ActivitySync.Configuration;

namespace ActivitySync.Sources.Keys;

/// <summary>Checks for <c>doctor</c> and <c>setup</c> that a service can be read with the athlete's key.</summary>
internal abstract class KeyProbe(KeyConnectionService connection)
{
    protected KeyConnectionService Connection => connection;

    /// <summary>Calls the service, unless its rate limit is reached, and returns lines for the user.</summary>
    public Task<KeyProbeResult> ProbeAsync(AthleteSettings athlete, CancellationToken cancellationToken) =>
        connection.DescribeRateLimit(athlete) is { } limit
            ? Task.FromResult(new KeyProbeResult(ErrorKind.RemoteUnavailable, [limit]))
            : CallAsync(athlete, cancellationToken);

    /// <summary>Calls the service and returns lines for the user.</summary>
    protected abstract Task<KeyProbeResult> CallAsync(AthleteSettings athlete, CancellationToken cancellationToken);

    protected static KeyProbeResult Fail(KeyError error) => new(error.ToException().Kind, [error.Message]);

    /// <summary>The service answers, but not as expected.</summary>
    protected static KeyProbeResult FailUnexpected(string line) => new(ErrorKind.ActionRequired, [line]);
}

/// <summary>The result of a check.</summary>
/// <param name="Error">Null if the service can be read with the key.</param>
/// <param name="Lines">Lines for the user.</param>
internal sealed record KeyProbeResult(ErrorKind? Error, IReadOnlyList<string> Lines);
