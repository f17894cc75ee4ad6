using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Sources;
using Quartz;

namespace ActivitySync.Sync;

/// <summary>The syncs that nobody types: of a source by its schedule, and of single runners who need not wait for it.</summary>
internal sealed class SyncScheduler(
    Database database,
    AppSettings settings,
    TimeProvider clock,
    SyncService sync,
    ILogger<SyncScheduler> log
)
{
    /// <summary>The full window is read again once a day: late uploads, edits and deletions hide in it.</summary>
    private static readonly TimeSpan FullSyncInterval = TimeSpan.FromHours(24);

    /// <summary>Hints come in pairs and threes (an upload, then its title); one sync answers all of them.</summary>
    private static readonly TimeSpan MinHintInterval = TimeSpan.FromMinutes(2);

    /// <summary>A time of the schedule that passed longer ago was missed: the daemon was off, the machine asleep, the disk away.</summary>
    private static readonly TimeSpan MissedAfter = TimeSpan.FromMinutes(2);

    /// <summary>When a limit lifts, the runners of an app do not come at once, nor with everybody else's on the full quarter.</summary>
    private static readonly TimeSpan RetrySpread = TimeSpan.FromMinutes(2);

    /// <summary>The sources whose scheduled round is under way: what it has not come to yet was not missed.</summary>
    private readonly ConcurrentDictionary<SourceName, bool> _runningSources = new();

    /// <summary>Every runner whom the source serves, one after the other.</summary>
    /// <exception cref="OperationException">A runner's sync ended unexpectedly; the others' were done.</exception>
    public async Task SyncSourceAsync(SourceName source, CancellationToken cancellationToken)
    {
        _runningSources[source] = true;
        try
        {
            AthleteLoop.ThrowIfAnyFailed(
                await SyncAthletesAsync(source, GetAthletesByLastAttempt(source), cancellationToken)
            );
        }
        finally
        {
            _runningSources.TryRemove(source, out _);
        }
    }

    /// <summary>
    /// Those who need not wait for the schedule: a limit has lifted that cut their turn short, the service hinted at news, or
    /// their last time was missed.
    /// </summary>
    /// <exception cref="OperationException">A runner's sync ended unexpectedly; the others' were done.</exception>
    public async Task SyncDueAsync(CancellationToken cancellationToken)
    {
        var failed = new List<string>();
        foreach (var source in Enum.GetValues<SourceName>().Where(source => source != SourceName.File))
        {
            var due = GetAthletesByLastAttempt(source).FindAll(athlete => IsDue(athlete, source));
            failed.AddRange(
                await SyncAthletesAsync(source, due.Count > 0 ? due : GetAthletesToCatchUp(source), cancellationToken)
            );
        }

        AthleteLoop.ThrowIfAnyFailed(failed);
    }

    /// <summary>A line for each runner whose sync ended unexpectedly.</summary>
    private Task<IReadOnlyList<string>> SyncAthletesAsync(
        SourceName source,
        IEnumerable<AthleteSettings> athletes,
        CancellationToken cancellationToken
    ) =>
        AthleteLoop.RunForEachAsync(
            athletes,
            athlete => athlete.Name,
            athlete => sync.SyncSourceAsync(athlete, source, ChooseDepth(athlete, source), cancellationToken),
            cancellationToken,
            (athlete, reason) => log.SyncFailed(athlete.Name, reason)
        );

    /// <summary>Who was asked for longest ago comes first: where the limit ends a round, the next one begins there.</summary>
    private List<AthleteSettings> GetAthletesByLastAttempt(SourceName source)
    {
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        return
        [
            .. settings
                .Athletes.Where(athlete => EnabledSources.GetFor(athlete).Contains(source))
                .Select(athlete =>
                    (
                        Athlete: athlete,
                        Last: SyncStateRepository.Find(
                            connection,
                            AthleteRepository.GetIdForReading(connection, athlete.Name),
                            source.ToColumn()
                        )
                    )
                )
                .OrderBy(turn => GetLastAttempt(turn.Last, now) ?? DateTimeOffset.MinValue)
                .ThenBy(turn => turn.Last?.SucceededAt ?? 0)
                .ThenBy(_ => RandomNumberGenerator.GetInt32(int.MaxValue)) // by lot, or the last in the settings would wait longer
                .Select(turn => turn.Athlete),
        ];
    }

    /// <summary>
    /// Those whose last time of the schedule was missed. That is noted before anybody is asked: a daemon that dies in it, again and
    /// again, makes up for each time once and does not ask at each start.
    /// </summary>
    private List<AthleteSettings> GetAthletesToCatchUp(SourceName source)
    {
        if (_runningSources.ContainsKey(source))
        {
            return [];
        }

        using var connection = database.Open();
        var now = clock.GetUtcNow();
        var madeUp = PlausibleInstant.FilterPast(TimestampRepository.Find(connection, GetCatchUpNoteKey(source)), now)
            ?? DateTimeOffset.UnixEpoch;
        var schedule = new CronExpression(
            source == SourceName.Garmin ? settings.Garmin.SyncSchedule : settings.Strava.SyncSchedule,
            TimeZoneInfo.Utc
        );
        var late = GetAthletesByLastAttempt(source)
            .FindAll(athlete => HasMissedSchedule(connection, athlete, source, schedule, madeUp));
        if (late.Count > 0)
        {
            TimestampRepository.Save(connection, GetCatchUpNoteKey(source), now);
        }

        return late;
    }

    private bool HasMissedSchedule(
        DbConnection connection,
        AthleteSettings athlete,
        SourceName source,
        CronExpression schedule,
        DateTimeOffset caughtUpAt
    )
    {
        var last = SyncStateRepository.Find(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            source.ToColumn()
        );
        var now = clock.GetUtcNow();
        if (PlausibleInstant.FilterWait(last?.RetryAt.ToInstant(), now) is not null)
        {
            return false;
        }

        var since = GetLastAttempt(last, now) is { } tried && tried > caughtUpAt ? tried : caughtUpAt;
        return schedule.GetNextValidTimeAfter(since) + MissedAfter <= now;
    }

    private static DateTimeOffset? GetLastAttempt(SyncStateRow? last, DateTimeOffset now) =>
        PlausibleInstant.FilterPast(last?.TriedAt.ToInstant(), now);

    /// <summary>The note of when missed times were last made up for.</summary>
    private static string GetCatchUpNoteKey(SourceName source) => $"missed-{source.ToColumn()}";

    private bool IsDue(AthleteSettings athlete, SourceName source)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        var name = source.ToColumn();
        var last = SyncStateRepository.Find(connection, athleteId, name);
        var now = clock.GetUtcNow();
        if (PlausibleInstant.FilterWait(last?.RetryAt.ToInstant(), now) is { } retry)
        {
            return now >= retry + GetRetrySpread(athleteId, retry);
        }

        return SyncHintRepository.Find(connection, athleteId, name) is not null
            && !(now - GetLastAttempt(last, now) < GetHintRetryDelay(last?.Failures ?? 0));
    }

    /// <summary>A hint stands until a sync has answered it; one that fails is tried again twice as much later each time.</summary>
    private static TimeSpan GetHintRetryDelay(long failures)
    {
        const int doublings = 5; // an hour
        return MinHintInterval * Math.Pow(2, Math.Min(failures, doublings));
    }

    /// <summary>The same at each look, another for each runner and wait.</summary>
    private static TimeSpan GetRetrySpread(long athleteId, DateTimeOffset retry)
    {
        const int stride = 37; // shares no factor with the spread's seconds, so neighbours come apart
        return TimeSpan.FromSeconds(
            ((athleteId * stride) + retry.ToUnixTimeSeconds()) % (long)RetrySpread.TotalSeconds
        );
    }

    private SyncDepth ChooseDepth(AthleteSettings athlete, SourceName source)
    {
        using var connection = database.Open();
        var last = SyncStateRepository.Find(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            source.ToColumn()
        );
        var now = clock.GetUtcNow();

        // A source that asked us to wait is not asked: a short sync keeps to that, a full one is a person's wish.
        var waits = PlausibleInstant.FilterWait(last?.RetryAt.ToInstant(), now) > now;
        return
            waits
            || (
                PlausibleInstant.FilterPast(last?.FullAt.ToInstant(), now) is { } full && now - full <= FullSyncInterval
            )
            ? SyncDepth.Short
            : SyncDepth.Full;
    }
}
