using ActivitySync.Configuration;

namespace ActivitySync.Sources.Keys;

/// <summary>Checks for <c>doctor</c> and <c>setup</c> that a service can be read with the athlete's key.</summary>
internal abstract class KeyProbe(KeyConnectionService connection)
{
    protected KeyConnectionService Connection => connection;

    /// <summary>Calls the service, unless its rate limit is reached, and returns lines for the user.</summary>
    public Task<(bool Works, IReadOnlyList<string> Lines)> ProbeAsync(
        AthleteSettings athlete,
        CancellationToken cancellationToken
    ) =>
        connection.DescribeRateLimit(athlete) is { } limit
            ? Task.FromResult(Fail(limit))
            : CallAsync(athlete, cancellationToken);

    /// <summary>Calls the service and returns lines for the user.</summary>
    protected abstract Task<(bool Works, IReadOnlyList<string> Lines)> CallAsync(
        AthleteSettings athlete,
        CancellationToken cancellationToken
    );

    protected static (bool Works, IReadOnlyList<string> Lines) Fail(string line) => (false, [line]);
}
