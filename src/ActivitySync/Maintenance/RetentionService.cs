using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Sync;

namespace ActivitySync.Maintenance;

/// <summary>Takes away what may not be held any longer.</summary>
internal sealed class RetentionService(
    Database database,
    TimeProvider clock,
    RecordingExpiration recordings,
    ILogger<RetentionService> log
)
{
    /// <exception cref="OperationException">Of a runner nothing could be taken away; of the others it was.</exception>
    public async Task ExpireAsync(CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        var failed = await AthleteLoop.RunForEachAsync(
            AthleteRepository.GetAllIds(connection),
            athleteId => $"runner {athleteId}",
            athleteId =>
            {
                recordings.Expire(athleteId);
                return Task.CompletedTask;
            },
            cancellationToken
        );
        var mails = MailRepository.DeleteExpiredMessages(connection, clock.GetUtcNow());
        if (mails > 0)
        {
            log.BytesDropped(mails);
        }

        Database.TruncateLog(connection);
        AthleteLoop.ThrowIfAnyFailed(failed);
    }
}
