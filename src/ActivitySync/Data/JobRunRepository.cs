using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>job_runs</c>: the last results of the jobs, for each node that ran them.</summary>
internal static class JobRunRepository
{
    private const string Table = "job_runs";

    public static IReadOnlyList<JobRunRow> GetAll(DbConnection connection) =>
        connection
            .Query<JobRunRow>(
                """
                SELECT node AS Node, job AS Job, tried_at AS TriedAt, succeeded_at AS SucceededAt, failures AS Failures,
                       line AS Line
                FROM job_runs ORDER BY job, node
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

    public static void SaveSuccess(DbConnection connection, string node, string job, DateTimeOffset now) =>
        connection.Execute(
            """
            INSERT INTO job_runs (node, job, tried_at, succeeded_at, failures, line)
            VALUES (@Node, @Job, @Now, @Now, 0, NULL)
            ON CONFLICT (node, job) DO UPDATE SET tried_at = excluded.tried_at, succeeded_at = excluded.succeeded_at,
                failures = 0, line = NULL
            """,
            new
            {
                Node = node,
                Job = job,
                Now = now.ToColumn(),
            }
        );

    /// <summary>Clears the failures of jobs after the disk or the database has recovered.</summary>
    public static void ClearFailures(DbConnection connection, string node, IEnumerable<string> jobs)
    {
        foreach (var job in jobs)
        {
            connection.Execute(
                "UPDATE job_runs SET failures = 0, line = NULL WHERE node = @Node AND job = @Job",
                new { Node = node, Job = job }
            );
        }
    }

    public static void SaveFailure(DbConnection connection, string node, string job, string line, DateTimeOffset now) =>
        connection.Execute(
            """
            INSERT INTO job_runs (node, job, tried_at, succeeded_at, failures, line)
            VALUES (@Node, @Job, @Now, NULL, 1, @Line)
            ON CONFLICT (node, job) DO UPDATE SET tried_at = excluded.tried_at, failures = job_runs.failures + 1,
                line = excluded.line
            """,
            new
            {
                Node = node,
                Job = job,
                Line = line,
                Now = now.ToColumn(),
            }
        );
}

/// <summary>A row of <c>job_runs</c>.</summary>
/// <param name="Node">The node that ran it; empty with a database that only one node can have.</param>
/// <param name="Job">The name of the job.</param>
/// <param name="TriedAt">The last run that was stored.</param>
/// <param name="SucceededAt">The last successful run; null if there is none.</param>
/// <param name="Failures">The number of failures since then.</param>
/// <param name="Line">The message of the last failure; null after a success.</param>
internal sealed record JobRunRow(string Node, string Job, long TriedAt, long? SucceededAt, long Failures, string? Line);
