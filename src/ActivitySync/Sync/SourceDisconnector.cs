using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>
/// Ends using a source for an athlete: revokes the authorization, and deletes tokens, keys and what came from the
/// source. Used by the command and the page.
/// </summary>
internal sealed class SourceDisconnector(IServiceProvider services, Database database, SourceDataEraser eraser)
{
    /// <summary>Disconnects a source, also one that doesn't confirm the end.</summary>
    /// <returns>What happened at the source, and the number of deleted recordings.</returns>
    public async Task<(DisconnectResult Result, int Deleted)> DisconnectAsync(
        AthleteSettings athlete,
        SourceDescriptor source,
        CancellationToken cancellationToken
    )
    {
        var result = await source.DisconnectAsync(services, athlete, cancellationToken);
        long athleteId;
        using (var connection = database.Open())
        {
            athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        }

        return (result, eraser.Erase(athleteId, source.Name));
    }

    /// <summary>Ends the access to every source, for an athlete whose data is deleted as a whole.</summary>
    /// <returns>What a person still has to do.</returns>
    public async Task<IReadOnlyList<string>> DisconnectAllAsync(
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        var actions = new List<string>();
        foreach (var source in SourceDescriptors.All)
        {
            var result = await source.DisconnectAsync(services, athlete, cancellationToken);
            if (result.RemainingAction is { } action)
            {
                actions.Add(action);
            }
        }

        return actions;
    }
}
