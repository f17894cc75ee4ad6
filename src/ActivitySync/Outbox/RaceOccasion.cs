using System.Collections.Concurrent;
using System.Data.Common;
using ActivitySync.Digest;
using ActivitySync.Planning;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>The mails around a race fall due at the hour of the digests, one a day, on the day that asks for them and no other.</summary>
internal sealed class RaceOccasion(PlanRecovery plans, AppSettings settings, TimeProvider clock)
{
    /// <summary>A plan is the dear part of a pass: where it asked for nothing, the next is made so much later, for what may have come since.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<long, DateTimeOffset> _inVain = new();

    public IEnumerable<DueMail> Due(DbConnection store, AthleteSettings athlete, DateTimeOffset now)
    {
        if (!athlete.RaceMails) return [];
        var today = DigestSlots.DateIn(athlete.TimeZone, now);
        var at = LocalTime.InstantOf(today, athlete.Digest.Time, athlete.TimeZone);
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        if (now < at || PlanDigests.PausedOn(store, athlete, athleteId, today, now)) return [];
        var known = Mails.Of(store, athleteId).Where(mail => mail.Kind == MailKind.Race).ToList();
        if (known.Any(mail => mail.DueAt.ToInstant() == at)) return []; // the day has had its one
        if (_inVain.TryGetValue(athleteId, out var looked) && looked >= at && (now - looked).Duration() < LookAgain) return [];
        var told = known.Select(mail => mail.Period).ToHashSet(StringComparer.Ordinal);
        var tomorrow = LocalTime.InstantOf(today.AddDays(1), TimeOnly.MinValue, athlete.TimeZone);
        if (RaceMailChoice.Of(plans.Plan(athlete, today), settings.Rules).FirstOrDefault(mail => !told.Contains(mail.Period)) is not { } mail)
        {
            _inVain[athleteId] = now;
            return [];
        }

        return [new DueMail(MailKind.Race, mail.Period, at, mail.Stage is RaceStage.Eve or RaceStage.LastDeep ? tomorrow : null)];
    }
}
