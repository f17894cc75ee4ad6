using System.Security.Cryptography;
using ActivitySync.Intake;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>The scheduled sync of one source: every runner that it serves, one after the other.</summary>
internal sealed class SyncRunners(Database database, AppSettings settings, TimeProvider clock, SyncAthlete sync, ILogger<SyncRunners> log)
{
    /// <summary>The full window is read again once a day: late uploads, edits and deletions hide in it.</summary>
    private static readonly TimeSpan FullEvery = TimeSpan.FromHours(24);

    /// <exception cref="CannotProceedException">A runner's sync ended unexpectedly; the others' were done.</exception>
    public async Task SyncAsync(SourceName source, CancellationToken cancellationToken)
    {
        var failed = new List<string>();
        foreach (var athlete in InTurn(source))
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
