using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Mail.Transport;
using ActivitySync.Tests.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Mail.Outbox;

public sealed class ParallelSenderTests
{
    [Fact]
    public async Task A_connection_with_nothing_to_send_is_closed_before_the_pass_ends()
    {
        var clock = new IdleClock();
        var transport = new KeptConnectionTransport();
        var sending = CreateSender(clock, transport, _ => Task.CompletedTask);

        await sending.AddAsync(CreateTurn(new StubLease()));
        await clock.IsIdle;
        Assert.False(transport.IsClosed.IsCompleted);
        clock.Advance(IMailSession.IdleLimit);
        await transport.IsClosed;

        Assert.Empty(await sending.CompleteAsync());
    }

    [Fact]
    public async Task Only_a_few_athletes_wait_for_a_connection_so_that_other_nodes_find_some()
    {
        var isAnswering = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isSending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = CreateSender(TimeProvider.System, new KeptConnectionTransport(), async _ =>
        {
            isSending.TrySetResult();
            await isAnswering.Task;
        });
        await sending.AddAsync(CreateTurn(new StubLease()));
        await isSending.Task;

        for (var waiting = 0; waiting < ParallelSender.MaxWaiting; waiting++)
        {
            Assert.True(sending.AddAsync(CreateTurn(new StubLease())).IsCompletedSuccessfully);
        }

        var oneMore = sending.AddAsync(CreateTurn(new StubLease()));
        Assert.False(oneMore.IsCompleted);
        isAnswering.SetResult();
        await oneMore;
        Assert.Empty(await sending.CompleteAsync());
    }

    [Fact]
    public async Task Nobody_waits_for_a_connection_after_the_database_failed()
    {
        var isFailing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = CreateSender(TimeProvider.System, new KeptConnectionTransport(), async _ =>
        {
            await isFailing.Task;
            throw new DatabaseException(DatabaseErrorKind.Unreachable, "the database cannot be used");
        });
        var leases = Enumerable.Range(0, ParallelSender.MaxWaiting + 5).Select(_ => new StubLease()).ToArray();

        var adding = leases.Select(lease => sending.AddAsync(CreateTurn(lease))).ToArray();
        isFailing.SetResult();
        await Task.WhenAll(adding);

        await Assert.ThrowsAsync<DatabaseException>(sending.CompleteAsync);
        Assert.All(leases, lease => Assert.True(lease.IsReleased));
    }

    private static AthleteSettings Anna { get; } =
        new()
        {
            Name = "anna",
            Email = "anna@example.org",
            TimeZone = TimeZoneInfo.Utc,
        };

    private static ParallelSender CreateSender(
        TimeProvider clock,
        IMailTransport transport,
        Func<AthleteSettings, Task> sendAsync
    )
    {
        var settings = new AppSettings();
        var database = new Database(settings, clock);
        var leases = new Leases(database, clock, NullLogger<Leases>.Instance);
        var roster = RosterBuilder.Create(settings);
        var log = NullLogger<MailSender>.Instance;
        var sender = new MailSender(database, settings, roster, clock, transport, leases, log);
        return new ParallelSender(1, clock, sender, (_, turn) => sendAsync(turn.Athlete), CancellationToken.None);
    }

    private static AthleteTurn CreateTurn(ILease lease) => new(Anna, 1, lease);

    /// <summary>A clock that tells when somebody begins to wait for the idle limit.</summary>
    private sealed class IdleClock : FakeTimeProvider
    {
        private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsIdle => _idle.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == IMailSession.IdleLimit)
            {
                _idle.TrySetResult();
            }

            return timer;
        }
    }

    /// <summary>A transport whose only session has a connection from the start.</summary>
    private sealed class KeptConnectionTransport : IMailTransport, IMailSession
    {
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsClosed => _closed.Task;

        public bool IsOpen => !_closed.Task.IsCompleted;

        public IMailSession OpenSession() => this;

        public Task CloseAsync()
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public Task<MailOutcome> SendAsync(
            ReadOnlyMemory<byte> message,
            Action? beforeHandOver,
            CancellationToken cancellationToken
        ) => Task.FromResult(MailOutcome.Accepted);

        public Task<MailOutcome> SendAsync(
            ReadOnlyMemory<byte> message,
            Action<string>? reportStep,
            Action? beforeHandOver,
            CancellationToken cancellationToken
        ) => Task.FromResult(MailOutcome.Accepted);

        public Task<MailOutcome> TestAsync(Action<string> reportStep, CancellationToken cancellationToken) =>
            Task.FromResult(MailOutcome.Accepted);
    }
}
