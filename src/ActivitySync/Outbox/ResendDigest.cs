using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>Another copy of a digest that was sent: a mail of its own, with its own row (<c>2026-W47#1</c>) and Message-ID.</summary>
internal sealed class ResendDigest(Database database, TimeProvider clock, SoleSender soleSender, SettleMails settle, SendNow sendNow)
{
    /// <param name="athlete">The runner.</param>
    /// <param name="week">An ISO week; null is the latest slot that has passed.</param>
    /// <param name="cancellationToken">Ends it between steps.</param>
    /// <exception cref="CannotProceedException">No such week, or it was never sent.</exception>
    public async Task<SendReport> SendAsync(AthleteSettings athlete, string? week, CancellationToken cancellationToken)
    {
        var slot = SendDigest.SlotOf(athlete, week, clock.GetUtcNow());
        using var sole = await soleSender.TakeAsync(SendDigest.Patience, cancellationToken);
        if (sole is null) throw new CannotProceedException(ExitCode.Failed, SendDigest.DaemonIsSending);
        MailRow copy;
        using (var store = database.Open())
        {
            var athleteId = Athletes.IdOf(store, athlete.Name, clock);
            settle.Recover(store, athlete, athleteId);
            if (Mails.Find(store, athleteId, MailKind.Digest, slot.Period)?.State is not (MailState.Sent or MailState.Unknown))
            {
                throw new CannotProceedException(
                    ExitCode.WrongInput,
                    $"{athlete.Name} {slot.Period}: never sent, so there is nothing to copy; 'activitysync digest send --week {slot.Period}' sends it.");
            }

            copy = Enter(store, athleteId, slot.Period);
        }

        return await sendNow.SendAsync(athlete, copy, cancellationToken);
    }

    private MailRow Enter(System.Data.Common.DbConnection store, long athleteId, string week)
    {
        var now = clock.GetUtcNow();
        for (var copy = 1; ; copy++)
        {
            var period = new MailPeriod(week, copy).ToColumn();
            if (Mails.Add(store, athleteId, MailKind.Digest, period, MailState.Planned, null, now, now))
                return Mails.Find(store, athleteId, MailKind.Digest, period)!;
        }
    }
}
