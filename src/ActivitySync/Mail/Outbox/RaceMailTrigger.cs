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

    public bool MayBeDue(AthleteSettings athlete, AthleteOutboxRows rows, DateTimeOffset now) =>
        FindDueTime(athlete, now) is { } dueAt
        && !rows.IsPausedOn(athlete.GetDate(now))
        && NeedsPlan(rows.Id, rows.Mails, dueAt, now);

    public IEnumerable<DueMail> FindDue(DbConnection connection, AthleteSettings athlete, DateTimeOffset now)
    {
        var today = athlete.GetDate(now);
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        if (
            FindDueTime(athlete, now) is not { } dueAt
            || MailPause.IsPausedOn(connection, athlete, athleteId, today, now)
        )
        {
            return [];
        }

        var mails = MailRepository.GetAll(connection, athleteId);
        if (!NeedsPlan(athleteId, mails, dueAt, now))
        {
            return [];
        }

        var knownPeriods = mails.Where(mail => mail.Kind == MailKind.Race).Select(mail => mail.Period).ToHashSet();
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
        && Select(athlete, athlete.GetDate(clock.GetUtcNow())).Any(mail => row.Period.Equals(mail.Period));

    /// <summary>
    /// Finds when today's race mail is due; null before that time, on the day of a digest that is still to come, and
    /// for an athlete without race mails.
    /// </summary>
    private static DateTimeOffset? FindDueTime(AthleteSettings athlete, DateTimeOffset now)
    {
        if (!athlete.RaceMails)
        {
            return null;
        }

        var today = athlete.GetDate(now);
        var dueAt = LocalTime.ToInstant(today, athlete.Digest.Time, athlete.TimeZone);
        return now < dueAt || DigestSchedule.GetNext(athlete, now).Date == today ? null : dueAt;
    }

    /// <summary>
    /// Checks whether only a plan can tell if a race mail is due. None is while a digest is planned, which it would
    /// wait for, nor if today's race mail has a row already.
    /// </summary>
    private bool NeedsPlan(long athleteId, IReadOnlyList<MailRow> mails, DateTimeOffset dueAt, DateTimeOffset now) =>
        !mails.Any(mail =>
            mail is { Kind: MailKind.Digest, State: MailState.Planned }
            || (mail.Kind == MailKind.Race && mail.DueAt == dueAt)
        )
        && !(
            _lastEmptyCheck.TryGetValue(athleteId, out var checkedAt)
            && checkedAt >= dueAt
            && (now - checkedAt).Duration() < RecheckInterval
        );

    private IReadOnlyList<RaceMail> Select(AthleteSettings athlete, DateOnly today) =>
        RaceMailSelector.Select(adviceService.Plan(athlete, today), settings.Rules);
}
