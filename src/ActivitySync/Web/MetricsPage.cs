using System.Globalization;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;

namespace ActivitySync.Web;

/// <summary>
/// Renders <c>/metrics</c>: the state behind <c>/health</c> as numbers in the text format of Prometheus
/// (https://prometheus.io/docs/instrumenting/exposition_formats/). Label values are names of athletes, sources and
/// jobs, which contain no character that needs escaping.
/// </summary>
internal static class MetricsPage
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The label of a source before its first attempt.</summary>
    private const string NeverSynced = "none";

    public static string Render(Health health, IReadOnlyList<JobRunRow> jobs, long residentBytes)
    {
        var page = new StringBuilder();
        AppendGauge(page, "activitysync_healthy", "1 if healthy, else 0.", [("", health.Healthy ? 1 : 0)]);
        AppendGauge(page, "activitysync_build_info", "The version.", [($"{{version=\"{ProgramVersion.Text}\"}}", 1)]);
        var hasAthletes =
            health.Sources.Select(source => source.Athlete).Distinct(StringComparer.Ordinal).Count()
            <= ShownList.MaxAthletesInDetail;
        AppendGauge(
            page,
            "activitysync_source_last_success_timestamp_seconds",
            "The time up to which an athlete's source has been read; with many athletes, the oldest of them.",
            GetOldest(health.Sources, source => source.LastSuccess, hasAthletes)
        );
        AppendGauge(
            page,
            "activitysync_source_last_try_timestamp_seconds",
            "The last attempt to sync an athlete's source; with many athletes, the oldest of them.",
            GetOldest(health.Sources, source => source.LastTry, hasAthletes)
        );
        AppendGauge(
            page,
            "activitysync_sources",
            "Athletes' sources by the result of the last attempt.",
            health
                .Sources.GroupBy(source =>
                    $"{{source=\"{source.Source}\",outcome=\"{source.Outcome ?? NeverSynced}\"}}"
                )
                .Select(group => (group.Key, (long)group.Count()))
        );
        AppendGauge(
            page,
            "activitysync_job_last_success_timestamp_seconds",
            "The last success of a job of the daemon.",
            jobs.Where(job => job.SucceededAt is not null)
                .Select(job => ($"{{job=\"{job.Job}\"}}", job.SucceededAt!.Value))
        );
        AppendGauge(
            page,
            "activitysync_job_failures",
            "Failures in a row of a job of the daemon.",
            jobs.Select(job => ($"{{job=\"{job.Job}\"}}", job.Failures))
        );
        AppendGauge(
            page,
            "activitysync_mails",
            "Emails that are waiting, and that failed in the last week.",
            [("{state=\"waiting\"}", health.Outbox.Waiting), ("{state=\"failed\"}", health.Outbox.Failed)]
        );
        if (health.NextDigest is { } next)
        {
            AppendGauge(
                page,
                "activitysync_next_digest_timestamp_seconds",
                "When the next digest is due.",
                [("", next.ToUnixTimeSeconds())]
            );
        }

        AppendGauge(page, "process_resident_memory_bytes", "Resident memory.", [("", residentBytes)]);
        return page.ToString();
    }

    /// <summary>The times by athlete and source; without athletes, the oldest of each source.</summary>
    private static IEnumerable<(string Labels, long Value)> GetOldest(
        IEnumerable<SourceHealth> sources,
        Func<SourceHealth, DateTimeOffset?> getTime,
        bool hasAthletes
    ) =>
        sources
            .Where(source => getTime(source) is not null)
            .GroupBy(source =>
                hasAthletes
                    ? $"{{athlete=\"{source.Athlete}\",source=\"{source.Source}\"}}"
                    : $"{{source=\"{source.Source}\"}}"
            )
            .Select(group => (group.Key, group.Min(source => getTime(source)!.Value.ToUnixTimeSeconds())));

    private static void AppendGauge(
        StringBuilder page,
        string name,
        string help,
        IEnumerable<(string Labels, long Value)> values
    )
    {
        page.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n");
        foreach (var (labels, value) in values)
        {
            page.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
        }
    }
}
