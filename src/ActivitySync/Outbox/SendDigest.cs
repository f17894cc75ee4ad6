using System.Globalization;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>Sends a week's digest at a person's wish: however old, whatever the back-off, and never twice.</summary>
internal sealed class SendDigest(Database database, TimeProvider clock, SoleSender soleSender, SettleMails settle, SendNow sendNow)
{
    /// <summary>Longer than the daemon needs for a few mails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public const string DaemonIsSending = "the daemon is sending at this moment; try again in a minute.";

    /// <param name="athlete">The runner.</param>
    /// <param name="week">An ISO week; null is the latest slot that has passed.</param>
    /// <param name="cancellationToken">Ends it between steps.</param>
    /// <exception cref="CannotProceedException">No such week, or its slot is still to come.</exception>
    public async Task<SendReport> SendAsync(AthleteSettings athlete, string? week, CancellationToken cancellationToken)
    {
        var slot = SlotOf(athlete, week, clock.GetUtcNow());
        using var sole = await soleSender.TakeAsync(Patience, cancellationToken);
        if (sole is null) throw new CannotProceedException(ExitCode.Failed, DaemonIsSending);
        MailRow row;
        using (var store = database.Open())
        {
            var now = clock.GetUtcNow();
            var athleteId = Athletes.IdOf(store, athlete.Name, clock);
            settle.Recover(store, athlete, athleteId);
            Mails.Add(store, athleteId, MailKind.Digest, slot.Period, MailState.Planned, null, slot.At, now);
            row = Mails.Find(store, athleteId, MailKind.Digest, slot.Period)!;
            if (Mails.Reopen(store, row.Id, now)) row = Mails.Find(store, athleteId, MailKind.Digest, slot.Period)!;
        }

        return row.State switch
        {
            MailState.Sent => new SendReport(
                athlete.Name, row.Period, ExitCode.Done,
                $"{athlete.Name} {row.Period}: already sent on {LocalText(athlete, row.ChangedAt.ToInstant())}; 'activitysync digest resend --week {row.Period}' sends another copy."),
            MailState.Unknown => new SendReport(
                athlete.Name, row.Period, ExitCode.Failed,
                $"{athlete.Name} {row.Period}: may have arrived, the mail server's answer never came; if it did not, 'activitysync digest resend --week {row.Period}' sends another copy."),
            _ => await sendNow.SendAsync(athlete, row, cancellationToken),
        };
    }

    /// <summary>The slot of a week that a person named, or the latest that has passed.</summary>
    /// <exception cref="CannotProceedException">No such week, or its slot is still to come.</exception>
    public static DigestSlot SlotOf(AthleteSettings athlete, string? week, DateTimeOffset now)
    {
        if (week is null) return DigestSlots.LatestAt(athlete, now);
        var slot = DigestSlots.OfWeek(athlete, week)
            ?? throw new CannotProceedException(ExitCode.WrongInput, $"--week {week}: not an ISO week; write it like 2026-W47.");
        return slot.At <= now
            ? slot
            : throw new CannotProceedException(
                ExitCode.WrongInput,
                $"--week {week}: {athlete.Name}'s digest of that week is due on {LocalText(athlete, slot.At)}; 'activitysync digest preview' shows it before.");
    }

    private static string LocalText(AthleteSettings athlete, DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, athlete.TimeZone).ToString("dddd d MMMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture);
}
