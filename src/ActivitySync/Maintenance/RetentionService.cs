using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Sync;

namespace ActivitySync.Maintenance;

/// <summary>Deletes data that must no longer be stored: athletes who asked for it, expired recordings, the content of
/// expired mails, and what is needed to undo changes, or to recognize answers, that are too old for that.</summary>
internal sealed partial class RetentionService(
    Database database,
    TimeProvider clock,
    RecordingExpiration recordings,
    DeletionService deletions,
    ILogger<RetentionService> log
)
{
    /// <exception cref="OperationException">Deleting failed for an athlete; the others are done.</exception>
    public async Task ExpireAsync(CancellationToken cancellationToken)
    {
        var notDeleted = await deletions.EraseDueAsync(cancellationToken);
        using var connection = database.Open();
        var failed = await AthleteLoop.RunForEachAsync(
            AthleteRepository.GetAllIds(connection),
            athleteId => $"athlete {athleteId}",
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
            LogMessagesDeleted(mails);
        }

        // The undo steps of answers stay as long as these.
        MailAnswerRepository.DeleteExpired(connection, AnswerLinks.Validity, clock.GetUtcNow());
        UndoStepRepository.DeleteExpired(connection, clock.GetUtcNow());
        Database.TruncateLog(connection);
        AthleteLoop.ThrowIfAnyFailed([.. notDeleted, .. failed]);
    }

    [LoggerMessage(EventName = "messages_deleted", Level = LogLevel.Information, Message = "mails={Mails}")]
    private partial void LogMessagesDeleted(int mails);
}
