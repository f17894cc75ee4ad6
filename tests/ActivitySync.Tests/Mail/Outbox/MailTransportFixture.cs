using ActivitySync.Mail.Transport;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>Answers as the test says, one answer a try; the last one holds.</summary>
internal sealed class MailTransportFixture : IMailTransport
{
    private readonly Queue<Func<MailOutcome>> _answers = new();

    public List<byte[]> Messages { get; } = [];

    /// <summary>Runs while a message is on its way.</summary>
    public Action? WhileSending { get; set; }

    public void EnqueueOutcomes(params MailOutcome[] outcomes)
    {
        foreach (var outcome in outcomes)
        {
            _answers.Enqueue(() => outcome);
        }
    }

    public void EnqueueException(Exception exception) => _answers.Enqueue(() => throw exception);

    public Task<MailOutcome> SendAsync(
        ReadOnlyMemory<byte> message,
        Action<string>? tell,
        CancellationToken cancellationToken
    )
    {
        Messages.Add(message.ToArray());
        WhileSending?.Invoke();
        return Task.FromResult(_answers.Count == 0 ? MailOutcome.Accepted : _answers.Dequeue()());
    }

    public Task<MailOutcome> TestAsync(Action<string> tell, CancellationToken cancellationToken) =>
        SendAsync(default, tell, cancellationToken);
}
