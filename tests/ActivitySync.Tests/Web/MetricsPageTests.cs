using System.Text.RegularExpressions;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Web;

namespace ActivitySync.Tests.Web;

public sealed partial class MetricsPageTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void Health_is_rendered_as_numbers()
    {
        var text = RenderSample();

        Assert.Contains("\nactivitysync_healthy 0\n", "\n" + text, StringComparison.Ordinal);
        Assert.Contains(
            "activitysync_source_last_success_timestamp_seconds{athlete=\"anna\",source=\"strava\"} 1795417200\n",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("last_success_timestamp_seconds{athlete=\"ben\"", text, StringComparison.Ordinal);
        Assert.Contains(
            "activitysync_sources{source=\"strava\",outcome=\"complete\"} 1\n"
                + "activitysync_sources{source=\"garmin\",outcome=\"none\"} 1\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("activitysync_job_failures{job=\"wake\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "activitysync_mails{state=\"waiting\"} 1\nactivitysync_mails{state=\"failed\"} 2\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("activitysync_next_digest_timestamp_seconds 1795417200\n", text, StringComparison.Ordinal);
        Assert.Contains("process_resident_memory_bytes 1000\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("calf", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_line_is_valid_Prometheus_text_with_one_type_per_metric()
    {
        var types = new HashSet<string>();
        foreach (var line in RenderSample().TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                Assert.True(types.Add(line.Split(' ')[2]), line);
            }
            else if (line[0] == '#')
            {
                Assert.StartsWith("# HELP ", line, StringComparison.Ordinal);
            }
            else
            {
                Assert.Contains(Sample().Match(line) is { Success: true } match ? match.Groups[1].Value : line, types);
            }
        }
    }

    internal static string RenderSample() =>
        MetricsPage.Render(
            new Health(
                [Finding.Failed("anna, strava: calf")],
                [
                    new SourceHealth("anna", "strava", "complete", Monday, Monday, null, null),
                    new SourceHealth("ben", "garmin", null, null, null, null, null),
                ],
                Monday,
                new OutboxHealth(1, 2)
            ),
            [new JobRunRow("", "wake", 1, null, 3, "line")],
            1000
        );

    [GeneratedRegex("^([a-z_]+)(?:\\{[a-z]+=\"[^\"\\\\\\n]*\"(?:,[a-z]+=\"[^\"\\\\\\n]*\")*\\})? -?[0-9]+$")]
    private static partial Regex Sample();
}
