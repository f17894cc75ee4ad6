using System.Collections.Concurrent;
using System.Data.Common;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;

namespace ActivitySync.Mail.Outbox;

/// <summary>The mails around a race fall due at the hour of the digests, one a day, on the day that asks for them and no other.</summary>
internal sealed class RaceMailFinder(AdviceService plans, AppSettings settings)
{
    /// <summary>A plan is the dear part of a pass: where it asked for nothing, the next is made so much later, for what may have come since.</summary>
    private static readonly TimeSpan RecheckInterval = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<long, DateTimeOffset> _lastEmptyCheck = new();

    public IEnumerable<DueMail> FindDue(DbConnection connection, AthleteSettings athlete, DateTimeOffset now)
    {
        if (!athlete.RaceMails)
        {
            return [];
        }

        var today = DigestSchedule.GetLocalDate(athlete.TimeZone, now);
        var at = LocalTime.ToInstant(today, athlete.Digest.Time, athlete.TimeZone);
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        if (now < at || DigestScheduler.IsPausedOn(connection, athlete, athleteId, today, now))
        {
            return [];
        }

        var known = MailRepository.GetAll(connection, athleteId).Where(mail => mail.Kind == MailKind.Race).ToList();
        if (known.Any(mail => mail.DueAt.ToInstant() == at))
        {
            return []; // the day has had its one
        }

        if (
            _lastEmptyCheck.TryGetValue(athleteId, out var looked)
            && looked >= at
            && (now - looked).Duration() < RecheckInterval
        )
        {
            return [];
        }

        var told = known.Select(mail => mail.Period).ToHashSet(StringComparer.Ordinal);
        var tomorrow = LocalTime.ToInstant(today.AddDays(1), TimeOnly.MinValue, athlete.TimeZone);
        if (
            RaceMailSelector
                .Select(plans.Plan(athlete, today), settings.Rules)
                .FirstOrDefault(mail => !told.Contains(mail.Period))
            is not { } mail
        )
        {
            _lastEmptyCheck[athleteId] = now;
            return [];
        }

        return
        [
            new DueMail(
                MailKind.Race,
                mail.Period,
                at,
                mail.Stage is RaceMailStage.Eve or RaceMailStage.LastDeep ? tomorrow : null
            ),
        ];
    }
}
