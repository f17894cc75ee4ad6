using System.Collections.Concurrent;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Hosting;

/// <summary>
/// Runs the daemon's jobs and counts how they end: a job that throws is one line in the log and a count where health looks.
/// What is said once is not said again, by that job or another, until it is over: a full disk is one line, not one a minute.
/// </summary>
internal sealed class JobMonitor(Database database, TimeProvider clock, ILogger<JobMonitor> log)
{
    /// <summary>Good runs are written down only so often, to spare the disk.</summary>
    public static readonly TimeSpan SaveInterval = TimeSpan.FromMinutes(5);

    /// <summary>No job takes this long: a first sync or a large import is a matter of minutes, and every wait for a network has its own limit.</summary>
    public static readonly TimeSpan MaxRunTime = TimeSpan.FromHours(2);

    /// <summary>Bytes that a job may have allocated before the memory it took is given back at once: a picture or an import does, a look at the outbox does not.</summary>
    private const long LargeAllocationBytes = 16L << 20;

    private readonly ConcurrentDictionary<string, JobStatus> _statuses = new();
    private readonly Lock _logLock = new();

    /// <summary>When each job under way began, by the monotonic clock: a clock that is set makes nothing stuck.</summary>
    private readonly ConcurrentDictionary<string, long> _running = new();

    /// <summary>The last runs in this process, by job.</summary>
    public IReadOnlyCollection<KeyValuePair<string, JobStatus>> Statuses => [.. _statuses];

    /// <summary>The line of trouble with the disk or the database that a job of this process met and none has got past; null if there is none.</summary>
    public string? DatabaseError => _statuses.Values.FirstOrDefault(pulse => pulse.IsDatabaseError)?.Line;

    /// <summary>The jobs that have been under way for longer than <see cref="MaxRunTime"/>. With one of them the daemon no longer does its work, however well the others go.</summary>
    public IReadOnlyList<string> GetStuckJobs() =>
        [
            .. _running
                .Where(run => clock.GetElapsedTime(run.Value) > MaxRunTime)
                .Select(run => run.Key)
                .Order(StringComparer.Ordinal),
        ];

    public async Task RunAsync(string job, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        _running[job] = clock.GetTimestamp();
        var allocated = GC.GetTotalAllocatedBytes();
        try
        {
            await work(cancellationToken);
            RecordSuccess(job);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program is stopping; what was left is due again at the next start.
        }
#pragma warning disable CA1031 // the scheduler would only log it: this is where failures are counted
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RecordFailure(job, exception);
        }
        finally
        {
            _running.TryRemove(job, out _);
            // The daemon sleeps for hours after a large job; the collector alone would keep the heap until there is need.
            if (GC.GetTotalAllocatedBytes() - allocated > LargeAllocationBytes)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            }
        }
    }

    private void RecordSuccess(string job)
    {
        var now = clock.GetUtcNow();
        var before = _statuses.GetValueOrDefault(job);
        var cured = _statuses.Where(pulse => pulse.Value.IsDatabaseError).Select(pulse => pulse.Key).ToList();
        var write =
            before is null
            || before.Failures > 0
            || cured.Count > 0
            || before.SavedAt is not { } written
            || (now - written).Duration() >= SaveInterval;
        if (write)
        {
            using var connection = database.Open();
            JobRunRepository.SaveSuccess(connection, job, now);
            JobRunRepository.ClearFailures(connection, cured);
        }

        Update([
            .. cured
                .Where(other => other != job)
                .Select(other => KeyValuePair.Create(other, ClearDatabaseError(other))),
            KeyValuePair.Create(job, new JobStatus(now, 0, null, false, write ? now : before!.SavedAt)),
        ]);
    }

    private void RecordFailure(string job, Exception exception)
    {
        var now = clock.GetUtcNow();
        var databaseFailure = exception as DatabaseException;
        var line = ErrorText.LineFor(exception);
        var before = _statuses.GetValueOrDefault(job);
        Update([
            KeyValuePair.Create(
                job,
                new JobStatus(before?.SucceededAt, (before?.Failures ?? 0) + 1, line, databaseFailure is not null, null)
            ),
        ]);
        try
        {
            using var connection = database.Open();
            JobRunRepository.SaveFailure(connection, job, line, now);
        }
        catch (OperationException)
        {
            // health knows it from the pulses
        }

        if (databaseFailure is not null)
        {
            database.MarkDamaged(databaseFailure);
        }
    }

    /// <summary>The job's own work is due again at its next time; that it could not be written down is no news any more.</summary>
    private JobStatus ClearDatabaseError(string job) =>
        _statuses[job] with
        {
            Failures = 0,
            Line = null,
            IsDatabaseError = false,
        };

    private void Update(params ReadOnlySpan<KeyValuePair<string, JobStatus>> updates)
    {
        lock (_logLock)
        {
            var said = GetCurrentErrors();
            foreach (var (job, pulse) in updates)
            {
                _statuses[job] = pulse;
                if (pulse.Line is { } line && !said.Contains(line))
                {
                    log.JobFailed(job, pulse.Failures, line);
                }
            }

            foreach (var over in said.Except(GetCurrentErrors()))
            {
                log.ErrorResolved(over);
            }
        }
    }

    private HashSet<string> GetCurrentErrors() => [.. _statuses.Values.Select(pulse => pulse.Line).OfType<string>()];
}

/// <summary>How a job last went in this process.</summary>
/// <param name="SucceededAt">The last good end; null if there was none.</param>
/// <param name="Failures">Failures since.</param>
/// <param name="Line">What the last failure said; null if all is well.</param>
/// <param name="IsDatabaseError">Whether that is trouble with the disk or the database, which is over for all jobs at once.</param>
/// <param name="SavedAt">When a good end was last written to the store.</param>
internal sealed record JobStatus(
    DateTimeOffset? SucceededAt,
    int Failures,
    string? Line,
    bool IsDatabaseError,
    DateTimeOffset? SavedAt
);
