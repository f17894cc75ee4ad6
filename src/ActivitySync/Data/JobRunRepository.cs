using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>job_runs</c>: how the daemon's jobs last went.</summary>
internal static class JobRunRepository
{
    public static IReadOnlyList<JobRunRow> GetAll(DbConnection connection) =>
        connection
            .Query<JobRunRow>(
                "SELECT job AS Job, tried_at AS TriedAt, succeeded_at AS SucceededAt, failures AS Failures, line AS Line FROM job_runs ORDER BY job"
            )
            .AsList();

    public static void SaveSuccess(DbConnection connection, string job, DateTimeOffset now) =>
        connection.Execute(
            """
            INSERT INTO job_runs (job, tried_at, succeeded_at, failures, line) VALUES (@Job, @Now, @Now, 0, NULL)
            ON CONFLICT (job) DO UPDATE SET tried_at = excluded.tried_at, succeeded_at = excluded.succeeded_at, failures = 0, line = NULL
            """,
            new { Job = job, Now = now.ToColumn() }
        );

    /// <summary>Takes back failures of jobs that were the disk's or the database's, and are over.</summary>
    public static void ClearFailures(DbConnection connection, IEnumerable<string> jobs)
    {
        foreach (var job in jobs)
        {
            connection.Execute("UPDATE job_runs SET failures = 0, line = NULL WHERE job = @Job", new { Job = job });
        }
    }

    public static void SaveFailure(DbConnection connection, string job, string line, DateTimeOffset now) =>
        connection.Execute(
            """
            INSERT INTO job_runs (job, tried_at, succeeded_at, failures, line) VALUES (@Job, @Now, NULL, 1, @Line)
            ON CONFLICT (job) DO UPDATE SET tried_at = excluded.tried_at, failures = job_runs.failures + 1, line = excluded.line
            """,
            new
            {
                Job = job,
                Line = line,
                Now = now.ToColumn(),
            }
        );
}

/// <summary>A row of <c>job_runs</c>.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="TriedAt">The last run that was written down.</param>
/// <param name="SucceededAt">The last that ended well; null if none did.</param>
/// <param name="Failures">Failures since.</param>
/// <param name="Line">What the last failure said; null if all is well.</param>
internal sealed record JobRunRow(string Job, long TriedAt, long? SucceededAt, long Failures, string? Line);
