using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>Decides whether a pause, set by command or in a title, suppresses a mail.</summary>
internal static class MailPause
{
    /// <summary>The stored reason of mails skipped in a pause.</summary>
    public const string Reason = "paused";

    /// <summary>A pause covers a slot on one of its days, and a mail that would go out on one of its days.</summary>
    public static bool IsPausedOn(
        DbConnection connection,
        AthleteSettings athlete,
        long athleteId,
        DateOnly slot,
        DateTimeOffset now
    )
    {
        var today = athlete.GetDate(now);
        return (PauseRepository.FindEndDate(connection, athleteId) is { } until && (slot <= until || today <= until))
            || PauseRepository.IsTitlePausedOn(connection, athleteId, slot)
            || PauseRepository.IsTitlePausedOn(connection, athleteId, today);
    }

    /// <summary>
    /// Checks whether a mail of a kind is suppressed. A pause doesn't suppress a red-flag mail; unsubscribing, which is
    /// a pause without an end, does.
    /// </summary>
    public static bool IsSuppressed(
        DbConnection connection,
        AthleteSettings athlete,
        long athleteId,
        MailKind kind,
        DateOnly slot,
        DateTimeOffset now
    ) =>
        kind == MailKind.RedFlag
            ? PauseRepository.IsPausedIndefinitely(connection, athleteId)
            : IsPausedOn(connection, athlete, athleteId, slot, now);
}
