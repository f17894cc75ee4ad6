using ActivitySync.Outbox;

namespace ActivitySync.Tests.Outbox;

/// <summary>Answers as the test says, one answer a try; the last one holds.</summary>
internal sealed class ScriptedTransport : IMailTransport
{
    private readonly Queue<Func<MailOutcome>> _answers = new();

    public List<byte[]> Tried { get; } = [];

    /// <summary>Runs while a message is on its way.</summary>
    public Action? OnTheWay { get; set; }

    public void Answers(params MailOutcome[] outcomes)
    {
        foreach (var outcome in outcomes) _answers.Enqueue(() => outcome);
    }

    public void Throws(Exception trouble) => _answers.Enqueue(() => throw trouble);

    public Task<MailOutcome> SendAsync(ReadOnlyMemory<byte> message, Action<string>? tell, CancellationToken cancellationToken)
    {
        Tried.Add(message.ToArray());
        OnTheWay?.Invoke();
        return Task.FromResult(_answers.Count == 0 ? MailOutcome.Accepted : _answers.Dequeue()());
    }

    public Task<MailOutcome> TryAsync(Action<string> tell, CancellationToken cancellationToken) => SendAsync(default, tell, cancellationToken);
}
