using System.Data.Common;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Pauses an athlete's digests while there is no training: after two empty digests in a row, empty ones are not sent. A
/// digest with content ends the pause.
/// </summary>
internal static class InactivityPause
{
    private const int MaxEmptyInARow = 2;

    public const string PausedReason = "no recent training: digests pause until the next run";

    /// <summary>Checks whether an empty digest would be one too many.</summary>
    public static bool IsPaused(DbConnection connection, MailRow row) =>
        MailRepository.CountConsecutiveEmpty(connection, row.AthleteId, row.Kind, row.DueAt) >= MaxEmptyInARow;

    /// <summary>Checks whether this digest, if it is empty, is the last one sent before the pause.</summary>
    public static bool IsLastBeforePause(DbConnection connection, MailRow row) =>
        MailRepository.CountConsecutiveEmpty(connection, row.AthleteId, row.Kind, row.DueAt) == MaxEmptyInARow - 1;
}
