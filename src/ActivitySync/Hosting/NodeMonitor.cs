using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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
            leases.ClockError = cluster.SaveNode(connection, CreateRow(), clock.GetUtcNow());
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

    private NodeRow CreateRow() =>
        new(
            database.NodeName,
            ProgramVersion.Text,
            Migrator.CurrentVersion,
            Hash(
                string.Join(
                    '\n',
                    settings
                        .FileAthletes.Select(athlete => $"{athlete.Name} {athlete.Email}")
                        .Append(settings.Mail.From)
                        .Append(settings.ActivitySync.PublicUrl?.AbsoluteUri)
                        .Append(settings.Mail.DailyLimit.ToString(CultureInfo.InvariantCulture))
                )
            ),
            _startedAt,
            SeenAt: 0,
            ClockOffset: 0,
            leases.FencedOff
        );

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

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
