using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using ActivitySync.Intake;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;
using Quartz;

namespace ActivitySync.Operations;

/// <summary>The syncs that nobody types: of a source by its schedule, and of single runners who need not wait for it.</summary>
internal sealed class SyncRunners(
    Database database, AppSettings settings, EachRunner runners, TimeProvider clock, SyncAthlete sync, ILogger<SyncRunners> log)
{
    /// <summary>The full window is read again once a day: late uploads, edits and deletions hide in it.</summary>
    private static readonly TimeSpan FullEvery = TimeSpan.FromHours(24);

    /// <summary>Hints come in pairs and threes (an upload, then its title); one sync answers all of them.</summary>
    private static readonly TimeSpan BetweenHints = TimeSpan.FromMinutes(2);

    /// <summary>A time of the schedule that passed longer ago was missed: the daemon was off, the machine asleep, the disk away.</summary>
    private static readonly TimeSpan Missed = TimeSpan.FromMinutes(2);

    /// <summary>When a limit lifts, the runners of an app do not come at once, nor with everybody else's on the full quarter.</summary>
    private static readonly TimeSpan RetrySpread = TimeSpan.FromMinutes(2);

    /// <summary>The sources whose scheduled round is under way: what it has not come to yet was not missed.</summary>
    private readonly ConcurrentDictionary<SourceName, bool> _rounds = new();

    /// <summary>Every runner whom the source serves, one after the other.</summary>
    /// <exception cref="CannotProceedException">A runner's sync ended unexpectedly; the others' were done.</exception>
    public async Task SyncAsync(SourceName source, CancellationToken cancellationToken)
    {
        _rounds[source] = true;
        try
        {
            EachRunner.ThrowIfAny(await SyncAsync(source, InTurn(source), cancellationToken));
        }
        finally
        {
            _rounds.TryRemove(source, out _);
        }
    }

    /// <summary>
    /// Those who need not wait for the schedule: a limit has lifted that cut their turn short, the service hinted at news, or
    /// their last time was missed.
    /// </summary>
    /// <exception cref="CannotProceedException">A runner's sync ended unexpectedly; the others' were done.</exception>
    public async Task SyncDueAsync(CancellationToken cancellationToken)
    {
        var failed = new List<string>();
        foreach (var source in Enum.GetValues<SourceName>().Where(source => source != SourceName.File))
        {
            var due = InTurn(source).FindAll(athlete => IsDue(athlete, source));
            failed.AddRange(await SyncAsync(source, due.Count > 0 ? due : MakesUp(source), cancellationToken));
        }

        EachRunner.ThrowIfAny(failed);
    }

    /// <summary>A line for each runner whose sync ended unexpectedly.</summary>
    private Task<IReadOnlyList<string>> SyncAsync(SourceName source, IEnumerable<AthleteSettings> athletes, CancellationToken cancellationToken) =>
        runners.TryAsync(
            athletes,
            athlete => athlete.Name,
            athlete => sync.SyncAsync(athlete, source, DepthFor(athlete, source), cancellationToken),
            cancellationToken,
            (athlete, reason) => log.SyncFailed(athlete.Name, reason));

    /// <summary>Who was asked for longest ago comes first: where the limit ends a round, the next one begins there.</summary>
    private List<AthleteSettings> InTurn(SourceName source)
    {
        using var store = database.Open();
        var now = clock.GetUtcNow();
        return [.. settings.Athletes.Where(athlete => AskedSources.Of(athlete).Contains(source))
            .Select(athlete => (Athlete: athlete, Last: Syncs.Find(store, Athletes.IdOf(store, athlete.Name, clock), source.ToColumn())))
            .OrderBy(turn => TriedAt(turn.Last, now) ?? DateTimeOffset.MinValue)
            .ThenBy(turn => turn.Last?.SucceededAt ?? 0)
            .ThenBy(_ => RandomNumberGenerator.GetInt32(int.MaxValue)) // by lot, or the last in the settings would wait longer
            .Select(turn => turn.Athlete)];
    }

    /// <summary>
    /// Those whose last time of the schedule was missed. That is noted before anybody is asked: a daemon that dies in it, again and
    /// again, makes up for each time once and does not ask at each start.
    /// </summary>
    private List<AthleteSettings> MakesUp(SourceName source)
    {
        if (_rounds.ContainsKey(source)) return [];
        using var store = database.Open();
        var now = clock.GetUtcNow();
        var madeUp = Believable.Past(Notes.Find(store, MakingUp(source)), now) ?? DateTimeOffset.UnixEpoch;
        var schedule = new CronExpression(source == SourceName.Garmin ? settings.Garmin.SyncSchedule : settings.Strava.SyncSchedule, TimeZoneInfo.Utc);
        var late = InTurn(source).FindAll(athlete => MissedItsTime(store, athlete, source, schedule, madeUp));
        if (late.Count > 0) Notes.Save(store, MakingUp(source), now);
        return late;
    }

    private bool MissedItsTime(DbConnection store, AthleteSettings athlete, SourceName source, CronExpression schedule, DateTimeOffset madeUp)
    {
        var last = Syncs.Find(store, Athletes.IdOf(store, athlete.Name, clock), source.ToColumn());
        var now = clock.GetUtcNow();
        if (Believable.Wait(last?.RetryAt.ToInstant(), now) is not null) return false;
        var since = TriedAt(last, now) is { } tried && tried > madeUp ? tried : madeUp;
        return schedule.GetNextValidTimeAfter(since) + Missed <= now;
    }

    private static DateTimeOffset? TriedAt(SyncRow? last, DateTimeOffset now) => Believable.Past(last?.TriedAt.ToInstant(), now);

    /// <summary>The note of when missed times were last made up for.</summary>
    private static string MakingUp(SourceName source) => $"missed-{source.ToColumn()}";

    private bool IsDue(AthleteSettings athlete, SourceName source)
    {
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        var name = source.ToColumn();
        var last = Syncs.Find(store, athleteId, name);
        var now = clock.GetUtcNow();
        if (Believable.Wait(last?.RetryAt.ToInstant(), now) is { } retry) return now >= retry + SpreadOf(athleteId, retry);
        return SyncHints.Find(store, athleteId, name) is not null && !(now - TriedAt(last, now) < Spacing(last?.Failures ?? 0));
    }

    /// <summary>A hint stands until a sync has answered it; one that fails is tried again twice as much later each time.</summary>
    private static TimeSpan Spacing(long failures)
    {
        const int doublings = 5; // an hour
        return BetweenHints * Math.Pow(2, Math.Min(failures, doublings));
    }

    /// <summary>The same at each look, another for each runner and wait.</summary>
    private static TimeSpan SpreadOf(long athleteId, DateTimeOffset retry)
    {
        const int stride = 37; // shares no factor with the spread's seconds, so neighbours come apart
        return TimeSpan.FromSeconds(((athleteId * stride) + retry.ToUnixTimeSeconds()) % (long)RetrySpread.TotalSeconds);
    }

    private SyncDepth DepthFor(AthleteSettings athlete, SourceName source)
    {
        using var store = database.Open();
        var last = Syncs.Find(store, Athletes.IdOf(store, athlete.Name, clock), source.ToColumn());
        var now = clock.GetUtcNow();

        // A source that asked us to wait is not asked: a short sync keeps to that, a full one is a person's wish.
        var waits = Believable.Wait(last?.RetryAt.ToInstant(), now) > now;
        return waits || (Believable.Past(last?.FullAt.ToInstant(), now) is { } full && now - full <= FullEvery) ? SyncDepth.Short : SyncDepth.Full;
    }
}
