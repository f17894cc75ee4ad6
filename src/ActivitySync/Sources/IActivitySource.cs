using ActivitySync.Configuration;

namespace ActivitySync.Sources;

/// <summary>A service that is asked for a runner's activities. Files come in by themselves and are no such source.</summary>
internal interface IActivitySource
{
    SourceName Name { get; }

    /// <summary>Whether this runner's settings ask for the source.</summary>
    bool IsEnabledFor(AthleteSettings athlete);

    /// <summary>
    /// Enumerates a window completely, or says why it could not: never a part of it as if it were all.
    /// </summary>
    /// <param name="athlete">The runner.</param>
    /// <param name="from">The earliest start asked for; there is no end, so nothing late is missed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<SourceReadResult> ReadAsync(AthleteSettings athlete, DateTimeOffset from, CancellationToken cancellationToken);
}
