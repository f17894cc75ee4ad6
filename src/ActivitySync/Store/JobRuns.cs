using System.Data.Common;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>job_runs</c>: how the daemon's jobs last went.</summary>
internal static class JobRuns
{
    public static IReadOnlyList<JobRunRow> All(DbConnection store) =>
        store.Query<JobRunRow>(
            "SELECT job AS Job, tried_at AS TriedAt, succeeded_at AS SucceededAt, failures AS Failures, line AS Line FROM job_runs ORDER BY job").AsList();

    public static void Succeeded(DbConnection store, string job, DateTimeOffset now) =>
        store.Execute(
            """
            INSERT INTO job_runs (job, tried_at, succeeded_at, failures, line) VALUES (@Job, @Now, @Now, 0, NULL)
            ON CONFLICT (job) DO UPDATE SET tried_at = excluded.tried_at, succeeded_at = excluded.succeeded_at, failures = 0, line = NULL
            """,
            new { Job = job, Now = now.ToColumn() });

    /// <summary>Takes back failures of jobs that were the disk's or the database's, and are over.</summary>
    public static void Cured(DbConnection store, IEnumerable<string> jobs)
    {
        foreach (var job in jobs) store.Execute("UPDATE job_runs SET failures = 0, line = NULL WHERE job = @Job", new { Job = job });
    }

    public static void Failed(DbConnection store, string job, string line, DateTimeOffset now) =>
        store.Execute(
            """
            INSERT INTO job_runs (job, tried_at, succeeded_at, failures, line) VALUES (@Job, @Now, NULL, 1, @Line)
            ON CONFLICT (job) DO UPDATE SET tried_at = excluded.tried_at, failures = job_runs.failures + 1, line = excluded.line
            """,
            new { Job = job, Line = line, Now = now.ToColumn() });
}
