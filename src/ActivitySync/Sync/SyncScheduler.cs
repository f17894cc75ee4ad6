using System.Collections.Concurrent;
using System.Security.Cryptography;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;
using Quartz;

namespace ActivitySync.Sync;

/// <summary>
/// Runs the syncs of the daemon: of a source on its schedule, and of single athletes who are due earlier.
/// </summary>
internal sealed partial class SyncScheduler(
    Database database,
    AppSettings settings,
    AthleteRoster roster,
    TimeProvider clock,
    SyncService sync,
    PendingWrites writes,
    ILogger<SyncScheduler> log
)
{
    /// <summary>The full window is read once a day, to find late uploads, edits and deletions.</summary>
    private static readonly TimeSpan FullSyncInterval = TimeSpan.FromHours(24);

    /// <summary>Hints come in groups (an upload, then its title); one sync answers all of them.</summary>
    private static readonly TimeSpan MinHintInterval = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A scheduled time that passed longer ago without an attempt was missed, for example because the daemon was off.
    /// </summary>
    private static readonly TimeSpan MissedAfter = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Spreads the athletes of an app after a rate limit ends, so that they don't all send requests at the same time.
    /// </summary>
    private static readonly TimeSpan RetrySpread = TimeSpan.FromMinutes(2);

    /// <summary>Nodes begin a round at the same time, as far as their clocks agree.</summary>
    private static readonly TimeSpan NodeTolerance = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The sources whose scheduled sync is running. Athletes who wait for their turn in it were not missed.
    /// </summary>
    private readonly ConcurrentDictionary<SourceName, bool> _runningSources = new();

    /// <summary>Syncs a source for each athlete who uses it, one after the other.</summary>
    /// <exception cref="OperationException">An athlete's sync failed unexpectedly; the others were synced.</exception>
    public async Task SyncSourceAsync(SourceName source, CancellationToken cancellationToken)
    {
        _runningSources[source] = true;
        try
        {
            AthleteLoop.ThrowIfAnyFailed(await SyncAthletesAsync(source, LoadByLastAttempt(source), cancellationToken));
        }
        finally
        {
            _runningSources.TryRemove(source, out _);
        }
    }

    /// <summary>
    /// Syncs athletes who are due before the schedule: their rate limit has ended, the service sent a hint, or their
    /// last scheduled time was missed.
    /// </summary>
    /// <exception cref="OperationException">An athlete's sync failed unexpectedly; the others were synced.</exception>
    public async Task SyncDueAsync(CancellationToken cancellationToken)
    {
        writes.TryWriteAll();
        var failed = new List<string>();
        foreach (var source in SourceDescriptors.All.Select(source => source.Name))
        {
            // Checked before the states are read: those of a run that ends meanwhile would look missed.
            var isRunning = _runningSources.ContainsKey(source);
            var states = LoadByLastAttempt(source);
            var due = states.FindAll(IsDue);
            if (due.Count == 0 && !isRunning)
            {
                due = FindMissed(source, states);
            }

            failed.AddRange(await SyncAthletesAsync(source, due, cancellationToken));
        }

        AthleteLoop.ThrowIfAnyFailed(failed);
    }

    /// <summary>Syncs a source for some athletes and returns a line for each whose sync failed unexpectedly.</summary>
    private Task<IReadOnlyList<string>> SyncAthletesAsync(
        SourceName source,
        IEnumerable<AthleteSyncState> states,
        CancellationToken cancellationToken
    )
    {
        var roundStartedAt = clock.GetUtcNow() - NodeTolerance;
        return AthleteLoop.RunForEachAsync(
            states.Select(state => state.Athlete),
            athlete => athlete.Name,
            athlete =>
                sync.SyncInRoundAsync(athlete, source, ChooseDepth(athlete, source), roundStartedAt, cancellationToken),
            cancellationToken,
            (athlete, reason) => LogFailed(athlete.Name, reason)
        );
    }

    /// <summary>
    /// Reads the states of a source for all athletes who use it, with a fixed number of statements. They are ordered by
    /// the last attempt, oldest first, so that a run cut short by the rate limit continues there.
    /// </summary>
    private List<AthleteSyncState> LoadByLastAttempt(SourceName source)
    {
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        var ids = AthleteRepository.GetAll(connection);
        var rows = SyncStateRepository.GetAllForSource(connection, source.ToColumn());
        var hinted = SyncHintRepository.GetHinted(connection, source.ToColumn());
        return
        [
            .. roster
                .GetAll(connection)
                .Where(athlete => athlete.Sources.IsEnabled(source))
                .Select(athlete => (Athlete: athlete, Id: ids.GetValueOrDefault(athlete.Name)?.Id ?? 0))
                .Select(known => new AthleteSyncState(
                    known.Athlete,
                    known.Id,
                    rows.GetValueOrDefault(known.Id),
                    hinted.Contains(known.Id)
                ))
                .OrderBy(state => GetLastAttempt(state.Last, now) ?? DateTimeOffset.MinValue)
                .ThenBy(state => state.Last?.SucceededAt ?? 0)
                // Random, so that the last athlete in the settings doesn't always wait.
                .ThenBy(_ => RandomNumberGenerator.GetInt32(int.MaxValue)),
        ];
    }

    /// <summary>
    /// Finds athletes whose last scheduled time was missed. The time of catching up is saved before the first
    /// request, so that a daemon that crashes again and again catches up once for each missed time and not at every
    /// start.
    /// </summary>
    private List<AthleteSyncState> FindMissed(SourceName source, List<AthleteSyncState> states)
    {
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        var caughtUpAt = PlausibleInstant.FilterPast(TimestampRepository.Find(connection, GetCatchUpKey(source)), now)
            ?? DateTimeOffset.UnixEpoch;
        var schedule = new CronExpression(
            SourceDescriptors.Get(source).GetSettings(settings).SyncSchedule,
            TimeZoneInfo.Utc
        );
        var missed = states.FindAll(state => HasMissedSchedule(state.Last, schedule, caughtUpAt));
        if (missed.Count > 0)
        {
            TimestampRepository.Save(connection, GetCatchUpKey(source), now);
        }

        return missed;
    }

    private bool HasMissedSchedule(SyncStateRow? last, CronExpression schedule, DateTimeOffset caughtUpAt)
    {
        var now = clock.GetUtcNow();
        if (PlausibleInstant.FilterWait(last?.RetryAt.ToInstant(), now) is not null)
        {
            return false;
        }

        var since = GetLastAttempt(last, now) is { } attemptedAt && attemptedAt > caughtUpAt ? attemptedAt : caughtUpAt;
        return schedule.GetNextValidTimeAfter(since) + MissedAfter <= now;
    }

    private static DateTimeOffset? GetLastAttempt(SyncStateRow? last, DateTimeOffset now) =>
        PlausibleInstant.FilterPast(last?.TriedAt.ToInstant(), now);

    /// <summary>The key under which the time of the last catching up is saved.</summary>
    private static string GetCatchUpKey(SourceName source) => $"missed-{source.ToColumn()}";

    private bool IsDue(AthleteSyncState state)
    {
        var now = clock.GetUtcNow();
        if (PlausibleInstant.FilterWait(state.Last?.RetryAt.ToInstant(), now) is { } retry)
        {
            return now >= retry + GetRetrySpread(state.AthleteId, retry);
        }

        return state.IsHinted
            && !(now - GetLastAttempt(state.Last, now) < GetHintRetryDelay(state.Last?.Failures ?? 0));
    }

    /// <summary>A hint stays until a sync succeeds. After each failure the delay doubles.</summary>
    private static TimeSpan GetHintRetryDelay(long failures)
    {
        const int doublings = 5; // to about an hour
        return MinHintInterval * Math.Pow(2, Math.Min(failures, doublings));
    }

    /// <summary>
    /// A delay that depends only on the athlete and the end of the rate limit, so that it is the same at every check.
    /// </summary>
    private static TimeSpan GetRetrySpread(long athleteId, DateTimeOffset retry)
    {
        const int stride = 37; // coprime to the spread in seconds, so neighboring athletes get different delays
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

        // A short sync respects the rate limit of the source; a full sync is what a person requested and doesn't.
        var isRateLimited = PlausibleInstant.FilterWait(last?.RetryAt.ToInstant(), now) > now;
        return
            isRateLimited
            || (
                PlausibleInstant.FilterPast(last?.FullAt.ToInstant(), now) is { } full && now - full <= FullSyncInterval
            )
            ? SyncDepth.Short
            : SyncDepth.Full;
    }

    [LoggerMessage(EventName = "sync_failed", Level = LogLevel.Error, Message = "athlete={Athlete} reason={Reason}")]
    private partial void LogFailed(string athlete, string reason);

    /// <summary>The state of one source for an athlete.</summary>
    /// <param name="Athlete">The athlete.</param>
    /// <param name="AthleteId">The row id; 0 without stored rows.</param>
    /// <param name="Last">The last sync; null if there was none.</param>
    /// <param name="IsHinted">Whether the source sent a hint since then.</param>
    private sealed record AthleteSyncState(AthleteSettings Athlete, long AthleteId, SyncStateRow? Last, bool IsHinted);
}
