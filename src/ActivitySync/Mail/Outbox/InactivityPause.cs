using System.Data.Common;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>When nobody runs, the digests pause by themselves, and come again with the training. Read from what was sent.</summary>
internal static class InactivityPause
{
    /// <summary>The third empty digest in a row is not sent, nor any empty one after it.</summary>
    private const int MaxEmptyInARow = 2;

    public const string PausedReason = "no recent training: digests pause, and come again with the next run";

    public static bool IsPaused(DbConnection connection, MailRow row) =>
        MailRepository.CountConsecutiveEmpty(connection, row.AthleteId, row.Kind, row.DueAt) >= MaxEmptyInARow;

    /// <summary>Whether an empty one now is the last before the pause.</summary>
    public static bool IsLastBeforePause(DbConnection connection, MailRow row) =>
        MailRepository.CountConsecutiveEmpty(connection, row.AthleteId, row.Kind, row.DueAt) == MaxEmptyInARow - 1;
}
