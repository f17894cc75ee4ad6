using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// A red flag is told at once, also in a pause, and once for the time that it stands; a graver one is told again. The period is the day since
/// when it stands and a number for its level, <c>2026-11-22.1</c>: Message-IDs name no health.
/// </summary>
internal sealed class RedFlagMailFinder(AppSettings settings)
{
    public IEnumerable<DueMail> FindDue(DbConnection connection, AthleteSettings athlete, DateTimeOffset now)
    {
        var today = DigestSchedule.GetLocalDate(athlete.TimeZone, now);
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        var pains = PainRepository.GetAll(connection, athleteId);
        if (pains.Count == 0 || RedFlag.Find(pains.Select(row => row.Value), today, settings.Rules) is not { } flag)
        {
            return [];
        }

        if (PauseRepository.IsPausedIndefinitely(connection, athleteId))
        {
            return [];
        }

        var rank = (int)flag.Level + 1;
        if (
            MailRepository
                .GetAll(connection, athleteId)
                .Any(mail => mail.Kind == MailKind.RedFlag && Covers(mail.Period, flag.Since, rank))
        )
        {
            return [];
        }

        return
        [
            new DueMail(
                MailKind.RedFlag,
                string.Create(CultureInfo.InvariantCulture, $"{flag.Since:yyyy-MM-dd}.{rank}"),
                now,
                YieldsToDigest: false
            ),
        ];
    }

    /// <summary>A mail of this unbroken time, on this level or a graver one.</summary>
    private static bool Covers(string period, DateOnly since, int rank)
    {
        var parts = period.Split('.', 2);
        return parts[0].ToDate() >= since && int.Parse(parts[1], CultureInfo.InvariantCulture) <= rank;
    }
}
