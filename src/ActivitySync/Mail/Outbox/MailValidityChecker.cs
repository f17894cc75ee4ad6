using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Recovery;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Whether a written mail that waits for a server is still true: a race may have been called off, a pain ended. A digest
/// always is, for its two days.
/// </summary>
internal sealed class MailValidityChecker(
    AdviceService plans,
    Database database,
    AppSettings settings,
    TimeProvider clock
)
{
    public bool IsStillValid(AthleteSettings athlete, MailRow row)
    {
        var today = DigestSchedule.GetLocalDate(athlete.TimeZone, clock.GetUtcNow());
        switch (row.Kind)
        {
            case MailKind.Race:
                return athlete.RaceMails
                    && RaceMailSelector
                        .Select(plans.Plan(athlete, today), settings.Rules)
                        .Any(mail => mail.Period == row.Period);
            case MailKind.RedFlag:
                using (var connection = database.Open())
                {
                    return RedFlag.Find(
                        PainRepository.GetAll(connection, row.AthleteId).Select(pain => pain.Value),
                        today,
                        settings.Rules
                    )
                        is not null;
                }
            default:
                return true;
        }
    }
}

/// <summary>Asked before each try of a written mail: false if what it says is no longer so. <see cref="MailValidityChecker.IsStillValid"/>, seen from the outbox.</summary>
internal delegate bool MailValidityCallback(AthleteSettings athlete, MailRow row);
