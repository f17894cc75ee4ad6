using System.Security.Cryptography;
using ActivitySync.Intake;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>The syncs that nobody types: of a source by its schedule, and of single runners who need not wait for it.</summary>
internal sealed class SyncRunners(Database database, AppSettings settings, TimeProvider clock, SyncAthlete sync, ILogger<SyncRunners> log)
{
    /// <summary>The full window is read again once a day: late uploads, edits and deletions hide in it.</summary>
    private static readonly TimeSpan FullEvery = TimeSpan.FromHours(24);

    /// <summary>Hints come in pairs and threes (an upload, then its title); one sync answers all of them.</summary>
    private static readonly TimeSpan BetweenHints = TimeSpan.FromMinutes(2);

    /// <summary>When a limit lifts, the runners of an app do not come at once, nor with everybody else's on the full quarter.</summary>
    private static readonly TimeSpan RetrySpread = TimeSpan.FromMinutes(2);

    /// <summary>Every runner whom the source serves, one after the other.</summary>
    /// <exception cref="CannotProceedException">A runner's sync ended unexpectedly; the others' were done.</exception>
    public Task SyncAsync(SourceName source, CancellationToken cancellationToken) => SyncAsync(source, InTurn(source), cancellationToken);

    /// <summary>
    /// Those who need not wait for the schedule: a limit has lifted that cut their turn short, or the service hinted at news.
    /// </summary>
    /// <exception cref="CannotProceedException">A runner's sync ended unexpectedly; the others' were done.</exception>
    public async Task SyncDueAsync(CancellationToken cancellationToken)
    {
        foreach (var source in Enum.GetValues<SourceName>().Where(source => source != SourceName.File))
        {
            await SyncAsync(source, InTurn(source).FindAll(athlete => IsDue(athlete, source)), cancellationToken);
        }
    }

    private async Task SyncAsync(SourceName source, IEnumerable<AthleteSettings> athletes, CancellationToken cancellationToken)
    {
        var failed = new List<string>();
        foreach (var athlete in athletes)
        {
            try
            {
                await sync.SyncAsync(athlete, source, DepthFor(athlete, source), cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // one runner's trouble must not hold up the next's
            catch (Exception trouble)
#pragma warning restore CA1031
            {
                var reason = UnexpectedTrouble.LineOf(trouble);
                log.SyncFailed(athlete.Name, reason);
                failed.Add($"{athlete.Name}: {reason}");
            }
        }

        if (failed.Count > 0) throw new CannotProceedException(ExitCode.Failed, string.Join("; ", failed));
    }

    /// <summary>Who was asked for longest ago comes first: where the limit ends a round, the next one begins there.</summary>
    private List<AthleteSettings> InTurn(SourceName source)
    {
        using var store = database.Open();
        return [.. settings.Athletes.Where(athlete => AskedSources.Of(athlete).Contains(source))
            .Select(athlete => (Athlete: athlete, Last: Syncs.Find(store, Athletes.IdOf(store, athlete.Name, clock), source.ToColumn())))
            .OrderBy(turn => turn.Last?.TriedAt ?? 0)
            .ThenBy(turn => turn.Last?.SucceededAt ?? 0)
            .ThenBy(_ => RandomNumberGenerator.GetInt32(int.MaxValue)) // by lot, or the last in the settings would wait longer
            .Select(turn => turn.Athlete)];
    }

    private bool IsDue(AthleteSettings athlete, SourceName source)
    {
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        var name = source.ToColumn();
        var last = Syncs.Find(store, athleteId, name);
        var now = clock.GetUtcNow();
        if (last?.RetryAt.ToInstant() is { } retry) return now >= retry + SpreadOf(athleteId, retry);
        return SyncHints.Find(store, athleteId, name) is not null && !(now - last?.TriedAt.ToInstant() < BetweenHints);
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
        var waits = last?.RetryAt.ToInstant() > now;
        return waits || (last?.FullAt.ToInstant() is { } full && now - full <= FullEvery) ? SyncDepth.Short : SyncDepth.Full;
    }
}
