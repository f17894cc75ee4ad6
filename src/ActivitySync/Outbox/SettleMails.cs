using System.Data.Common;
using System.Globalization;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>Settles what time or a crash has decided. The caller holds <see cref="SoleSender"/>.</summary>
internal sealed class SettleMails(TimeProvider clock, ILogger<SettleMails> log)
{
    private const string Died = "the program ended while the mail was on its way";

    /// <summary>Mails left in <c>sending</c> by a process that died: one retry with the same bytes, and after that the truth.</summary>
    public void Recover(DbConnection store, AthleteSettings athlete, long athleteId)
    {
        var now = clock.GetUtcNow();
        foreach (var row in Mails.InState(store, athleteId, MailState.Sending))
        {
            if (row.Uncertain == 0)
            {
                Mails.PutBack(store, row.Id, MailState.Sending, MailState.Rendered, Died, now, uncertain: true, now);
                log.Waits(athlete.Name, row.Period, now, Died);
            }
            else
            {
                const string reason = $"{Died}, twice; it may have arrived";
                Mails.End(store, row.Id, MailState.Sending, MailState.Unknown, reason, now);
                log.Failed(athlete.Name, row.Period, MailState.Unknown, reason);
            }
        }
    }

    /// <summary>Mails that could not be delivered in time have failed: they are told, and not sent stale.</summary>
    public void GiveUp(DbConnection store, AthleteSettings athlete, long athleteId)
    {
        var now = clock.GetUtcNow();
        foreach (var row in Mails.InState(store, athleteId, MailState.Planned).Concat(Mails.InState(store, athleteId, MailState.Rendered)))
        {
            if (now <= (row.ExpiresAt.ToInstant() ?? row.DueAt.ToInstant() + DeliveryWindow.Length)) continue;
            var state = row.Uncertain == 1 ? MailState.Unknown : MailState.Failed;
            var late = row.ExpiresAt is null
                ? string.Create(CultureInfo.InvariantCulture, $"not delivered for {DeliveryWindow.Length.TotalHours} hours")
                : "not delivered while it was of use";
            var reason = $"{late}: {row.Reason ?? "the daemon was off"}";
            if (Mails.End(store, row.Id, row.State, state, reason, now)) log.Failed(athlete.Name, row.Period, state, reason);
        }
    }
}
