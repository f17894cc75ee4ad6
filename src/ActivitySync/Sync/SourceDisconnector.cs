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
}
