using ActivitySync.Commands;
using ActivitySync.Commands.Terminal;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Hosting;

/// <summary>Each node stores the results of its own runs, so that none hides another's failure.</summary>
[Trait("Category", "System")]
public sealed class JobRunsOfNodesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero));
    private readonly StoreSettings _store;

    public JobRunsOfNodesTests()
    {
        Requirements.RequirePostgres();
        _store = TestStore.Create(StoreProvider.Postgres);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_job_for_all_nodes_has_the_result_of_the_node_that_ran_it_last()
    {
        var (first, second) = (CreateNode("first"), CreateNode("second"));
        await RunAsync(first, JobName.Expire, isRun: true);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await RunAsync(second, JobName.Expire, isRun: false);
        Assert.Equal((first.Database.NodeName, 0), ReadRun(second, JobName.Expire));

        _clock.Advance(TimeSpan.FromMinutes(1));
        await RunAsync(second, JobName.Expire, failure: "the server is gone");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await RunAsync(first, JobName.Expire, isRun: false);

        Assert.Equal((second.Database.NodeName, 1), ReadRun(first, JobName.Expire));
        var nodes = NodeList.Read(first.Database, first.Settings).Nodes.ToDictionary(node => node.Name);
        Assert.Empty(nodes[first.Database.NodeName].RanLast);
        Assert.Equal([JobName.Expire], nodes[second.Database.NodeName].RanLast);
        using var output = new StringWriter();
        NodesCommand.Print(NodeList.Read(first.Database, first.Settings), output, OutputFormat.Plain);
        Assert.Single(output.ToString().Split('\n'), line =>
            line.TrimEnd().EndsWith("  expire", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_success_of_one_node_does_not_hide_the_failure_of_another()
    {
        var (first, second) = (CreateNode("first"), CreateNode("second"));
        await RunAsync(first, JobName.Wake, failure: "the disk is full");
        await RunAsync(second, JobName.Wake, isRun: true);

        Assert.Equal((first.Database.NodeName, 1), ReadRun(first, JobName.Wake));
        Assert.Equal((second.Database.NodeName, 0), ReadRun(second, JobName.Wake));
    }

    private Node CreateNode(string name)
    {
        var settings = new AppSettings
        {
            Store = _store,
            ActivitySync = new DaemonSettings { DataDirectory = Path.Combine(_directory, name) },
        };
        var database = new Database(settings, _clock);
        using var leases = new Leases(database, _clock, NullLogger<Leases>.Instance);
        using var monitor = new NodeMonitor(database, settings, leases, _clock, NullLogger<NodeMonitor>.Instance);
        monitor.Report();
        return new Node(settings, database, new JobMonitor(database, _clock, NullLogger<JobMonitor>.Instance));
    }

    private static Task RunAsync(Node node, string job, bool isRun = true, string? failure = null) =>
        node.Monitor.RunUnlessSkippedAsync(
            job,
            _ =>
                failure is null
                    ? Task.FromResult(isRun)
                    : throw new OperationException(ErrorKind.RemoteUnavailable, failure),
            CancellationToken.None
        );

    /// <summary>The node and the failures of a job as a node's health reads them.</summary>
    private static (string Node, long Failures) ReadRun(Node node, string job)
    {
        using var connection = node.Database.Open();
        var run = Assert.Single(
            JobTable.SelectRuns(
                JobTable.GetScheduled(node.Settings).Where(scheduled => scheduled.Name == job),
                JobRunRepository.GetAll(connection),
                node.Database.NodeName
            )
        );
        return (run.Node, run.Failures);
    }

    private sealed record Node(AppSettings Settings, Database Database, JobMonitor Monitor);
}
