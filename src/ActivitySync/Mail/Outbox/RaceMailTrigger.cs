using System.Collections.Concurrent;
using System.Data.Common;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// The mails around a race. They are due at the digest's time of day, at most one per day, on the day that
/// <see cref="RaceMailSelector"/> selects them for.
/// </summary>
internal sealed class RaceMailTrigger(AdviceService adviceService, AppSettings settings, TimeProvider clock)
    : IMailTrigger
{
    /// <summary>
    /// A plan is the expensive part of a pass, so after an empty result the next plan waits this long.
    /// </summary>
    private static readonly TimeSpan RecheckInterval = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<long, DateTimeOffset> _lastEmptyCheck = new();

    public MailKind Kind => MailKind.Race;

    public IEnumerable<DueMail> FindDue(DbConnection connection, AthleteSettings athlete, DateTimeOffset now)
    {
        if (!athlete.RaceMails)
        {
            return [];
        }

        var today = DigestSchedule.GetLocalDate(athlete.TimeZone, now);
        var dueAt = LocalTime.ToInstant(today, athlete.Digest.Time, athlete.TimeZone);
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        if (now < dueAt || MailPause.IsPausedOn(connection, athlete, athleteId, today, now))
        {
            return [];
        }

        var mails = MailRepository.GetAll(connection, athleteId);
        if (
            DigestSchedule.GetNext(athlete, now).Date == today
            || mails.Any(mail => mail is { Kind: MailKind.Digest, State: MailState.Planned })
        )
        {
            return []; // it would wait for that digest in any case
        }

        var known = mails.Where(mail => mail.Kind == MailKind.Race).ToList();
        if (known.Any(mail => mail.DueAt == dueAt))
        {
            return []; // today's race mail has a row already
        }

        if (
            _lastEmptyCheck.TryGetValue(athleteId, out var checkedAt)
            && checkedAt >= dueAt
            && (now - checkedAt).Duration() < RecheckInterval
        )
        {
            return [];
        }

        var knownPeriods = known.Select(mail => mail.Period).ToHashSet();
        var tomorrow = LocalTime.ToInstant(today.AddDays(1), TimeOnly.MinValue, athlete.TimeZone);
        if (Select(athlete, today).FirstOrDefault(mail => !knownPeriods.Contains(mail.Period)) is not { } mail)
        {
            _lastEmptyCheck[athleteId] = now;
            return [];
        }

        return
        [
            new DueMail(
                MailKind.Race,
                mail.Period,
                dueAt,
                mail.Stage is RaceMailStage.Eve or RaceMailStage.LastDeep ? tomorrow : null
            ),
        ];
    }

    /// <summary>
    /// A race mail is valid while the plan of the day still selects it: the race may have been called off.
    /// </summary>
    public bool IsStillValid(DbConnection connection, AthleteSettings athlete, MailRow row) =>
        athlete.RaceMails
        && Select(athlete, DigestSchedule.GetLocalDate(athlete.TimeZone, clock.GetUtcNow()))
            .Any(mail => row.Period.Equals(mail.Period));

    private IReadOnlyList<RaceMail> Select(AthleteSettings athlete, DateOnly today) =>
        RaceMailSelector.Select(adviceService.Plan(athlete, today), settings.Rules);
}
