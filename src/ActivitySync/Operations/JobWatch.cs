using System.Collections.Concurrent;
using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>
/// Runs the daemon's jobs and counts how they end: a job that throws is one line in the log and a count where health looks.
/// </summary>
internal sealed class JobWatch(Database database, TimeProvider clock, ILogger<JobWatch> log)
{
    /// <summary>Good runs are written down only so often, to spare the disk.</summary>
    public static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(5);

    /// <summary>No job takes this long: a first sync or a large import is a matter of minutes, and every wait for a network has its own limit.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromHours(2);

    /// <summary>Bytes that a job may have allocated before the memory it took is given back at once: a picture or an import does, a look at the outbox does not.</summary>
    private const long LargeJob = 16L << 20;

    private readonly ConcurrentDictionary<string, JobPulse> _pulses = new();

    /// <summary>When each job under way began, by the monotonic clock: a clock that is set makes nothing stuck.</summary>
    private readonly ConcurrentDictionary<string, long> _running = new();

    /// <summary>The last runs in this process, by job.</summary>
    public IReadOnlyCollection<KeyValuePair<string, JobPulse>> Pulses => [.. _pulses];

    /// <summary>The jobs that have been under way for longer than <see cref="LongestRun"/>. With one of them the daemon no longer does its work, however well the others go.</summary>
    public IReadOnlyList<string> Stuck() => [.. _running.Where(run => clock.GetElapsedTime(run.Value) > LongestRun).Select(run => run.Key).Order(StringComparer.Ordinal)];

    public async Task RunAsync(string job, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        _running[job] = clock.GetTimestamp();
        var allocated = GC.GetTotalAllocatedBytes();
        try
        {
            await work(cancellationToken);
            Succeeded(job);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program is stopping; what was left is due again at the next start.
        }
#pragma warning disable CA1031 // the scheduler would only log it: this is where failures are counted
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            Failed(job, trouble);
        }
        finally
        {
            _running.TryRemove(job, out _);
            // The daemon sleeps for hours after a large job; the collector alone would keep the heap until there is need.
            if (GC.GetTotalAllocatedBytes() - allocated > LargeJob) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
    }

    private void Succeeded(string job)
    {
        var now = clock.GetUtcNow();
        var before = _pulses.GetValueOrDefault(job);
        var write = before is null || before.Failures > 0 || before.WrittenAt is not { } written || (now - written).Duration() >= WriteEvery;
        if (write)
        {
            using var store = database.Open();
            JobRuns.Succeeded(store, job, now);
        }

        _pulses[job] = new JobPulse(now, 0, null, write ? now : before!.WrittenAt);
    }

    private void Failed(string job, Exception trouble)
    {
        var now = clock.GetUtcNow();
        var line = UnexpectedTrouble.LineOf(trouble);
        var failures = (_pulses.GetValueOrDefault(job)?.Failures ?? 0) + 1;
        _pulses[job] = new JobPulse(_pulses.GetValueOrDefault(job)?.SucceededAt, failures, line, null);
        log.JobFailed(job, failures, line);
        try
        {
            using var store = database.Open();
            JobRuns.Failed(store, job, line, now);
        }
        catch (Exception second) when (second is CannotProceedException or System.Data.Common.DbException)
        {
            log.JobFailed(job, failures, $"and that cannot be written down: {second.GetType().Name}");
        }
    }
}
