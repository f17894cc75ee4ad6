using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>job_runs</c>: the last results of the daemon's jobs.</summary>
internal static class JobRunRepository
{
    private const string Table = "job_runs";

    public static IReadOnlyList<JobRunRow> GetAll(DbConnection connection) =>
        connection
            .Query<JobRunRow>(
                """
                SELECT job AS Job, tried_at AS TriedAt, succeeded_at AS SucceededAt, failures AS Failures, line AS Line
                FROM job_runs ORDER BY job
                """
            )
            .Select(row =>
                row with
                {
                    TriedAt = connection.FindInstant(row.TriedAt, Table, row.Job) ?? 0,
                    SucceededAt = connection.FindInstant(row.SucceededAt, Table, row.Job),
                }
            )
            .ToList();

    public static void SaveSuccess(DbConnection connection, string job, DateTimeOffset now) =>
        connection.Execute(
            """
            INSERT INTO job_runs (job, tried_at, succeeded_at, failures, line) VALUES (@Job, @Now, @Now, 0, NULL)
            ON CONFLICT (job) DO UPDATE SET tried_at = excluded.tried_at, succeeded_at = excluded.succeeded_at,
                failures = 0, line = NULL
            """,
            new { Job = job, Now = now.ToColumn() }
        );

    /// <summary>Clears the failures of jobs after the disk or the database has recovered.</summary>
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
            ON CONFLICT (job) DO UPDATE SET tried_at = excluded.tried_at, failures = job_runs.failures + 1,
                line = excluded.line
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
/// <param name="Job">The name of the job.</param>
/// <param name="TriedAt">The last run that was stored.</param>
/// <param name="SucceededAt">The last successful run; null if there is none.</param>
/// <param name="Failures">The number of failures since then.</param>
/// <param name="Line">The message of the last failure; null after a success.</param>
internal sealed record JobRunRow(string Job, long TriedAt, long? SucceededAt, long Failures, string? Line);
