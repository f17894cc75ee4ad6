using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Data.Postgres;

/// <summary>Several nodes, each a <see cref="Leases"/> of its own, with one database.</summary>
[Trait("Category", "System")]
public sealed class LeasesTests
{
    private const long Anna = 7;

    private readonly FakeTimeProvider _clock = new();
    private readonly StoreSettings _store;

    public LeasesTests()
    {
        Requirements.RequirePostgres();
        _store = TestStore.Create(StoreProvider.Postgres);
    }

    [Fact]
    public void A_lease_is_of_one_node_until_it_is_released()
    {
        using var first = CreateNode();
        using var second = CreateNode();

        using (var lease = first.TryAcquire(LeaseWork.Sync, Anna))
        {
            Assert.NotNull(lease);
            Assert.Null(second.TryAcquire(LeaseWork.Sync, Anna));
            using var other = second.TryAcquire(LeaseWork.Sync, Anna + 1);
            Assert.NotNull(other);
            using var emails = second.TryAcquire(LeaseWork.Emails, Anna);
            Assert.NotNull(emails);
        }

        using var next = second.TryAcquire(LeaseWork.Sync, Anna);
        Assert.NotNull(next);
        Assert.True(next.IsOwned());
    }

    [Fact]
    public async Task Of_many_nodes_that_ask_at_the_same_time_one_gets_each_lease()
    {
        const int athletes = 20;
        var nodes = Enumerable.Range(0, 6).Select(_ => CreateNode()).ToList();

        var acquired = await Task.WhenAll(
            nodes.Select(node =>
                Task.Run(
                    () =>
                        Enumerable
                            .Range(1, athletes)
                            .Where(athlete => node.TryAcquire(LeaseWork.Emails, athlete) is not null)
                            .ToList(),
                    TestContext.Current.CancellationToken
                )
            )
        );

        Assert.Equal(Enumerable.Range(1, athletes), acquired.SelectMany(list => list).Order());
        nodes.ForEach(node => node.Dispose());
    }

    [Fact]
    public void A_node_that_slept_beyond_its_lease_changes_nothing()
    {
        using var slept = CreateNode();
        using var next = CreateNode();
        using var lease = slept.TryAcquire(LeaseWork.Emails, Anna);
        Assert.True(lease!.IsOwned());
        Expire();
        Assert.True(lease.IsOwned()); // no other node has taken it
        Expire();

        using var taken = next.TryAcquire(LeaseWork.Emails, Anna);

        Assert.NotNull(taken);
        Assert.False(lease.IsOwned());
        Assert.Equal(1, slept.FencedOff);
        lease.Dispose(); // takes nothing from the new owner
        Assert.True(taken.IsOwned());
    }

    [Fact]
    public void Leases_are_renewed_while_their_process_lives()
    {
        using var node = CreateNode();
        using var lease = node.TryAcquire(LeaseWork.Emails, Anna);
        Execute("UPDATE leases SET expires_at = expires_at - 20000");
        var before = ReadExpiry();

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.True(ReadExpiry() >= before + 15_000, "the lease was not renewed");
    }

    [Fact]
    public async Task A_lease_whose_release_was_lost_expires_although_its_process_lives()
    {
        using var node = CreateNode();
        using var owned = node.TryAcquire(LeaseWork.Emails, Anna);
        Execute("INSERT INTO leases SELECT 'sync', subject, owner, fence, expires_at FROM leases");
        Execute("UPDATE leases SET expires_at = expires_at - 29000");

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.True(ReadExpiry("emails") >= ReadExpiry("sync") + 15_000, "the lost one was renewed, or the other not");
        Execute("UPDATE leases SET expires_at = 1 WHERE work = 'sync'");
        using var again = await node.AcquireAsync(LeaseWork.Sync, Anna, TestContext.Current.CancellationToken);
        Assert.True(again.IsOwned());
    }

    [Fact]
    public async Task A_wait_for_a_lease_of_another_node_ends()
    {
        using var first = CreateNode();
        using var second = CreateNode();
        using var lease = first.TryAcquire(LeaseWork.Sync, Anna);

        var waiting = second.TryAcquireAsync(
            LeaseWork.Sync,
            Anna,
            TimeSpan.FromMinutes(1),
            TestContext.Current.CancellationToken
        );
        Assert.False(waiting.IsCompleted);
        while (!waiting.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(61));
            await Task.Yield();
        }

        Assert.Null(await waiting);
    }

    [Fact]
    public void A_transaction_that_confirmed_a_lease_keeps_it_until_its_end()
    {
        using var first = CreateNode();
        using var second = CreateNode();
        using var lease = first.TryAcquire(LeaseWork.Emails, Anna);
        var database = CreateDatabase();
        using (var connection = database.Open())
        {
            using var transaction = connection.BeginTransaction();
            Assert.True(lease!.Confirm(connection, transaction));
            var blocked = Assert.Throws<DatabaseException>(() =>
            {
                using var impatient = CreateNode("-c lock_timeout=100ms");
                impatient.TryAcquire(LeaseWork.Emails, Anna);
            });
            Assert.Equal(DatabaseErrorKind.Busy, blocked.DatabaseErrorKind);
            transaction.Commit();
        }

        Assert.Null(second.TryAcquire(LeaseWork.Emails, Anna));
    }

    [Theory]
    [InlineData(0.5, true, true)]
    [InlineData(-5, false, true)]
    [InlineData(31, false, false)]
    public void A_node_with_a_wrong_clock_leaves_work_to_others(double seconds, bool runsJobs, bool serves)
    {
        using var node = CreateNode();
        node.ClockError = TimeSpan.FromSeconds(seconds);

        using var job = node.TryAcquire(LeaseWork.Job("expire"), subject: 0);
        using var athlete = node.TryAcquire(LeaseWork.Sync, Anna);

        Assert.Equal(runsJobs, job is not null);
        Assert.Equal(serves, athlete is not null);
        Assert.Equal(serves, node.MayBeginWork);
    }

    [Fact]
    public async Task Work_that_has_begun_gets_its_leases_with_a_wrong_clock_too()
    {
        using var node = CreateNode();
        node.ClockError = TimeSpan.FromMinutes(5);

        using var lease = await node.AcquireAsync(
            LeaseWork.Tokens("strava"),
            Anna,
            TestContext.Current.CancellationToken
        );

        Assert.True(lease.IsOwned());
    }

    [Fact]
    public void A_database_file_needs_no_leases()
    {
        var folder = Directory.CreateTempSubdirectory("activitysync-leases-").FullName;
        var settings = new AppSettings { ActivitySync = new DaemonSettings { DataDirectory = folder } };
        var database = new Database(settings, _clock);
        using var leases = new Leases(database, _clock, NullLogger<Leases>.Instance);

        using var lease = leases.TryAcquire(LeaseWork.Sync, Anna);
        Assert.NotNull(lease);
        Assert.True(lease.IsOwned());
        Assert.False(File.Exists(database.FilePath), "it was opened");
        Directory.Delete(folder, recursive: true);
    }

    private Leases CreateNode(string? options = null) =>
        new(CreateDatabase(options), _clock, NullLogger<Leases>.Instance);

    private Database CreateDatabase(string? options = null) =>
        new(
            new AppSettings
            {
                Store = options is null
                    ? _store
                    : _store with
                    {
                        ConnectionString = $"{_store.ConnectionString};Options={options}",
                    },
            },
            _clock
        );

    /// <summary>As if half a minute had passed, since the time of leases is the server's.</summary>
    private void Expire() => Execute("UPDATE leases SET expires_at = 1");

    private void Execute(string sql)
    {
        using var connection = CreateDatabase().Open();
        connection.Execute(sql);
    }

    private long ReadExpiry(string work = "emails")
    {
        using var connection = CreateDatabase().Open();
        return connection.ExecuteScalar<long>("SELECT expires_at FROM leases WHERE work = @Work", new { Work = work });
    }
}
