using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Hosting;

/// <summary>The nodes that share a database, as <c>nodes</c> and <c>/health/cluster</c> show them.</summary>
internal sealed record NodeList
{
    /// <summary>A node that was not seen for longer was removed.</summary>
    private static readonly TimeSpan ShownWithin = TimeSpan.FromDays(1);

    /// <summary>Whether every node of the last day is alive, and all agree.</summary>
    public bool Healthy => Reasons.Count == 0;

    /// <summary>What is wrong, a sentence each; no names.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required IReadOnlyList<NodeEntry> Nodes { get; init; }

    /// <summary>Reads the nodes of the last day; none with a database that only one can have.</summary>
    /// <exception cref="OperationException">The database cannot be read.</exception>
    public static NodeList Read(Database database, AppSettings settings)
    {
        if (database.Cluster is not { } cluster)
        {
            return new NodeList { Reasons = [], Nodes = [] };
        }

        IReadOnlyList<NodeRow> rows;
        HashSet<string> alive;
        ILookup<string, string> jobs;
        using (var connection = database.Open())
        {
            rows = cluster.GetNodes(connection, ShownWithin);
            alive = [.. cluster.GetNodes(connection, Leases.AliveWithin).Select(row => row.Name)];
            jobs = JobTable
                .SelectRuns(
                    JobTable.GetScheduled(settings).Where(job => job.IsForAllNodes),
                    JobRunRepository.GetAll(connection),
                    database.NodeName
                )
                .ToLookup(run => run.Node, run => run.Job, StringComparer.Ordinal);
        }

        return new NodeList
        {
            Reasons = [.. FindReasons([.. rows.Where(row => alive.Contains(row.Name))], rows.Count)],
            Nodes =
            [
                .. rows.Select(row => new NodeEntry(
                    row.Name,
                    alive.Contains(row.Name),
                    row.Version,
                    row.SchemaVersion,
                    row.StartedTime,
                    row.SeenTime,
                    row.ClockError.TotalSeconds,
                    row.FencedOff,
                    [.. jobs[row.Name]]
                )),
            ],
        };
    }

    /// <summary>Without the names of hosts, since anybody who reaches the page may read it.</summary>
    public NodeList ForPage() =>
        this with
        {
            Nodes =
            [
                .. Nodes.Select(
                    (node, index) =>
                        node with
                        {
                            Name = string.Create(CultureInfo.InvariantCulture, $"node {index + 1}"),
                        }
                ),
            ],
        };

    private static IEnumerable<string> FindReasons(IReadOnlyList<NodeRow> alive, int known)
    {
        if (alive.Count == 0)
        {
            yield return "No node is alive. Start the daemon.";
        }
        else if (alive.Count < known)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{known - alive.Count} of {known} nodes not seen for a minute. Check them; one that was removed is "
                    + $"forgotten after a day."
            );
        }

        if (alive.DistinctBy(row => row.Version).Count() > 1)
        {
            yield return "The nodes have different versions of the program. Upgrade all of them.";
        }

        if (alive.DistinctBy(row => row.SettingsHash).Count() > 1)
        {
            yield return "The nodes have different settings. Compare 'activitysync config show' on each; all but the "
                + "data directory, the address and the format of the log should be the same.";
        }

        foreach (var row in alive.Where(row => row.ClockError.Duration() > Leases.MaxClockErrorOfJobs))
        {
            var consequence =
                row.ClockError.Duration() > Leases.MaxClockError ? "takes no work" : "leaves the jobs to others";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"A node's clock differs from the database's by {row.ClockError.TotalSeconds:0.0} s, so it "
                    + $"{consequence}. Check that a time service sets both clocks."
            );
        }
    }
}

/// <summary>A node.</summary>
/// <param name="Name">The host, and a mark of the data directory.</param>
/// <param name="Alive">Whether it was seen in the last minute.</param>
/// <param name="Version">The version of the program.</param>
/// <param name="SchemaVersion">The newest schema version that it knows.</param>
/// <param name="StartedAt">When its daemon started, by its clock.</param>
/// <param name="SeenAt">When it was last seen, by the database's clock.</param>
/// <param name="ClockErrorSeconds">Its clock minus that of the database.</param>
/// <param name="FencedOff">How often it was too late since its start, so that another node went on.</param>
/// <param name="RanLast">The jobs for all nodes that it was the last one to run, by name.</param>
internal sealed record NodeEntry(
    string Name,
    bool Alive,
    string Version,
    long SchemaVersion,
    DateTimeOffset StartedAt,
    DateTimeOffset SeenAt,
    double ClockErrorSeconds,
    long FencedOff,
    IReadOnlyList<string> RanLast
);

[JsonSerializable(typeof(NodeList))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class NodeListJson : JsonSerializerContext
{
    public static string Serialize(NodeList nodes) => JsonSerializer.Serialize(nodes, Default.NodeList);
}
