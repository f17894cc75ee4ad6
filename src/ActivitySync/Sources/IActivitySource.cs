using ActivitySync.Configuration;

namespace ActivitySync.Sources;

/// <summary>Reads an athlete's activities from a service. Files are imported and are not such a source.</summary>
internal interface IActivitySource
{
    SourceName Name { get; }

    /// <summary>Days of history that a full sync reads.</summary>
    int HistoryDays { get; }

    /// <summary>Whether the source is synced for this athlete.</summary>
    bool IsEnabledFor(AthleteSettings athlete) => athlete.Sources.IsEnabled(Name);

    /// <summary>
    /// Reads all activities of a window, or reports why it couldn't. It never reports a part of a window as complete.
    /// </summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="from">
    /// The earliest start, inclusive. The window has no end, so that late uploads are included.
    /// </param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    Task<SourceReadResult> ReadAsync(AthleteSettings athlete, DateTimeOffset from, CancellationToken cancellationToken);
}
