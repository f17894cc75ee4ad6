using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>Reads how the sources of an athlete are doing.</summary>
internal sealed class SourceStateReader(Database database, IServiceProvider services)
{
    /// <summary>The states of all sources that the page can connect or that the athlete uses.</summary>
    public IReadOnlyList<SourceStatus> GetAll(AthleteSettings athlete)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        var syncs = SyncStateRepository.GetAll(connection, athleteId);
        return [.. SourceDescriptors.All.Select(source => Get(connection, athlete, athleteId, source, syncs))];
    }

    private SourceStatus Get(
        DbConnection connection,
        AthleteSettings athlete,
        long athleteId,
        SourceDescriptor source,
        IReadOnlyList<SyncStateRow> syncs
    )
    {
        var sync = syncs.FirstOrDefault(row => row.Source == source.Name.ToColumn());
        var hasAccess = source.PageConnection?.HasAccess(services, athlete) ?? true;
        var state =
            !athlete.Sources.IsEnabled(source.Name) ? SourceState.Off
            : !hasAccess ? SourceState.NotConnected
            : sync is null || !EnumText.TryParse<SourceOutcome>(sync.Outcome, out var outcome) ? SourceState.NotReadYet
            : outcome switch
            {
                SourceOutcome.Complete => SourceState.Connected,
                SourceOutcome.ActionNeeded => SourceState.NeedsAthlete,
                SourceOutcome.Misconfigured => SourceState.NeedsOperator,
                _ => SourceState.Waiting,
            };
        return new SourceStatus(
            source,
            state,
            sync?.SucceededAt.ToInstant(),
            source.Key?.FindLastDay(connection, athleteId),
            state is SourceState.NeedsAthlete or SourceState.NeedsOperator or SourceState.Waiting ? sync?.Line : null
        );
    }
}

/// <summary>How a source of an athlete is doing.</summary>
/// <param name="Source">The source.</param>
/// <param name="State">Its state.</param>
/// <param name="ReadAt">Up to when it was read; null if never.</param>
/// <param name="KeyEndsOn">The last day on which the athlete's key works; null if unknown, or without a key.</param>
/// <param name="Line">What is wrong and what to do, for the operator; null if nothing.</param>
internal sealed record SourceStatus(
    SourceDescriptor Source,
    SourceState State,
    DateTimeOffset? ReadAt,
    DateOnly? KeyEndsOn,
    string? Line
);
