using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ActivitySync.Tests.Web;

/// <summary>The files in <c>deploy/monitoring</c> fit the metrics that the program exports.</summary>
public sealed partial class MonitoringFilesTests
{
    public static TheoryData<string> Files =>
        ["grafana-dashboard.json", "prometheus-rules.yaml", "prometheus-rules.test.yaml"];

    private static HashSet<string> Exported { get; } =
    [.. Types().Matches(MetricsPageTests.RenderSample()).Select(match => match.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_metric_of_a_file_is_exported(string file)
    {
        var named = FindMetrics(Read(file));

        Assert.NotEmpty(named);
        Assert.Subset(Exported, named);
    }

    [Fact]
    public void The_dashboard_and_the_page_of_the_documentation_have_every_metric()
    {
        var page = File.ReadAllText(Path.Combine(TestPaths.RepositoryRoot, "docs", "monitoring.md"));

        Assert.Equal(Exported.Order(), FindMetrics(Read("grafana-dashboard.json")).Order());
        Assert.Equal(Exported.Order(), FindMetrics(page).Order());
    }

    [Fact]
    public void The_panels_of_the_dashboard_are_complete_and_do_not_overlap()
    {
        var panels = JsonNode.Parse(Read("grafana-dashboard.json"))!["panels"]!.AsArray();
        var cells = panels.SelectMany(panel => GetCells(panel!["gridPos"]!)).ToList();

        Assert.Equal(panels.Count, panels.Select(panel => panel!["id"]!.GetValue<int>()).Distinct().Count());
        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.All(panels, panel =>
        {
            Assert.NotEqual("", panel!["title"]!.GetValue<string>());
            Assert.All(panel["targets"]!.AsArray(), target => Assert.NotEqual("", (string?)target!["expr"]));
        });
    }

    [Fact]
    public void Every_alert_is_tested_and_explained()
    {
        var alerts = Alerts().Matches(Read("prometheus-rules.yaml")).Select(match => match.Groups[1].Value).ToList();
        var tests = Read("prometheus-rules.test.yaml");
        var page = File.ReadAllText(Path.Combine(TestPaths.RepositoryRoot, "docs", "monitoring.md"));

        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert =>
        {
            Assert.Contains($"alertname: {alert}\n        exp_alerts:", tests, StringComparison.Ordinal);
            Assert.Contains($"| {alert} |", page, StringComparison.Ordinal);
        });
    }

    private static string Read(string file) =>
        File.ReadAllText(Path.Combine(TestPaths.RepositoryRoot, "deploy", "monitoring", file));

    private static HashSet<string> FindMetrics(string text) =>
        [.. Metrics().Matches(text).Select(match => match.Value)];

    /// <summary>The cells of the dashboard's grid that a panel covers.</summary>
    private static IEnumerable<(int X, int Y)> GetCells(JsonNode position)
    {
        int Get(string name) => position[name]!.GetValue<int>();
        return from x in Enumerable.Range(Get("x"), Get("w"))
            from y in Enumerable.Range(Get("y"), Get("h"))
            select (x, y);
    }

    [GeneratedRegex("^# TYPE ([a-z_]+) ", RegexOptions.Multiline)]
    private static partial Regex Types();

    [GeneratedRegex(@"\b(activitysync|process)_[a-z_]+\b")]
    private static partial Regex Metrics();

    [GeneratedRegex("- alert: ([A-Za-z]+)")]
    private static partial Regex Alerts();
}
