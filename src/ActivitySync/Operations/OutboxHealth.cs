namespace ActivitySync.Operations;

/// <summary>The backlog of mails.</summary>
/// <param name="Waiting">Due and not delivered yet.</param>
/// <param name="Failed">Failed, or perhaps lost, in the last seven days.</param>
internal sealed record OutboxHealth(int Waiting, int Failed);
