using System.Collections.Concurrent;
using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>
/// Runs the daemon's jobs and counts how they end: a job that throws is one line in the log and a count where health looks.
/// What is said once is not said again, by that job or another, until it is over: a full disk is one line, not one a minute.
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
    private readonly Lock _saying = new();

    /// <summary>When each job under way began, by the monotonic clock: a clock that is set makes nothing stuck.</summary>
    private readonly ConcurrentDictionary<string, long> _running = new();

    /// <summary>The last runs in this process, by job.</summary>
    public IReadOnlyCollection<KeyValuePair<string, JobPulse>> Pulses => [.. _pulses];

    /// <summary>The line of trouble with the disk or the database that a job of this process met and none has got past; null if there is none.</summary>
    public string? StoreTrouble => _pulses.Values.FirstOrDefault(pulse => pulse.IsOfStore)?.Line;

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
        var cured = _pulses.Where(pulse => pulse.Value.IsOfStore).Select(pulse => pulse.Key).ToList();
        var write = before is null || before.Failures > 0 || cured.Count > 0 || before.WrittenAt is not { } written || (now - written).Duration() >= WriteEvery;
        if (write)
        {
            using var store = database.Open();
            JobRuns.Succeeded(store, job, now);
            JobRuns.Cured(store, cured);
        }

        Beat([.. cured.Where(other => other != job).Select(other => KeyValuePair.Create(other, Cured(other))), KeyValuePair.Create(job, new JobPulse(now, 0, null, false, write ? now : before!.WrittenAt))]);
    }

    private void Failed(string job, Exception trouble)
    {
        var now = clock.GetUtcNow();
        var ofStore = database.LineOf(trouble);
        var line = ofStore ?? UnexpectedTrouble.LineOf(trouble);
        var before = _pulses.GetValueOrDefault(job);
        Beat([KeyValuePair.Create(job, new JobPulse(before?.SucceededAt, (before?.Failures ?? 0) + 1, line, ofStore is not null, null))]);
        try
        {
            using var store = database.Open();
            JobRuns.Failed(store, job, line, now);
        }
        catch (Exception second) when (second is CannotProceedException or System.Data.Common.DbException)
        {
            // health knows it from the pulses
        }

        if (ofStore is not null) database.Hold(trouble, ofStore);
    }

    /// <summary>The job's own work is due again at its next time; that it could not be written down is no news any more.</summary>
    private JobPulse Cured(string job) => _pulses[job] with { Failures = 0, Line = null, IsOfStore = false };

    private void Beat(params ReadOnlySpan<KeyValuePair<string, JobPulse>> beats)
    {
        lock (_saying)
        {
            var said = SaidNow();
            foreach (var (job, pulse) in beats)
            {
                _pulses[job] = pulse;
                if (pulse.Line is { } line && !said.Contains(line)) log.JobFailed(job, pulse.Failures, line);
            }

            foreach (var over in said.Except(SaidNow())) log.TroubleOver(over);
        }
    }

    private HashSet<string> SaidNow() => [.. _pulses.Values.Select(pulse => pulse.Line).OfType<string>()];
}
