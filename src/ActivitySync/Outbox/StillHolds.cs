using ActivitySync.Digest;
using ActivitySync.Planning;
using ActivitySync.Recovery;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>
/// Whether a written mail that waits for a server is still true: a race may have been called off, a pain ended. A digest
/// always is, for its two days.
/// </summary>
internal sealed class StillHolds(PlanRecovery plans, Database database, AppSettings settings, TimeProvider clock)
{
    public bool Ask(AthleteSettings athlete, MailRow row)
    {
        var today = DigestSlots.DateIn(athlete.TimeZone, clock.GetUtcNow());
        switch (row.Kind)
        {
            case MailKind.Race:
                return athlete.RaceMails && RaceMailChoice.Of(plans.Plan(athlete, today), settings.Rules).Any(mail => mail.Period == row.Period);
            case MailKind.Notice:
                using (var store = database.Open())
                    return RedFlag.Of(Pains.Of(store, row.AthleteId).Select(pain => pain.Value), today, settings.Rules) is not null;
            default:
                return true;
        }
    }
}
