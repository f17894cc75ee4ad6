using System.Data.Common;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>
/// Enters the mails beside the digest as they fall due. A mail that yields:
/// 1. waits while a digest that may tell it is still to come or on its way;
/// 2. is absorbed if a digest told it, by what was written in it;
/// 3. is dropped if another mail goes out on that day: one is enough. A digest counts for the day it was written on: one of
///    Sunday that a server takes on Monday says nothing of Monday.
/// Whatever becomes of it is a row, so it is decided once.
/// </summary>
internal sealed class PlanMails(TimeProvider clock, IEnumerable<MailOccasion> occasions, ILogger<PlanMails> log)
{
    public const string Absorbed = "the digest of the day tells it";
    public const string OneIsEnough = "another mail went out on that day";
    public const string Missed = "missed: the daemon was off or the mail was not told of in time";

    /// <summary>The runner's digests up to now are entered before.</summary>
    public void Plan(DbConnection store, AthleteSettings athlete)
    {
        var now = clock.GetUtcNow();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        var knownSince = Athletes.CreatedAt(store, athleteId);
        foreach (var due in occasions.SelectMany(occasion => occasion(store, athlete, now)).Where(due => due.At <= now && due.At > knownSince).OrderBy(due => due.At))
        {
            if (Mails.Find(store, athleteId, due.Kind, due.Period) is null) Enter(store, athlete, athleteId, due, now);
        }
    }

    private void Enter(DbConnection store, AthleteSettings athlete, long athleteId, DueMail due, DateTimeOffset now)
    {
        string? reason;
        if (PlanDigests.IsHeldBack(store, athlete, athleteId, due.Kind, DigestSlots.DateIn(athlete.TimeZone, due.At), now)) reason = PlanDigests.Paused;
        else if (now > due.LastInstant) reason = Missed;
        else if (!due.Yields) reason = null;
        else if (DigestIsUndecided(store, athlete, athleteId, due, now)) return;
        else reason = AnotherOf(store, athlete, athleteId, due, now);

        var state = reason is null ? MailState.Planned : MailState.Skipped;
        if (!Mails.Add(store, athleteId, due.Kind, due.Period, state, reason, due.At, now, due.Until)) return;
        if (reason is null) log.Planned(athlete.Name, due.Period);
        else if (reason == Missed) log.Missed(athlete.Name, due.Period, reason);
        else log.Skipped(athlete.Name, due.Period, reason);
    }

    private static bool DigestIsUndecided(DbConnection store, AthleteSettings athlete, long athleteId, DueMail due, DateTimeOffset now) =>
        DigestSlots.NextAfter(athlete, now).Date == DigestSlots.DateIn(athlete.TimeZone, now)
        || Mails.Of(store, athleteId).Any(mail => mail.Kind == MailKind.Digest && MailState.IsWaiting(mail.State)
            && (mail.State == MailState.Planned || mail.Tells == due.Period || IsOfToday(mail, athlete, now)));

    private static string? AnotherOf(DbConnection store, AthleteSettings athlete, long athleteId, DueMail due, DateTimeOffset now)
    {
        var others = Mails.Of(store, athleteId)
            .Where(mail => mail.Kind != MailKind.Alert && MailPeriod.Parse(mail.Period).Copy == 0)
            .Where(mail => MailState.IsWaiting(mail.State) || mail.State is MailState.Sent or MailState.Unknown)
            .ToList();
        if (others.Any(mail => mail.Kind == MailKind.Digest && mail.Tells == due.Period)) return Absorbed;
        return others.Any(mail => (mail.Kind != MailKind.Digest && MailState.IsWaiting(mail.State)) || IsOfToday(mail, athlete, now)) ? OneIsEnough : null;
    }

    private static bool IsOfToday(MailRow mail, AthleteSettings athlete, DateTimeOffset now)
    {
        var of = mail.Kind == MailKind.Digest ? mail.WrittenAt ?? mail.ChangedAt : mail.ChangedAt;
        return DigestSlots.DateIn(athlete.TimeZone, of.ToInstant()) == DigestSlots.DateIn(athlete.TimeZone, now);
    }
}
