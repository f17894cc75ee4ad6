using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Hosting;

/// <summary>
/// Tells other nodes four times a minute that this one is alive, and compares its clock with that of the database.
/// Does nothing with a database that only one node can have.
/// </summary>
internal sealed partial class NodeMonitor(
    Database database,
    AppSettings settings,
    Leases leases,
    TimeProvider clock,
    ILogger<NodeMonitor> log
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>A slower answer says too little about the clocks; what was measured before stays.</summary>
    private static readonly TimeSpan MaxRoundTrip = TimeSpan.FromSeconds(1);

    private readonly long _startedAt = clock.GetUtcNow().ToUnixTimeMilliseconds();
    private ClockState _reportedClock;

    /// <summary>Is in the list of nodes before the first job runs.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Report();
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Stores that this node is alive, and reads which others are.</summary>
    public void Report()
    {
        if (database.Cluster is not { } cluster)
        {
            return;
        }

        try
        {
            using var connection = database.Open();
            MeasureClock(cluster, connection);
            cluster.SaveNode(connection, CreateRow());
            leases.NodeCount = Math.Max(1, cluster.GetNodes(connection, Leases.AliveWithin).Count);
        }
        catch (OperationException)
        {
            return; // the jobs report that the database can't be used
        }

        var state =
            leases.ClockError.Duration() <= Leases.MaxClockErrorOfJobs ? ClockState.Right
            : leases.MayBeginWork ? ClockState.Differs
            : ClockState.Wrong;
        if (state > _reportedClock)
        {
            var seconds = leases.ClockError.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            var consequence =
                state == ClockState.Wrong ? "this node takes no work until it is right" : "other nodes run the jobs";
            LogClock(seconds, consequence);
        }

        _reportedClock = state;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.Cluster is null)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Report();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The daemon is stopping.
        }
    }

    /// <summary>Compares the clocks at the middle of the question and its answer.</summary>
    private void MeasureClock(IClusterStore cluster, DbConnection connection)
    {
        var start = clock.GetTimestamp();
        var there = cluster.ReadClock(connection);
        var roundTrip = clock.GetElapsedTime(start);
        if (roundTrip <= MaxRoundTrip)
        {
            leases.ClockError = clock.GetUtcNow() - (roundTrip / 2) - there;
        }
    }

    private NodeRow CreateRow() =>
        new(
            database.NodeName,
            ProgramVersion.Text,
            Migrator.CurrentVersion,
            settings.Fingerprint,
            _startedAt,
            SeenAt: 0,
            (long)leases.ClockError.TotalMilliseconds,
            leases.FencedOff
        );

    [LoggerMessage(
        EventName = "clock_differs",
        Level = LogLevel.Warning,
        Message = "seconds={Seconds}; this machine's clock differs from the database's, so {Consequence}. "
            + "Check that a time service sets both clocks."
    )]
    private partial void LogClock(string seconds, string consequence);

    private enum ClockState
    {
        Right,

        /// <summary>Too much for the jobs for all nodes.</summary>
        Differs,

        /// <summary>Too much for any work.</summary>
        Wrong,
    }
}
