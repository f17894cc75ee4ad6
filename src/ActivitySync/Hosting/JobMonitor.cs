using System.Collections.Concurrent;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Hosting;

/// <summary>
/// Runs the daemon's jobs and counts their failures in the log and the database, where health reads them. An error is
/// logged once until it is resolved, even if several jobs fail with it: a full disk is one line, not one per minute.
/// </summary>
internal sealed partial class JobMonitor(Database database, TimeProvider clock, ILogger<JobMonitor> log)
{
    /// <summary>Successful runs are stored at most this often, to spare the disk.</summary>
    public static readonly TimeSpan SaveInterval = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A job that takes longer is stuck: a first sync or a large import takes minutes, and network requests have
    /// timeouts.
    /// </summary>
    public static readonly TimeSpan MaxRunTime = TimeSpan.FromHours(2);

    /// <summary>
    /// After a job that allocated more, its memory is returned at once. Pictures and imports do; a pass of the outbox
    /// doesn't.
    /// </summary>
    private const long LargeAllocationBytes = 16L << 20;

    private readonly ConcurrentDictionary<string, JobStatus> _statuses = new();
    private readonly Lock _logLock = new();

    /// <summary>
    /// The start of each running job on the monotonic clock, which changes of the system clock don't affect.
    /// </summary>
    private readonly ConcurrentDictionary<string, long> _running = new();

    /// <summary>The last runs in this process, by job name.</summary>
    public IReadOnlyCollection<KeyValuePair<string, JobStatus>> Statuses => [.. _statuses];

    /// <summary>
    /// The error of the disk or the database that a job of this process reported and that no later run resolved; null
    /// if none.
    /// </summary>
    public string? DatabaseError => _statuses.Values.FirstOrDefault(status => status.IsDatabaseError)?.Line;

    /// <summary>Returns the jobs that have been running for longer than <see cref="MaxRunTime"/>.</summary>
    public IReadOnlyList<string> GetStuckJobs() =>
        [
            .. _running
                .Where(run => clock.GetElapsedTime(run.Value) > MaxRunTime)
                .Select(run => run.Key)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Runs a job.</summary>
    public Task RunAsync(string job, Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        RunUnlessSkippedAsync(
            job,
            async stop =>
            {
                await work(stop);
                return true;
            },
            cancellationToken
        );

    /// <summary>
    /// Runs a job that may find that another node is running it; it then returns false, and the result of that node
    /// stays.
    /// </summary>
    public async Task RunUnlessSkippedAsync(
        string job,
        Func<CancellationToken, Task<bool>> work,
        CancellationToken cancellationToken
    )
    {
        _running[job] = clock.GetTimestamp();
        var allocated = GC.GetTotalAllocatedBytes();
        try
        {
            if (await work(cancellationToken))
            {
                RecordSuccess(job);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The daemon is stopping; unfinished work is due again at the next start.
        }
#pragma warning disable CA1031 // failures are counted here; the scheduler would only log them
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RecordFailure(job, exception);
        }
        finally
        {
            _running.TryRemove(job, out _);
            // The daemon may be idle for hours after a large job, and the garbage collector would not shrink the heap.
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
        var resolved = _statuses.Where(status => status.Value.IsDatabaseError).Select(status => status.Key).ToList();
        var save =
            before is null
            || before.Failures > 0
            || resolved.Count > 0
            || before.SavedAt is not { } savedAt
            || (now - savedAt).Duration() >= SaveInterval;
        if (resolved.Count > 0)
        {
            database.CheckDiskIsWritable();
        }

        if (save)
        {
            using var connection = database.Open();
            JobRunRepository.SaveSuccess(connection, database.NodeName, job, now);
            JobRunRepository.ClearFailures(connection, database.NodeName, resolved);
        }

        Update([
            .. resolved
                .Where(other => other != job)
                .Select(other => KeyValuePair.Create(other, ClearDatabaseError(other))),
            KeyValuePair.Create(job, new JobStatus(now, 0, null, false, save ? now : before!.SavedAt)),
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
            JobRunRepository.SaveFailure(connection, database.NodeName, job, line, now);
        }
        catch (OperationException)
        {
            // Health reads it from the statuses of this process.
        }

        if (databaseFailure is not null)
        {
            database.MarkDamaged(databaseFailure);
        }
    }

    /// <summary>
    /// Clears the error of a job that failed only because of the database; its work is due again at its next run.
    /// </summary>
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
            var logged = GetCurrentErrors();
            foreach (var (job, status) in updates)
            {
                _statuses[job] = status;
                if (status.Line is { } line && !logged.Contains(line))
                {
                    LogFailed(job, status.Failures, line);
                }
            }

            foreach (var error in logged.Except(GetCurrentErrors()))
            {
                LogResolved(error);
            }
        }
    }

    private HashSet<string> GetCurrentErrors() => [.. _statuses.Values.Select(status => status.Line).OfType<string>()];

    [LoggerMessage(
        EventName = "job_failed",
        Level = LogLevel.Error,
        Message = "job={Job} failures={Failures} reason={Reason}"
    )]
    private partial void LogFailed(string job, int failures, string reason);

    [LoggerMessage(EventName = "error_resolved", Level = LogLevel.Information, Message = "was={Was}")]
    private partial void LogResolved(string was);
}

/// <summary>The last run of a job in this process.</summary>
/// <param name="SucceededAt">The last success; null if there was none.</param>
/// <param name="Failures">The failures since then.</param>
/// <param name="Line">The error of the last failure; null after a success.</param>
/// <param name="IsDatabaseError">Whether the error is one of the disk or the database; the next success of any job
/// resolves it.</param>
/// <param name="SavedAt">When a success was last stored.</param>
internal sealed record JobStatus(
    DateTimeOffset? SucceededAt,
    int Failures,
    string? Line,
    bool IsDatabaseError,
    DateTimeOffset? SavedAt
);
