using System.Collections.Concurrent;
using System.Data.Common;
using ActivitySync.Configuration;

namespace ActivitySync.Data;

/// <summary>
/// Lets one node at a time do a piece of work, with a database that several nodes share. A lease ends when it is
/// disposed of, or half a minute after its node died. What the work changes is committed together with
/// <see cref="ILease.Confirm"/>, so that a node that slept for longer changes nothing any more.
/// </summary>
/// <remarks>
/// A database file has one node, whose processes use locks on files: there every lease is free, and costs nothing.
/// </remarks>
internal sealed partial class Leases : IDisposable
{
    /// <summary>How long a lease outlives its process.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    /// <summary>A node that was not seen for longer is not alive; it reports four times as often.</summary>
    public static readonly TimeSpan AliveWithin = TimeSpan.FromSeconds(60);

    /// <summary>With a larger error of its clock a node leaves the jobs for all nodes to others.</summary>
    public static readonly TimeSpan MaxClockErrorOfJobs = TimeSpan.FromSeconds(1);

    /// <summary>With a larger error of its clock a node begins no work at all.</summary>
    public static readonly TimeSpan MaxClockError = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly ILogger<Leases> _log;
    private readonly string _owner = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<Lease, bool> _acquired = new();
    private readonly Lock _timerLock = new();
    private ITimer? _timer;
    private long _fencedOff;

    public Leases(Database database, TimeProvider clock, ILogger<Leases> log)
    {
        _database = database;
        _clock = clock;
        _log = log;
    }

    /// <summary>This machine's clock minus that of the database, as last measured.</summary>
    public TimeSpan ClockError { get; set; }

    /// <summary>Whether this node may begin work: its clock is close enough to that of the database.</summary>
    public bool MayBeginWork => _database.Cluster is null || ClockError.Duration() <= MaxClockError;

    /// <summary>The number of nodes that are alive, as last read; at least this one.</summary>
    public int NodeCount { get; set; } = 1;

    /// <summary>How often this process was too late, so that another node went on.</summary>
    public long FencedOff => Interlocked.Read(ref _fencedOff);

    /// <summary>An instant of this machine's clock by that of the database, which is the same for all nodes.</summary>
    public DateTimeOffset ToDatabaseTime(DateTimeOffset instant) => instant - ClockError;

    /// <summary>Acquires a lease; disposing the result releases it.</summary>
    /// <returns>Null if it has been acquired already, by another node or by this one.</returns>
    /// <exception cref="DatabaseException">The database cannot be used.</exception>
    public ILease? TryAcquire(LeaseWork work, long subject)
    {
        var mayBegin = work.IsJob
            ? _database.Cluster is null || ClockError.Duration() <= MaxClockErrorOfJobs
            : MayBeginWork;
        return mayBegin ? TryAcquireNow(work, subject) : null;
    }

    /// <summary>
    /// Waits for a lease; disposing the result releases it. It may be one of many for work that has begun, or a person
    /// may wait for it, so it is also given to a node with a wrong clock: the times of leases are the database's.
    /// </summary>
    /// <exception cref="DatabaseException">The database cannot be used.</exception>
    public async Task<ILease> AcquireAsync(LeaseWork work, long subject, CancellationToken cancellationToken) =>
        (await TryAcquireAsync(work, subject, TimeSpan.MaxValue, cancellationToken))!;

    /// <summary>Waits for a lease as <see cref="AcquireAsync"/> does, but no longer than a time.</summary>
    /// <returns>Null if it was not free in that time.</returns>
    /// <exception cref="DatabaseException">The database cannot be used.</exception>
    public async Task<ILease?> TryAcquireAsync(
        LeaseWork work,
        long subject,
        TimeSpan maxWait,
        CancellationToken cancellationToken
    )
    {
        var start = _clock.GetTimestamp();
        while (true)
        {
            if (TryAcquireNow(work, subject) is { } lease)
            {
                return lease;
            }

            if (_clock.GetElapsedTime(start) >= maxWait)
            {
                return null;
            }

            await Task.Delay(PollInterval, _clock, cancellationToken);
        }
    }

    public void Dispose()
    {
        lock (_timerLock)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    private Lease? TryAcquireNow(LeaseWork work, long subject)
    {
        if (_database.Cluster is not { } cluster)
        {
            return new Lease(this, work, subject, fence: 0);
        }

        long? fence;
        using (var connection = _database.Open())
        {
            fence = cluster.TryAcquire(connection, work.Name, subject, _owner, Length);
        }

        if (fence is null)
        {
            return null;
        }

        var lease = new Lease(this, work, subject, fence.Value);
        _acquired[lease] = true;
        StartRenewing();
        return lease;
    }

    private bool Confirm(DbConnection connection, DbTransaction transaction, Lease lease)
    {
        if (
            _database.Cluster is not { } cluster
            || cluster.Confirm(connection, transaction, lease.Work, lease.Subject, lease.Fence, Length)
        )
        {
            return true;
        }

        Interlocked.Increment(ref _fencedOff);
        LogFencedOff(lease.Work, lease.Subject);
        return false;
    }

    private bool IsOwned(Lease lease)
    {
        if (_database.Cluster is null)
        {
            return true;
        }

        using var connection = _database.Open();
        using var transaction = connection.BeginTransaction();
        var isOwned = Confirm(connection, transaction, lease);
        transaction.Commit();
        return isOwned;
    }

    private void Release(Lease lease)
    {
        if (_database.Cluster is not { } cluster || !_acquired.TryRemove(lease, out _))
        {
            return;
        }

        try
        {
            using var connection = _database.Open();
            cluster.Release(connection, lease.Work, lease.Subject, lease.Fence);
        }
        catch (OperationException)
        {
            // It is no longer renewed, and so expires.
        }
    }

    private void StartRenewing()
    {
        lock (_timerLock)
        {
            _timer ??= _clock.CreateTimer(_ => Renew(), null, RenewInterval, RenewInterval);
        }
    }

    private void Renew()
    {
        if (_acquired.IsEmpty)
        {
            return;
        }

        try
        {
            // Each by its fence: a lease whose release failed must expire, or this process would wait for itself.
            using var connection = _database.Open();
            foreach (var lease in _acquired.Keys)
            {
                _database.Cluster!.Renew(connection, lease.Work, lease.Subject, lease.Fence, Length);
            }
        }
        catch (OperationException)
        {
            // The next time, or another node goes on.
        }
    }

    [LoggerMessage(
        EventName = "fenced_off",
        Level = LogLevel.Warning,
        Message = "work={Work} subject={Subject}; another node went on, so the result is left to it"
    )]
    private partial void LogFencedOff(string work, long subject);

    private sealed class Lease(Leases leases, LeaseWork work, long subject, long fence) : ILease
    {
        public string Work => work.Name;

        public long Subject => subject;

        public long Fence => fence;

        public bool Confirm(DbConnection connection, DbTransaction transaction) =>
            leases.Confirm(connection, transaction, this);

        public bool IsOwned() => leases.IsOwned(this);

        public void Dispose() => leases.Release(this);
    }
}

/// <summary>A lease that this process has acquired; disposing it releases it.</summary>
internal interface ILease : IDisposable
{
    /// <summary>
    /// Whether this process still has the lease. If so, no other gets it before the transaction ends. If not, the
    /// transaction must change nothing.
    /// </summary>
    bool Confirm(DbConnection connection, DbTransaction transaction);

    /// <summary>Whether this process still has the lease, which is renewed.</summary>
    bool IsOwned();

    /// <summary>Confirms the lease, or ends the work whose transaction this is.</summary>
    /// <exception cref="LeaseLostException">Another node has acquired it since.</exception>
    void ThrowIfLost(DbConnection connection, DbTransaction transaction)
    {
        if (!Confirm(connection, transaction))
        {
            throw new LeaseLostException();
        }
    }
}

/// <summary>Work took so long that another node went on with it; what is left is that node's.</summary>
internal sealed class LeaseLostException()
    : OperationException(ErrorKind.Failed, "this took so long that another node went on; its result is used.");

/// <summary>What a lease is for; its subject is an athlete's id, or 0 for a job.</summary>
internal readonly record struct LeaseWork
{
    private LeaseWork(string name) => Name = name;

    public string Name { get; }

    /// <summary>Whether it is a job for all nodes, and no athlete's work.</summary>
    public bool IsJob { get; private init; }

    /// <summary>Rendering and sending an athlete's emails.</summary>
    public static LeaseWork Emails { get; } = new("emails");

    /// <summary>Syncing an athlete.</summary>
    public static LeaseWork Sync { get; } = new("sync");

    /// <summary>Importing the files that athletes uploaded.</summary>
    public static LeaseWork Uploads { get; } = new("uploads");

    /// <summary>Using an athlete's tokens of a service.</summary>
    public static LeaseWork Tokens(string source) => new($"tokens-{source}");

    /// <summary>Running a job that is for all nodes together.</summary>
    public static LeaseWork Job(string job) => new($"job-{job}") { IsJob = true };
}
