using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sync;

namespace ActivitySync.Maintenance;

/// <summary>
/// Deletes everything about athletes who asked for it on the page, a day after they asked, while the daemon runs.
/// </summary>
internal sealed partial class DeletionService(
    Database database,
    AthleteRoster roster,
    AthleteEraser eraser,
    SourceDisconnector disconnector,
    TimeProvider clock,
    ILogger<DeletionService> log
)
{
    /// <summary>How long a request can be taken back.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <summary>The athlete's request; null if there is none.</summary>
    public Deletion? Find(string name)
    {
        using var connection = database.Open();
        return DeletionRepository.Find(connection, name);
    }

    /// <summary>Saves that the athlete asks for everything to be deleted.</summary>
    public void Request(string name)
    {
        using var connection = database.Open();
        DeletionRepository.Add(connection, name, clock.GetUtcNow() + Grace);
        LogRequested(name);
    }

    /// <summary>Takes a request back; false if there is none any more.</summary>
    public bool Cancel(string name)
    {
        using var connection = database.Open();
        return DeletionRepository.Cancel(connection, name);
    }

    /// <summary>Carries out what is due. Work that was interrupted, or failed, is done again.</summary>
    /// <returns>A line for each athlete whose deletion failed.</returns>
    public async Task<IReadOnlyList<string>> EraseDueAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Deletion> due;
        using (var connection = database.Open())
        {
            due =
            [
                .. DeletionRepository
                    .GetAll(connection)
                    .Where(deletion => deletion.HasStarted || deletion.DueAt <= clock.GetUtcNow()),
            ];
        }

        return await AthleteLoop.RunForEachAsync(
            due,
            deletion => deletion.Name,
            deletion => EraseAsync(deletion, cancellationToken),
            cancellationToken
        );
    }

    private async Task EraseAsync(Deletion deletion, CancellationToken cancellationToken)
    {
        var name = deletion.Name;
        AthleteSettings? athlete;
        using (var connection = database.Open())
        {
            athlete = roster.FindWithoutPreferences(connection, name);
            if (deletion.IsDone && AthleteRepository.FindId(connection, name) is null)
            {
                if (athlete is null)
                {
                    DeletionRepository.Remove(connection, name);
                }

                return;
            }

            // From here on the athlete is served no longer, so nothing new is stored.
            if (!DeletionRepository.MarkStarted(connection, name, clock.GetUtcNow()))
            {
                return;
            }
        }

        if (athlete is not null)
        {
            foreach (var action in await disconnector.DisconnectAllAsync(athlete, cancellationToken))
            {
                LogRemainingAction(name, action);
            }
        }

        var erased = eraser.EraseWhileRunning(name);
        foreach (var path in erased.NotSearched.Concat(erased.NotDeleted))
        {
            LogLeft(path, name);
        }

        using (var connection = database.Open())
        {
            DeletionRepository.MarkErased(connection, name, clock.GetUtcNow());
        }

        LogErased(name, erased.Cleaned);
    }

    [LoggerMessage(EventName = "deletion_requested", Level = LogLevel.Information, Message = "athlete={Athlete}")]
    private partial void LogRequested(string athlete);

    [LoggerMessage(
        EventName = "athlete_deleted",
        Level = LogLevel.Information,
        Message = "athlete={Athlete} backups={Backups}"
    )]
    private partial void LogErased(string athlete, int backups);

    [LoggerMessage(
        EventName = "deletion_remains",
        Level = LogLevel.Warning,
        Message = "{Path}: cannot be searched or deleted and may contain data of {Athlete}. Check it, and delete it."
    )]
    private partial void LogLeft(string path, string athlete);

    [LoggerMessage(
        EventName = "deletion_action_needed",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} action={Action}"
    )]
    private partial void LogRemainingAction(string athlete, string action);
}
