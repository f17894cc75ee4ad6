using System.Data.Common;
using System.Globalization;
using ActivitySync.Recovery;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>
/// A red flag is told at once, also in a pause, and once for the time that it stands; a graver one is told again. The period is the day since
/// when it stands and a number for its level, <c>2026-11-22.1</c>: Message-IDs name no health.
/// </summary>
internal sealed class NoticeOccasion(AppSettings settings, TimeProvider clock)
{
    public IEnumerable<DueMail> Due(DbConnection store, AthleteSettings athlete, DateTimeOffset now)
    {
        var today = DigestSlots.DateIn(athlete.TimeZone, now);
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        var pains = Pains.Of(store, athleteId);
        if (pains.Count == 0 || RedFlag.Of(pains.Select(row => row.Value), today, settings.Rules) is not { } flag) return [];
        if (Pauses.IsOff(store, athleteId)) return [];
        var rank = (int)flag.Level + 1;
        if (Mails.Of(store, athleteId).Any(mail => mail.Kind == MailKind.Notice && Tells(mail.Period, flag.Since, rank))) return [];
        return [new DueMail(MailKind.Notice, string.Create(CultureInfo.InvariantCulture, $"{flag.Since:yyyy-MM-dd}.{rank}"), now, Yields: false)];
    }

    /// <summary>A mail of this unbroken time, on this level or a graver one.</summary>
    private static bool Tells(string period, DateOnly since, int rank)
    {
        var parts = period.Split('.', 2);
        return parts[0].ToDate() >= since && int.Parse(parts[1], CultureInfo.InvariantCulture) <= rank;
    }
}
