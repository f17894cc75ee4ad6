using ActivitySync.Mail.Transport;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>A transport that returns enqueued outcomes, then accepts every mail.</summary>
internal sealed class MailTransportFixture : IMailTransport
{
    private readonly Queue<Func<MailOutcome>> _outcomes = new();

    public List<byte[]> Messages { get; } = [];

    /// <summary>Runs after the connection is made and before the message is handed over.</summary>
    public Action? WhileConnecting { get; set; }

    /// <summary>Runs while a message is being sent, after it was handed over.</summary>
    public Action? WhileSending { get; set; }

    public void EnqueueOutcomes(params MailOutcome[] outcomes)
    {
        foreach (var outcome in outcomes)
        {
            _outcomes.Enqueue(() => outcome);
        }
    }

    public void EnqueueException(Exception exception) => _outcomes.Enqueue(() => throw exception);

    public Task<MailOutcome> SendAsync(
        ReadOnlyMemory<byte> message,
        Action<string>? reportStep,
        Action? beforeHandOver,
        CancellationToken cancellationToken
    )
    {
        WhileConnecting?.Invoke();
        beforeHandOver?.Invoke();
        Messages.Add(message.ToArray());
        WhileSending?.Invoke();
        return Task.FromResult(_outcomes.Count == 0 ? MailOutcome.Accepted : _outcomes.Dequeue()());
    }

    public Task<MailOutcome> TestAsync(Action<string> reportStep, CancellationToken cancellationToken) =>
        SendAsync(default, reportStep, null, cancellationToken);
}
