using ActivitySync.Mail.Transport;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>A transport that returns enqueued outcomes, then accepts every mail.</summary>
internal sealed class MailTransportFixture : IMailTransport
{
    private readonly Lock _gate = new();
    private readonly Queue<Func<MailOutcome>> _outcomes = new();
    private int _openSessions;

    public List<byte[]> Messages { get; } = [];

    /// <summary>Runs after the connection is made and before the message is handed over.</summary>
    public Action? WhileConnecting { get; set; }

    /// <summary>Runs while a message is being sent, after it was handed over.</summary>
    public Action? WhileSending { get; set; }

    /// <summary>Runs for each message before anything else, outside of the lock that the others share.</summary>
    public Func<byte[], Task>? BeforeSending { get; set; }

    /// <summary>The sessions that were opened and not closed.</summary>
    public int OpenSessions => _openSessions;

    public IMailSession OpenSession()
    {
        Interlocked.Increment(ref _openSessions);
        return new Session(this);
    }

    public void EnqueueOutcomes(params MailOutcome[] outcomes)
    {
        foreach (var outcome in outcomes)
        {
            _outcomes.Enqueue(() => outcome);
        }
    }

    public void EnqueueException(Exception exception) => _outcomes.Enqueue(() => throw exception);

    public async Task<MailOutcome> SendAsync(
        ReadOnlyMemory<byte> message,
        Action<string>? reportStep,
        Action? beforeHandOver,
        CancellationToken cancellationToken
    )
    {
        if (BeforeSending is { } wait)
        {
            await wait(message.ToArray());
        }

        lock (_gate)
        {
            WhileConnecting?.Invoke();
            beforeHandOver?.Invoke();
            Messages.Add(message.ToArray());
            WhileSending?.Invoke();
            return _outcomes.Count == 0 ? MailOutcome.Accepted : _outcomes.Dequeue()();
        }
    }

    public Task<MailOutcome> TestAsync(Action<string> reportStep, CancellationToken cancellationToken) =>
        SendAsync(default, reportStep, null, cancellationToken);

    private sealed class Session(MailTransportFixture transport) : IMailSession
    {
        public bool IsOpen => false;

        public Task<MailOutcome> SendAsync(
            ReadOnlyMemory<byte> message,
            Action? beforeHandOver,
            CancellationToken cancellationToken
        ) => transport.SendAsync(message, null, beforeHandOver, cancellationToken);

        public Task CloseAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref transport._openSessions);
            return ValueTask.CompletedTask;
        }
    }
}
