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
        var settings = new AppSettings();
        var database = new Database(settings, clock);
        var sender = new MailSender(
            database,
            settings,
            RosterBuilder.Create(settings),
            clock,
            transport,
            new Leases(database, clock, NullLogger<Leases>.Instance),
            NullLogger<MailSender>.Instance
        );
        var sending = new ParallelSender(1, clock, sender, (_, _) => Task.CompletedTask, default);

        sending.Add(
            new AthleteSettings
            {
                Name = "anna",
                Email = "anna@example.org",
                TimeZone = TimeZoneInfo.Utc,
            },
            new MemoryStream()
        );
        await clock.IsIdle;
        Assert.False(transport.IsClosed.IsCompleted);
        clock.Advance(IMailSession.IdleLimit);
        await transport.IsClosed;

        Assert.Empty(await sending.CompleteAsync());
    }

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
